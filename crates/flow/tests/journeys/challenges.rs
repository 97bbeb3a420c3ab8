//! The gateway's challenges: codes sent, tried and cancelled.

use carrier_checkout_protocol::{
    Approval, Carrier, ChallengeId, Channel, ErrorCode, OneTimeCode, PhoneNumber, Reason, Timestamp, TokenId,
    checkout::{Challenge, Checkout, CreateChallenge, SwitchChannel, Verified, VerifyCode},
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
        if !self.channels.contains(&body.channel) {
            return Err(ErrorCode::ChannelNotAllowed);
        }
        let id = self.new_challenge();
        Ok(self.send(id, 5, (body.channel, body.carrier), body.phone.reveal(), now))
    }

    fn new_challenge(&mut self) -> ChallengeId {
        self.challenges += 1;
        ChallengeId::from_random(u128::from(self.challenges))
    }

    fn send(
        &mut self,
        id: ChallengeId,
        tries: u8,
        (channel, carrier): (Channel, Carrier),
        phone: &PhoneNumber,
        now: Timestamp,
    ) -> Challenge {
        self.sends_left -= 1;
        let code = format!("{}", 481_516 + 7_919 * self.messages.len());
        if !channel.is_approval() {
            self.messages.push(code.clone());
        }
        let shown = Challenge {
            id,
            channel,
            approval: channel.is_approval().then_some(Approval::Pending),
            page: None,
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
        let line = (live.shown.channel, live.shown.carrier);
        Ok(self.send(id.clone(), live.shown.tries_left, line, &phone, now))
    }

    pub(crate) fn switch(
        &mut self,
        id: &ChallengeId,
        body: &SwitchChannel,
        now: Timestamp,
    ) -> Result<Challenge, ErrorCode> {
        let live = self.live(id)?;
        if self.sends_left == 0 {
            return Err(ErrorCode::SendsExhausted);
        }
        if !self.channels.contains(&body.channel) {
            return Err(ErrorCode::ChannelNotAllowed);
        }
        let (id, phone) = (self.new_challenge(), PhoneNumber::parse(PHONE).unwrap());
        Ok(self.send(id, 5, (body.channel, live.shown.carrier), &phone, now))
    }

    /// The shopper answers on the phone. Says whether there was something to answer.
    pub(crate) fn approve(&mut self, yes: bool, now: Timestamp) -> bool {
        let Standing::Challenged(live) = &mut self.standing else { return false };
        if live.shown.approval != Some(Approval::Pending) || now >= live.shown.expires_at {
            return false;
        }
        if yes {
            (live.shown.approval, live.shown.expires_at) = (Some(Approval::Approved), now + CODE_MS);
        } else {
            self.standing = Standing::Open(Some(Reason::AuthRejected.into()));
        }
        true
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
        if live.shown.approval == Some(Approval::Pending) {
            return Err(ErrorCode::ApprovalPending);
        }
        let typed = body.code.as_ref().map(|code| code.reveal().digits());
        let right = OneTimeCode::parse(&live.code).unwrap().digits();
        if live.shown.approval.is_none() && typed != Some(right) {
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
        // Until the merchant's server brings the token, nothing is on its way to the carrier.
        if !matches!(self.standing, Standing::Verified(_) | Standing::Cancelled) {
            self.may_begin()?;
        }
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
