//! The carrier and the shopper's phone, modelled after the sandbox's CAMARA APIs: codes, approvals, payments.

use carrier_checkout_flow::imprint;
use carrier_checkout_protocol::{Failure, Reason, Timestamp};

use crate::{
    rules::Rules,
    wire::{Answer, Call, Charge},
};

/// A code that was sent. A newer one ends it.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) challenge: u8,
    /// What the message says is paid.
    pub(crate) amount: u32,
    /// Whether it was taken: no code is taken twice.
    pub(crate) taken: bool,
    pub(crate) over_at: Timestamp,
}

/// A request in the carrier's app.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) challenge: u8,
    pub(crate) amount: u32,
    pub(crate) approved: Option<bool>,
}

/// A payment.
#[derive(Debug, Clone)]
pub(crate) struct Bill {
    pub(crate) correlator: u8,
    pub(crate) amount: u32,
    pub(crate) charge: Charge,
    pub(crate) over_at: Timestamp,
}

/// The carrier.
#[derive(Debug, Clone, Default)]
pub(crate) struct Carrier {
    pub(crate) codes: Vec<Code>,
    pub(crate) requests: Vec<Request>,
    pub(crate) bills: Vec<Bill>,
}

/// How it takes what it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Well,
    Refuses,
    /// Takes a confirm and makes up its mind later.
    Ponders,
}

imprint!(Code { challenge, amount, taken, over_at });
imprint!(Request { challenge, amount, approved });
imprint!(Bill { correlator, amount, charge, over_at });
imprint!(Carrier { codes, requests, bills });

/// The digits of the code of that number.
pub(crate) fn digits(code: usize) -> String {
    format!("{:06}", 100_000 + code)
}

impl Carrier {
    pub(crate) fn answer(&mut self, call: &Call, mood: Mood, rules: &Rules, now: Timestamp) -> Answer {
        if mood == Mood::Refuses && !matches!(call, Call::Confirm { .. }) {
            return Answer::Refused(Failure::from(Reason::LimitMonthCarrier));
        }
        match call {
            Call::Send { challenge, approval: true, amount } => {
                self.requests.push(Request { challenge: *challenge, amount: *amount, approved: None });
                Answer::Sent((self.requests.len() - 1) as u8)
            }
            Call::Send { challenge, approval: false, amount } => {
                self.codes.iter_mut().for_each(|code| code.over_at = code.over_at.min(now));
                let over_at = now + rules.code_ttl_ms;
                self.codes.push(Code { challenge: *challenge, amount: *amount, taken: false, over_at });
                Answer::Sent((self.codes.len() - 1) as u8)
            }
            Call::Validate { code, typed } => self.validate(usize::from(*code), typed, now),
            Call::Poll { request } => match self.requests[usize::from(*request)].approved {
                None => Answer::Pending,
                Some(true) => Answer::Approved,
                Some(false) => Answer::Rejected,
            },
            Call::Prepare { correlator, amount } => {
                if self.bills.iter().any(|bill| bill.correlator == *correlator) {
                    return Answer::Exists;
                }
                let over_at = now + rules.reservation_ms;
                let bill = Bill { correlator: *correlator, amount: *amount, charge: Charge::Reserved, over_at };
                self.bills.push(bill);
                Answer::Payment((self.bills.len() - 1) as u8, Charge::Reserved)
            }
            Call::Find { correlator } => {
                let found = self.bills.iter().position(|bill| bill.correlator == *correlator);
                found.map_or(Answer::None, |at| Answer::Payment(at as u8, self.bills[at].charge))
            }
            Call::Confirm { payment } => self.confirm(usize::from(*payment), mood),
            Call::Retrieve { payment } => Answer::Payment(*payment, self.bills[usize::from(*payment)].charge),
            Call::Release { payment } => self.release(usize::from(*payment)),
        }
    }

    fn validate(&mut self, number: usize, typed: &str, now: Timestamp) -> Answer {
        let code = &mut self.codes[number];
        if code.taken || code.over_at <= now {
            return Answer::Over;
        }
        code.taken = typed == digits(number);
        if code.taken { Answer::Right } else { Answer::Wrong }
    }

    fn confirm(&mut self, number: usize, mood: Mood) -> Answer {
        let bill = &mut self.bills[number];
        match (bill.charge, mood) {
            (Charge::Reserved, Mood::Well) => {
                bill.charge = Charge::Succeeded;
                Answer::Accepted
            }
            (Charge::Reserved, Mood::Ponders) => {
                bill.charge = Charge::Pending;
                Answer::Accepted
            }
            (Charge::Reserved, Mood::Refuses) => {
                bill.charge = Charge::Denied;
                Answer::Refused(Reason::PaymentDenied.into())
            }
            // Something is under way with it: as good as no answer.
            (Charge::Pending, _) => Answer::Lost { certain: false },
            (Charge::Succeeded, _) => Answer::Confirmed,
            (Charge::Denied | Charge::Cancelled, _) => Answer::Cancelled,
        }
    }

    fn release(&mut self, number: usize) -> Answer {
        let bill = &mut self.bills[number];
        match bill.charge {
            Charge::Reserved => bill.charge = Charge::Cancelled,
            Charge::Denied | Charge::Cancelled => {}
            Charge::Pending => return Answer::Lost { certain: false },
            Charge::Succeeded => return Answer::Confirmed,
        }
        Answer::Cancelled
    }

    /// Gives up what was reserved for too long.
    pub(crate) fn pass(&mut self, now: Timestamp) {
        let over = |bill: &&mut Bill| bill.charge == Charge::Reserved && bill.over_at <= now;
        self.bills.iter_mut().filter(over).for_each(|bill| bill.charge = Charge::Cancelled);
    }

    /// How often it has charged.
    pub(crate) fn charges(&self) -> usize {
        self.bills.iter().filter(|bill| bill.charge == Charge::Succeeded).count()
    }
}
