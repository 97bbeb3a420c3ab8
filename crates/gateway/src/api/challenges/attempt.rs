//! An attempt to prove that somebody holds a line: what the policy says of it,
//! the challenge that it becomes, and the first code or request.

use carrier_checkout_protocol::consent::Consent;
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{
    BirthDate, Carrier, ChallengeId, Channel, ErrorCode, PhoneNumber, Private, Reason, StepUp, Timestamp,
};
use http::StatusCode;

use super::super::checkout::{expired, merchant_of};
use super::send::{Line, Sending};
use super::{line_sends, must_be_usable, sends_exhausted};
use crate::address::Address;
use crate::app::App;
use crate::camara::Refusal;
use crate::idempotency::Answer;
use crate::policy::{Order, Traces};
use crate::problem::Refused;
use crate::random;
use crate::store::{BeginChallenge, Begun, ChallengeRecord, LookBack, LookedBack, SessionRecord, Trace};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Why not every channel proves enough, and whether this one does.
type Verdict = (Option<StepUp>, Result<(), Refused>);

/// An attempt to prove that somebody holds a line.
pub(super) struct Attempt<'a> {
    pub(super) app: &'a App,
    pub(super) session: &'a SessionRecord,
    pub(super) channel: Channel,
    pub(super) carrier: Carrier,
    pub(super) phone: Private<PhoneNumber>,
    /// The host of the page around the frame.
    pub(super) embedder: Option<String>,
    /// What is agreed to with it.
    pub(super) consents: Vec<Consent>,
    /// The holder's birth date, where it was asked for. It is counted as a keyed hash and not kept.
    pub(super) birth: Option<&'a Private<BirthDate>>,
    pub(super) address: &'a Address,
    pub(super) correlator: &'a str,
}

impl<'a> Attempt<'a> {
    /// Another one for the line of a challenge: nothing has to be typed again. The consents were given with that one.
    pub(super) fn anew(
        app: &'a App,
        session: &'a SessionRecord,
        challenge: &ChallengeRecord,
        channel: Channel,
        (address, correlator): (&'a Address, &'a str),
    ) -> Result<Self, Refused> {
        let phone = app.sealer.open_phone(challenge.id.as_str(), &challenge.phone)?;
        let (carrier, embedder) = (challenge.carrier, challenge.embedder.clone());
        let consents = Vec::new();
        Ok(Self { app, session, channel, carrier, phone, embedder, consents, birth: None, address, correlator })
    }

    /// Begins it; the answer is the challenge.
    pub(super) async fn begin(self) -> Result<Answer, Refused> {
        let Self { app, session, .. } = self;
        must_be_usable(session.status)?;
        let order = order_of(app, session);
        let (id, known) = match self.record(&order).await {
            Ok(begun) => begun,
            Err(refused) => return Err(app.note_failure(&session.id, (self.carrier, self.channel), refused).await),
        };
        match self.first_message(&id, &order, &known).await {
            Ok((challenge, sends_used)) => {
                Answer::new(StatusCode::CREATED, &app.show_challenge(&challenge, sends_used)?)
            }
            // Nothing was sent, as far as anybody knows: the shopper begins again.
            Err(refused) => {
                app.end_challenge(&id, refused.failure.as_ref()).await?;
                Err(refused)
            }
        }
    }

    /// Who begins, as keyed hashes.
    fn traces(&self) -> Vec<Trace> {
        let sealer = &self.app.sealer;
        let network = self.address.network();
        let person = self.birth.zip(network.as_ref()).map(|(birth, network)| sealer.person_proof(birth, network));
        let address = network.map(|network| sealer.proof(&[b"address", &network]));
        let merchant = sealer.proof(&[b"merchant", self.session.merchant.0.as_bytes()]);
        let line = Some(sealer.line_proof(&self.phone));
        [("line", line), ("person", person), ("address", address), ("merchant", Some(merchant))]
            .into_iter()
            .filter_map(|(scope, key)| Some(Trace { scope, key: key? }))
            .collect()
    }

    /// How far the policy looks back.
    fn back(&self, now: Timestamp) -> LookBack {
        let policy = &self.app.policy;
        let (cool_off, known_for) = policy.cool_off();
        LookBack {
            attempts_since: now - policy.window_ms(),
            spent_since: now - DAY_MS,
            known: (now - known_for, now - i64::from(cool_off) * HOUR_MS),
        }
    }

    /// What was looked back on, and what was found earlier in the session.
    fn seen(&self, traces: &[Trace], looked: &LookedBack) -> Traces {
        let count = |scope| {
            let counted = traces.iter().zip(&looked.counts).find(|(trace, _)| trace.scope == scope);
            counted.map_or(0, |(_, count)| *count)
        };
        Traces {
            line: count("line"),
            person: count("person"),
            address: count("address"),
            merchant: count("merchant"),
            sim_changed: self.session.step_up == Some(StepUp::SimChanged),
            was_fast: self.session.step_up == Some(StepUp::Velocity),
            cash_like_spent: looked.cash_like_spent,
        }
    }

    /// Whether the policy lets this channel prove this payment, and why not every channel does.
    fn allowed(&self, order: &Order, traces: &Traces) -> Verdict {
        let offer = match self.app.policy.judge(order, traces) {
            Ok(offer) => offer,
            Err(reason) => return (None, Err(Refused::declined(reason.into()))),
        };
        let why = offer.step_up;
        if offer.channels.contains(&self.channel) {
            return (why, Ok(()));
        }
        let reason = if why == Some(StepUp::SimChanged) { Reason::SimChanged } else { Reason::StepUpRequired };
        (why, Err(Refused::reason(ErrorCode::ChannelNotAllowed, reason)))
    }

    /// The same, where why it does not holds for the rest of the session.
    async fn judge(&self, order: &Order, traces: &Traces) -> Result<(), Refused> {
        let (why, allowed) = self.allowed(order, traces);
        if let Some(why @ (StepUp::SimChanged | StepUp::Velocity)) = why
            && self.session.step_up != Some(why)
        {
            self.app.store.step_up(&self.session.id, why).await?;
        }
        allowed
    }

    /// Makes it the session's challenge, if the policy lets it be one.
    async fn record(&self, order: &Order) -> Result<(ChallengeId, Traces), Refused> {
        let Self { app, session, .. } = self;
        let id = ChallengeId::made_at(order.at, random::bits());
        let (cool_off, _) = app.policy.cool_off();
        let begin = BeginChallenge {
            session: session.id.clone(),
            channel: self.channel,
            carrier: self.carrier,
            phone: app.sealer.seal_phone(id.as_str(), &self.phone),
            embedder: self.embedder.clone(),
            consents: self.consents.clone(),
            at: order.at,
            max_sends: app.limits.code_sends,
            line: line_sends(app, &self.phone),
            traces: self.traces(),
            back: self.back(order.at),
            cash_like: session.goods.cash_like,
            cool_off_hours: if session.goods.cash_like { cool_off } else { 0 },
            id: id.clone(),
        };
        let seen = |looked: &LookedBack| self.seen(&begin.traces, looked);
        match app.store.begin_challenge(&begin, &|looked| self.allowed(order, &seen(looked)).1.is_ok()).await? {
            Begun::Yes(looked) => {
                if session.challenge.is_some() {
                    // It may have left a reservation.
                    app.wake.carriers.notify_one();
                }
                Ok((id, seen(&looked)))
            }
            Begun::NotAllowed(looked) => {
                self.judge(order, &seen(&looked)).await?;
                Err(Refused::declined(Reason::RiskPolicy.into()))
            }
            Begun::SendsExhausted => Err(sends_exhausted()),
            Begun::LineExhausted => Err(Refused::declined(Reason::TooManyRequests.into())),
            Begun::Closed(SessionStatus::Expired) => Err(expired()),
            Begun::Closed(_) => Err(ErrorCode::SessionClosed.into()),
        }
    }

    /// Gives the challenge as it then is, and how many sends the session has used.
    async fn first_message(
        &self,
        id: &ChallengeId,
        order: &Order,
        known: &Traces,
    ) -> Result<(ChallengeRecord, u8), Refused> {
        let Self { app, session, .. } = self;
        self.judge(order, known).await?;
        let line = Line { carrier: self.carrier, phone: self.phone.clone(), embedder: self.embedder.clone() };
        let hours = app.policy.sim_change_hours();
        // What was found when the line was first named holds for the session.
        if self.birth.is_some() && !known.sim_changed {
            let changed = app.carriers.sim_changed(&line.call(self.correlator), hours).await;
            let sim_changed = changed.map_err(|Refusal { failure, .. }| Refused::declined(failure))?;
            self.judge(order, &Traces { sim_changed, ..*known }).await?;
        }
        let merchant = merchant_of(app, session).await?;
        let sending =
            Sending { app, session, merchant: &merchant, challenge: id, line: &line, correlator: self.correlator };
        let sent = sending.send(self.channel).await;
        let sent = sent.map_err(|refusal| Refused::declined(refusal.failure))?;
        Ok(app.store.code_sent(id, &sent).await?.ok_or(ErrorCode::ChallengeClosed)?)
    }
}

/// What the policy judges.
pub(in crate::api) fn order_of(app: &App, session: &SessionRecord) -> Order {
    Order { amount: session.amount, cash_like: session.goods.cash_like, at: app.now() }
}
