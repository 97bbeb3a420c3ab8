//! `POST /v1/checkout/challenges/{id}/verify`
//!
//! Three steps, each recorded before the next, so that a request whose answer
//! was lost goes on where it was: the carrier judges the code, the carrier
//! reserves the amount, a token is made.

use axum::extract::{Path, State};
use axum::response::Response;
use carrier_checkout_protocol::checkout::VerifyCode;
use carrier_checkout_protocol::{Approval, ErrorCode, Failure, Reason, TokenId};
use http::StatusCode;
use subtle::ConstantTimeEq as _;

use super::super::checkout::merchant_of;
use super::super::session_scope;
use super::send::{Line, Sending, asked};
use super::{after_refusal, must_be_usable, own_challenge};
use crate::app::App;
use crate::auth::Frame;
use crate::camara::{Call, CodeVerdict, Prepared};
use crate::consents;
use crate::idempotency::Answer;
use crate::problem::Refused;
use crate::random;
use crate::request::Post;
use crate::seal::Fingerprint;
use crate::store::{ChallengeRecord, ChallengeState, NewToken, SessionRecord, TryClaim};
use crate::view::token_place;

/// How long one try may take before another request may try.
const LEASE_MS: i64 = 120_000;

/// `POST /v1/checkout/challenges/{id}/verify`
pub(crate) async fn verify_code(
    State(app): State<App>,
    Frame(session): Frame,
    Path(id): Path<String>,
    post: Post,
) -> Result<Response, Refused> {
    let asked: VerifyCode = post.json()?;
    let correlator = post.id.to_string();
    app.once(session_scope(&session.id), post, async move |app| {
        let verified = Verification { app: &app, session: &session, asked: &asked, correlator: &correlator };
        let challenge = verified.run(&id).await?;
        Answer::new(StatusCode::OK, &app.show_verified(&challenge)?)
    })
    .await
}

struct Verification<'a> {
    app: &'a App,
    session: &'a SessionRecord,
    asked: &'a VerifyCode,
    correlator: &'a str,
}

/// A try that failed, and whether the carrier judged the code.
struct Failed {
    refused: Refused,
    judged: bool,
}

impl From<Refused> for Failed {
    fn from(refused: Refused) -> Self {
        Self { refused, judged: false }
    }
}

impl Verification<'_> {
    async fn run(&self, id: &str) -> Result<ChallengeRecord, Refused> {
        let challenge = own_challenge(self.app, self.session, id).await?;
        consents::given_with_code(&self.asked.content)?;
        if self.is_done(&challenge) {
            return Ok(challenge);
        }
        must_be_usable(self.session.status)?;
        if let Err(refused) = self.must_be_waiting(&challenge) {
            return Err(self.noted(&challenge, refused).await);
        }
        let (now, tries) = (self.app.now(), self.app.limits.code_tries);
        let (challenge, tries_left) = match self.app.store.claim_try(&challenge.id, now, now + LEASE_MS, tries).await? {
            TryClaim::Granted { challenge, tries_left } => (*challenge, tries_left),
            TryClaim::Busy => return Err(ErrorCode::IdempotencyInFlight.into()),
            TryClaim::Closed => {
                // The same code, sent twice at once, may have come to its end by the other request.
                let challenge = own_challenge(self.app, self.session, id).await?;
                return if self.is_done(&challenge) { Ok(challenge) } else { Err(ErrorCode::ChallengeClosed.into()) };
            }
        };
        let id = challenge.id.clone();
        match self.attempt(challenge, tries_left).await {
            // The try has ended with the reservation.
            Ok(reserved) => Ok(reserved),
            Err(Failed { refused, judged }) => {
                self.app.store.end_try(&id, !judged).await?;
                Err(refused)
            }
        }
    }

    /// Holds the lease: nobody else moves the challenge by a try meanwhile.
    async fn attempt(&self, challenge: ChallengeRecord, tries_left: u8) -> Result<ChallengeRecord, Failed> {
        self.must_be_waiting(&challenge)?;
        if challenge.state == ChallengeState::Sent {
            self.judge(&challenge, tries_left).await?;
        } else if !self.is_right_again(&challenge) {
            return Err(self.wrong(&challenge, tries_left).await);
        }
        Ok(self.reserve(challenge).await?)
    }

    fn must_be_waiting(&self, challenge: &ChallengeRecord) -> Result<(), Refused> {
        match challenge.state {
            ChallengeState::Sent if challenge.expires_at <= self.app.now() => Err(code_expired()),
            ChallengeState::Sent | ChallengeState::CodeRight => Ok(()),
            ChallengeState::Sending | ChallengeState::Reserved | ChallengeState::Spent | ChallengeState::Ended => {
                Err(ErrorCode::ChallengeClosed.into())
            }
        }
    }

    /// Whether it was verified before, by the same code.
    fn is_done(&self, challenge: &ChallengeRecord) -> bool {
        challenge.state == ChallengeState::Reserved && self.is_right_again(challenge)
    }

    /// Whether it is the code that the carrier took before: it takes no code twice.
    fn is_right_again(&self, challenge: &ChallengeRecord) -> bool {
        let proof = self.proof(challenge);
        challenge.code_proof.as_ref().zip(proof).is_some_and(|(right, proof)| bool::from(right.ct_eq(&proof)))
    }

    /// What is kept of the shopper's proof; none when there is none.
    fn proof(&self, challenge: &ChallengeRecord) -> Option<Vec<u8>> {
        let (sealer, id) = (&self.app.sealer, challenge.id.as_str());
        match (challenge.approval, &self.asked.code) {
            (Some(Approval::Approved), _) => Some(sealer.approval_proof(id)),
            (Some(Approval::Pending), _) | (None, None) => None,
            (None, Some(code)) => Some(sealer.code_proof(id, code)),
        }
    }

    async fn judge(&self, challenge: &ChallengeRecord, tries_left: u8) -> Result<(), Failed> {
        match challenge.approval {
            Some(Approval::Approved) => {}
            Some(Approval::Pending) => return Err(Refused::from(ErrorCode::ApprovalPending).into()),
            None => self.judge_code(challenge, tries_left).await?,
        }
        let proof = self.proof(challenge).ok_or_else(code_missing)?;
        let content = consents::given_with_code(&self.asked.content)?;
        let recorded = self.app.store.code_right(&challenge.id, &proof, &content, self.app.now()).await;
        match recorded.map_err(Refused::from)? {
            true => Ok(()),
            false => Err(Refused::from(ErrorCode::ChallengeClosed).into()),
        }
    }

    async fn judge_code(&self, challenge: &ChallengeRecord, tries_left: u8) -> Result<(), Failed> {
        let code = self.asked.code.as_ref().ok_or_else(code_missing)?;
        let authentication = challenge.authentication.as_deref().ok_or(Refused::from(ErrorCode::Internal))?;
        let phone = self.app.sealer.open_phone(challenge.id.as_str(), &challenge.phone).map_err(Refused::from)?;
        let call = Call { carrier: challenge.carrier, phone: phone.reveal(), correlator: self.correlator };
        let carriers = &self.app.carriers;
        let verdict = match (&challenge.own, &challenge.reservation) {
            (Some(_), Some(payment)) => carriers.validate_payment(&call, payment, authentication, code.reveal()).await,
            _ => carriers.validate_code(&call, authentication, code.reveal()).await,
        };
        match verdict {
            Ok(CodeVerdict::Right) => Ok(()),
            Ok(CodeVerdict::Wrong) => Err(self.wrong(challenge, tries_left).await),
            Ok(CodeVerdict::Exhausted) => Err(self.wrong(challenge, 0).await),
            Ok(CodeVerdict::Expired) => {
                Err(Failed { refused: self.noted(challenge, code_expired()).await, judged: true })
            }
            Err(refusal) => Err(after_refusal(self.app, challenge, refusal).await.into()),
        }
    }

    /// A refusal that leaves the challenge as it is.
    async fn noted(&self, challenge: &ChallengeRecord, refused: Refused) -> Refused {
        self.app.note_failure(&self.session.id, (challenge.carrier, challenge.channel), refused).await
    }

    /// The last wrong try ends the whole challenge, not just the code.
    async fn wrong(&self, challenge: &ChallengeRecord, tries_left: u8) -> Failed {
        let refused = if tries_left > 0 {
            let refused = Refused::reason(ErrorCode::CodeMismatch, Reason::OtpMismatch).with_tries_left(tries_left);
            self.noted(challenge, refused).await
        } else {
            let failure = Failure::from(Reason::OtpLastTryFailed);
            match self.app.end_challenge(&challenge.id, Some(&failure)).await {
                Ok(_) => Refused::reason(ErrorCode::TriesExhausted, failure.reason).with_tries_left(0),
                Err(refused) => refused,
            }
        };
        Failed { refused, judged: true }
    }

    /// Gives the challenge as it then is.
    async fn reserve(&self, challenge: ChallengeRecord) -> Result<ChallengeRecord, Refused> {
        let Self { app, session, correlator, .. } = *self;
        let merchant = merchant_of(app, session).await?;
        let phone = app.sealer.open_phone(challenge.id.as_str(), &challenge.phone)?;
        let line = Line { carrier: challenge.carrier, phone, embedder: None };
        let prepared = match &challenge.reservation {
            Some(payment) => app.carriers.prepared(&line.call(correlator), payment).await,
            None => {
                let sending =
                    Sending { app, session, merchant: &merchant, challenge: &challenge.id, line: &line, correlator };
                sending.prepare().await
            }
        };
        match prepared {
            Ok(Prepared::Reserved { payment }) => {
                let token = self.new_token(&challenge);
                if !app.store.reserved(&challenge.id, &payment, &token).await? {
                    // The session ended meanwhile; what was reserved is given back.
                    app.wake.carriers.notify_one();
                    return Err(ErrorCode::ChallengeClosed.into());
                }
                app.metrics.verified(challenge.carrier, challenge.channel);
                let (state, token) = (ChallengeState::Reserved, Some((token.sealed, token.expires_at)));
                Ok(ChallengeRecord { state, reservation: Some(payment), token, ..challenge })
            }
            Ok(asks @ (Prepared::AsksForCode { .. } | Prepared::AsksOnPage { .. })) => {
                let waits = app.store.carrier_asks(&challenge.id, &asked(app, asks)).await?;
                Err(if waits { ErrorCode::CarrierAsks } else { ErrorCode::ChallengeClosed }.into())
            }
            Ok(Prepared::AsksInVain { payment, refusal }) => {
                app.store.hold(&challenge.id, &payment).await?;
                Err(after_refusal(app, &challenge, refusal).await)
            }
            Err(refusal) => Err(after_refusal(app, &challenge, refusal).await),
        }
    }

    fn new_token(&self, challenge: &ChallengeRecord) -> NewToken {
        let token = TokenId::from_random(random::bits());
        NewToken {
            fingerprint: Fingerprint::of_random(token.as_str()),
            sealed: self.app.sealer.seal(&token_place(challenge.id.as_str()), token.as_str().as_bytes()),
            at: self.app.now(),
            expires_at: self.app.now() + self.app.limits.token_ttl_ms,
        }
    }
}

/// 422: this channel needs a code.
fn code_missing() -> Refused {
    Refused::because(ErrorCode::InvalidRequest, "missing field `code`")
}

/// 410: the code's time is over.
fn code_expired() -> Refused {
    Refused::reason(ErrorCode::ChallengeExpired, Reason::OtpExpired)
}
