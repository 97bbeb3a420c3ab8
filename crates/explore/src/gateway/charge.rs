//! `charge.rs`: from a reservation to the phone bill, and what to do when nobody says.

use carrier_checkout_protocol::{Approval, Failure, Reason, Timestamp};

use super::{From, Gateway, Next, Status, Step, Told, Work, begin::refusal, job::Charging, sessions::Round};
use crate::{
    rules::{Bug, Rules},
    wire::{Answer, Call, Charge, Exchanged, Paying},
};

const FIRST_CHECK_MS: i64 = 2_000;
const LAST_CHECK_MS: i64 = 300_000;
/// More make no difference: the pause is the longest.
const MOST_CHECKS: u8 = 8;
const LEASE_MS: i64 = 120_000;
const RELEASE_TRIES: u8 = 12;
const HOOK_AGAIN_MS: i64 = 5_000;

/// What is known of a payment.
enum Known {
    End(Option<Failure>),
    Reserved,
    NotYet,
}

impl Gateway {
    /// The carrier has answered, or not, while a payment was charged.
    #[expect(clippy::too_many_arguments, reason = "what a job is made of")]
    pub(super) fn charging(
        &mut self,
        from: From,
        payment: u8,
        stage: Charging,
        asks_left: u8,
        answer: Answer,
        rules: &Rules,
        now: Timestamp,
    ) -> Next {
        let known = match (stage, answer) {
            (Charging::Confirm(_), Answer::Accepted) => {
                return self.look_up(from, payment, Charging::Accepted, asks_left);
            }
            (Charging::Confirm(_), Answer::Confirmed) => Known::End(None),
            (Charging::Confirm(_), Answer::Cancelled) => Known::End(Some(Reason::CarrierError.into())),
            (Charging::Confirm(true), Answer::Lost { certain: false }) if rules.has(Bug::GivesUpConfirm) => {
                Known::End(Some(Reason::CarrierError.into()))
            }
            (Charging::Confirm(_), Answer::Lost { certain: false }) => {
                return self.look_up(from, payment, Charging::Lost, asks_left);
            }
            (Charging::Confirm(true), other) => Known::End(Some(refusal(other).0)),
            // A refusal here says nothing of an earlier confirm that is on its way.
            (Charging::Confirm(false), _) => Known::NotYet,
            (_, Answer::Payment(_, charge)) => known(charge),
            (Charging::Accepted | Charging::Lost | Charging::Ask, _) => Known::NotYet,
        };
        match known {
            Known::End(failure) => self.finish(from, payment, failure, now),
            Known::Reserved if stage == Charging::Ask => self.confirm_again(from, payment, asks_left),
            Known::Reserved | Known::NotYet => self.follow(from, payment, asks_left, now),
        }
    }

    /// Asks again, or leaves it to the background.
    pub(super) fn follow(&mut self, from: From, payment: u8, asks_left: u8, now: Timestamp) -> Next {
        let stored = &mut self.payments[usize::from(payment)];
        if stored.paying != Paying::Processing {
            return self.told(from, payment);
        }
        if asks_left > 0 {
            return self.look_up(from, payment, Charging::Ask, asks_left - 1);
        }
        stored.check_at = now
            + match from {
                From::Nobody => (FIRST_CHECK_MS << stored.checks.min(20)).min(LAST_CHECK_MS),
                From::Merchant(_) | From::Page(..) => FIRST_CHECK_MS,
            };
        self.told(from, payment)
    }

    fn look_up(&mut self, from: From, payment: u8, stage: Charging, asks_left: u8) -> Next {
        let call = Call::Retrieve { payment: self.charge_of(payment) };
        self.wait(from, None, None, Work::Charge { payment, stage, asks_left }, call)
    }

    fn confirm_again(&mut self, from: From, payment: u8, asks_left: u8) -> Next {
        let call = Call::Confirm { payment: self.charge_of(payment) };
        self.wait(from, None, None, Work::Charge { payment, stage: Charging::Confirm(false), asks_left }, call)
    }

    /// What the carrier calls it: a payment is begun with a reservation only.
    fn charge_of(&self, payment: u8) -> u8 {
        let challenge = self.payments[usize::from(payment)].challenge;
        self.challenges[usize::from(challenge)].reservation.unwrap_or_default()
    }

    /// Records the end, unless somebody else has.
    fn finish(&mut self, from: From, payment: u8, failure: Option<Failure>, now: Timestamp) -> Next {
        let stored = &mut self.payments[usize::from(payment)];
        if stored.paying == Paying::Processing {
            let challenge = stored.challenge;
            stored.paying = if failure.is_none() { Paying::Succeeded } else { Paying::Failed };
            let paying = stored.paying;
            let processing = self.session.status == Status::Processing;
            match failure {
                None if processing => self.session.status = Status::Paid,
                None => {}
                Some(failure) => {
                    if processing {
                        self.session.status = Status::Open;
                        (self.session.last_failure, self.session.current) = (Some(failure), None);
                    }
                    // The carrier may still hold the amount.
                    self.challenges[usize::from(challenge)].release_at = Some(Timestamp::default());
                }
            }
            self.tell(Told::Payment(payment, paying), now);
        }
        self.told(from, payment)
    }

    /// The merchant's answer, kept with its key.
    fn told(&mut self, from: From, payment: u8) -> Next {
        let From::Merchant(job) = from else { return Next::Nothing };
        let stored = &self.payments[usize::from(payment)];
        let answer = match stored.paying {
            Paying::Failed => Exchanged::Refused(carrier_checkout_protocol::ErrorCode::PaymentDeclined),
            Paying::Processing | Paying::Succeeded => Exchanged::Payment(payment, stored.paying),
        };
        let key = (stored.challenge, stored.second);
        if let Some(key) = self.exchanges.iter_mut().find(|known| (known.token, known.second) == key) {
            key.answer = Some(answer);
        }
        Next::Exchanged(job, answer)
    }

    /// A round of the background.
    pub(crate) fn round(&mut self, round: Round, rules: &Rules, now: Timestamp) -> Next {
        match round {
            Round::Settle(payment) => {
                let stored = &mut self.payments[usize::from(payment)];
                (stored.check_at, stored.checks) = (now + LEASE_MS, (stored.checks + 1).min(MOST_CHECKS));
                self.look_up(From::Nobody, payment, Charging::Ask, 0)
            }
            Round::Release(number) => {
                let challenge = &mut self.challenges[usize::from(number)];
                let Some(payment) = challenge.reservation else { return Next::Nothing };
                if rules.has(Bug::NeverReleases) {
                    challenge.release_at = None;
                    return Next::Nothing;
                }
                challenge.release_at = Some(now + LEASE_MS);
                challenge.release_attempts += 1;
                self.wait(From::Nobody, None, None, Work::Release { challenge: number }, Call::Release { payment })
            }
            Round::Poll(number) => {
                let Some(request) = self.challenges[usize::from(number)].sent else { return Next::Nothing };
                self.wait(From::Nobody, None, None, Work::Poll { challenge: number }, Call::Poll { request })
            }
            Round::Sweep => {
                self.lapse(now);
                Next::Nothing
            }
            Round::Announce(event) => {
                // As long as it is on its way, nobody else sends it.
                self.outbox[usize::from(event)].due_at = now + LEASE_MS;
                Next::Nothing
            }
        }
    }

    /// The merchant has taken the webhook, or has not.
    pub(crate) fn hooked(&mut self, event: u8, taken: bool, now: Timestamp) {
        let event = &mut self.outbox[usize::from(event)];
        event.delivered |= taken;
        event.due_at = now + HOOK_AGAIN_MS;
    }

    pub(super) fn released(&mut self, number: u8, answer: &Answer, now: Timestamp) -> Next {
        let challenge = &mut self.challenges[usize::from(number)];
        let tries = challenge.release_attempts;
        challenge.release_at = match answer {
            Answer::Cancelled | Answer::Confirmed => None,
            _ if tries <= RELEASE_TRIES => Some(now + (FIRST_CHECK_MS << (tries - 1)).min(LAST_CHECK_MS)),
            _ => None,
        };
        Next::Nothing
    }

    pub(super) fn polled(&mut self, number: u8, answer: &Answer, rules: &Rules, now: Timestamp) -> Next {
        let challenge = &mut self.challenges[usize::from(number)];
        if challenge.step != Step::Sent || challenge.approval != Some(Approval::Pending) {
            return Next::Nothing;
        }
        match answer {
            Answer::Approved => {
                challenge.approval = Some(Approval::Approved);
                challenge.expires_at = now + rules.code_ttl_ms;
                self.news = true;
            }
            Answer::Rejected => {
                self.end(number, Some(Reason::AuthRejected.into()));
                self.news = true;
            }
            // It is asked again: nothing has changed.
            _ => {}
        }
        Next::Nothing
    }
}

fn known(charge: Charge) -> Known {
    match charge {
        Charge::Succeeded => Known::End(None),
        Charge::Denied => Known::End(Some(Reason::PaymentDenied.into())),
        Charge::Cancelled => Known::End(Some(Reason::CarrierError.into())),
        Charge::Reserved => Known::Reserved,
        Charge::Pending => Known::NotYet,
    }
}
