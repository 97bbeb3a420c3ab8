//! The gateway's challenges: codes sent, tried and cancelled.

use carrier_checkout_protocol::{
    Carrier, ChallengeId, Channel, ErrorCode, OneTimeCode, PhoneNumber, Reason, Timestamp, TokenId,
    checkout::{Challenge, Checkout, CreateChallenge, Verified, VerifyCode},
};

use crate::{
    gateway::{Gateway, Live, Standing},
    shopper::PHONE,
};

const CODE_MS: i64 = 180_000;
const RESEND_MS: i64 = 10_000;
const TOKEN_MS: i64 = 600_000;

impl Gateway {
    pub(crate) fn challenge(&mut self, body: &CreateChallenge, now: Timestamp) -> Result<Challenge, ErrorCode> {
        self.may_begin()?;
        if body.consents != self.required() {
            return Err(ErrorCode::ConsentMissing);
        }
        if self.sends_left == 0 {
            return Err(ErrorCode::SendsExhausted);
        }
        self.challenges += 1;
        let id = ChallengeId::from_random(u128::from(self.challenges));
        Ok(self.send(id, 5, body.carrier, body.phone.reveal(), now))
    }

    fn send(&mut self, id: ChallengeId, tries: u8, carrier: Carrier, phone: &PhoneNumber, now: Timestamp) -> Challenge {
        self.sends_left -= 1;
        let code = format!("{}", 481_516 + 7_919 * self.messages.len());
        self.messages.push(code.clone());
        let shown = Challenge {
            id,
            channel: Channel::Sms,
            carrier,
            phone: phone.masked(),
            expires_at: now + CODE_MS,
            tries_left: tries,
            sends_left: self.sends_left,
            resend_at: now + RESEND_MS,
            server_time: now,
        };
        self.standing = Standing::Challenged(Live { shown: shown.clone(), code });
        shown
    }

    pub(crate) fn resend(&mut self, id: &ChallengeId, now: Timestamp) -> Result<Challenge, ErrorCode> {
        let live = self.live(id)?;
        if self.sends_left == 0 {
            return Err(ErrorCode::SendsExhausted);
        }
        if now < live.shown.resend_at {
            return Err(ErrorCode::ResendTooSoon);
        }
        let phone = PhoneNumber::parse(PHONE).unwrap();
        Ok(self.send(id.clone(), live.shown.tries_left, live.shown.carrier, &phone, now))
    }

    pub(crate) fn verify(
        &mut self,
        id: &ChallengeId,
        body: &VerifyCode,
        now: Timestamp,
    ) -> Result<Verified, ErrorCode> {
        let mut live = self.live(id)?;
        if now >= live.shown.expires_at {
            return Err(ErrorCode::ChallengeExpired);
        }
        if body.content != self.content() {
            return Err(ErrorCode::ConsentMissing);
        }
        if OneTimeCode::parse(&live.code).unwrap() != *body.code.reveal() {
            live.shown.tries_left -= 1;
            if live.shown.tries_left == 0 {
                self.standing = Standing::Open(Some(Reason::OtpLastTryFailed.into()));
                return Err(ErrorCode::TriesExhausted);
            }
            self.standing = Standing::Challenged(live);
            return Err(ErrorCode::CodeMismatch);
        }
        let verified = Verified {
            token: TokenId::from_random(u128::from(self.challenges)),
            challenge: id.clone(),
            phone: live.shown.phone,
            expires_at: now + TOKEN_MS,
        };
        self.standing = Standing::Verified(verified.clone());
        Ok(verified)
    }

    pub(crate) fn cancel(&mut self, now: Timestamp) -> Result<Checkout, ErrorCode> {
        self.may_begin()?;
        self.standing = Standing::Cancelled;
        self.checkout(now)
    }

    fn may_begin(&self) -> Result<(), ErrorCode> {
        match &self.standing {
            _ if !self.known => Err(ErrorCode::SessionNotFound),
            Standing::Open(_) | Standing::Challenged(_) => Ok(()),
            Standing::Expired => Err(ErrorCode::SessionExpired),
            Standing::Verified(_) | Standing::Processing { .. } | Standing::Paid(_) | Standing::Cancelled => {
                Err(ErrorCode::SessionClosed)
            }
        }
    }

    fn live(&self, id: &ChallengeId) -> Result<Live, ErrorCode> {
        self.may_begin()?;
        match &self.standing {
            Standing::Challenged(live) if live.shown.id == *id => Ok(live.clone()),
            Standing::Challenged(_)
            | Standing::Open(_)
            | Standing::Verified(_)
            | Standing::Processing { .. }
            | Standing::Paid(_)
            | Standing::Cancelled
            | Standing::Expired => Err(ErrorCode::ChallengeClosed),
        }
    }
}
