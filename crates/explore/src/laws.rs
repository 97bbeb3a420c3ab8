//! What must hold. Some of it at every step, some when all is quiet.

use carrier_checkout_flow::State;

use crate::{
    gateway::{Step, bit},
    rules::{AMOUNT, REQUIRED},
    wire::{Charge, Paying},
    world::World,
};

/// A law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// At most one charge for a session.
    OneCharge,
    /// No charge without every required consent: ticked by the shopper, and recorded.
    Consents,
    /// No charge without a code or an approval that the carrier has verified for that very payment.
    Proof,
    /// Message, reservation and charge are of the session's amount.
    Amount,
    /// Nothing is shown as paid that is not charged.
    PaidIsCharged,
    /// A page never has two requests under way.
    OneRequest,
    /// A key never comes with two requests.
    OneKey,
    /// What was charged is shown as paid in the end, without anybody's doing anything.
    ChargeIsShown,
    /// From everywhere a patient shopper comes to an end in a bounded number of steps, and pays while the session lives.
    AnEnd,
    /// When all is quiet, carrier, gateway and merchant agree on what was paid.
    Agreement,
    /// When all is quiet, nothing that the gateway had reserved and has not charged is held by the carrier.
    NoReservation,
    /// Nothing panics, the flow least of all.
    NoPanic,
}

impl Law {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::OneCharge,
        Self::Consents,
        Self::Proof,
        Self::Amount,
        Self::PaidIsCharged,
        Self::OneRequest,
        Self::OneKey,
        Self::ChargeIsShown,
        Self::AnEnd,
        Self::Agreement,
        Self::NoReservation,
        Self::NoPanic,
    ];

    /// As a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::OneCharge => "a session is charged once at most",
            Self::Consents => "nothing is charged without every required consent",
            Self::Proof => "nothing is charged without a verified code or approval for that payment",
            Self::Amount => "message, reservation and charge are of the session's amount",
            Self::PaidIsCharged => "nothing is shown as paid that is not charged",
            Self::OneRequest => "a page has one request under way at most",
            Self::OneKey => "a key comes with one request only",
            Self::ChargeIsShown => "what was charged is shown as paid in the end",
            Self::AnEnd => "every state leads to an end, and to a payment while the session lives",
            Self::Agreement => "carrier, gateway and merchant agree when all is quiet",
            Self::NoReservation => "what the gateway has reserved and not charged is given back",
            Self::NoPanic => "nothing panics",
        }
    }
}

/// A law that was broken, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub law: Law,
    /// How.
    pub how: String,
}

impl World {
    pub(crate) fn breaks(&mut self, law: Law, how: impl Into<String>) {
        self.broken.get_or_insert_with(|| Broken { law, how: how.into() });
    }

    /// The carrier has just charged.
    pub(crate) fn judge_charge(&mut self, number: usize) {
        let (bill, charges) = (self.carrier.bills[number].clone(), self.carrier.charges());
        if charges > 1 {
            self.breaks(Law::OneCharge, format!("the carrier has charged {charges} times"));
        }
        let wanted = REQUIRED.iter().fold(0, |all, kind| all | bit(*kind));
        for (given, whose) in [(self.ticked, "ticked"), (self.gateway.session.consents, "recorded")] {
            if let Some(kind) = REQUIRED.iter().find(|kind| given & wanted & bit(**kind) == 0) {
                self.breaks(Law::Consents, format!("{kind} was not {whose}"));
            }
        }
        let by_code = self.carrier.codes.iter().find(|code| code.challenge == bill.correlator && code.taken);
        let by_app = self.carrier.requests.iter().find(|r| r.challenge == bill.correlator && r.approved == Some(true));
        match by_code.map(|code| code.amount).or_else(|| by_app.map(|request| request.amount)) {
            None => self.breaks(Law::Proof, "the carrier has verified nothing for it"),
            Some(told) if (told, bill.amount) != (AMOUNT, AMOUNT) => {
                self.breaks(Law::Amount, format!("told {told}, charged {}, of {AMOUNT}", bill.amount));
            }
            Some(_) => {}
        }
    }

    /// After each step of a page.
    pub(crate) fn judge_page(&mut self, at: usize) {
        let paid = matches!(self.pages[at].flow.state(), State::Paid(_));
        if paid && self.carrier.charges() == 0 {
            self.breaks(Law::PaidIsCharged, "the page shows a receipt, and the carrier has charged nothing");
        }
    }

    /// Once nothing more happens by itself.
    pub(crate) fn judge_quiet(&mut self) {
        let charges = self.carrier.charges();
        let recorded = self.gateway.payments.iter().filter(|payment| payment.paying == Paying::Succeeded).count();
        let (known, held) = (usize::from(self.merchant.is_paid()), self.held());
        if (charges, charges) != (recorded, known) {
            let how = format!("charged {charges}, recorded as paid {recorded}, paid for the merchant {known}");
            self.breaks(Law::Agreement, how);
        }
        if held > 0 {
            self.breaks(Law::NoReservation, format!("{held} reserved at the carrier"));
        }
        for at in 0..self.pages.len() {
            let paid = matches!(self.pages[at].flow.state(), State::Paid(_));
            if paid != (charges > 0) {
                let shown = crate::place::Place::of(&self.pages[at].flow);
                self.breaks(Law::ChargeIsShown, format!("charged {charges}, and a page shows {}", shown.name()));
            }
        }
    }

    /// What the carrier holds although no token can be exchanged for it any more. What the gateway never heard of,
    /// because every answer about it was lost, only the carrier's own limit can end.
    fn held(&self) -> usize {
        let over = |correlator: u8| {
            let challenge = self.gateway.challenges.get(usize::from(correlator));
            challenge.is_some_and(|challenge| challenge.reservation.is_some() && challenge.step != Step::Reserved)
        };
        let held = |charge| matches!(charge, Charge::Reserved | Charge::Pending);
        self.carrier.bills.iter().filter(|bill| held(bill.charge) && over(bill.correlator)).count()
    }
}
