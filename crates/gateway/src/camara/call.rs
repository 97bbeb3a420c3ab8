//! What a carrier is asked, and what it may answer.

use carrier_checkout_protocol::{Carrier, Failure, OrderId, PhoneNumber, Won};

use super::refusal::Refusal;

/// Whom a request is about, and which request of ours it belongs to.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// Whose line it is; the one that bills it is asked.
    pub carrier: Carrier,
    /// The line.
    pub phone: &'a PhoneNumber,
    /// The request's id, sent as `x-correlator`.
    pub correlator: &'a str,
}

/// What is to be put on the phone bill.
#[derive(Debug, Clone, Copy)]
pub struct Reservation<'a> {
    /// How much, VAT included.
    pub amount: Won,
    /// Names this reservation: the same for every retry of it, so that
    /// nothing is reserved twice.
    pub client_correlator: &'a str,
    /// The merchant's number of the order.
    pub order: &'a OrderId,
    /// What the bill says.
    pub goods: &'a str,
    /// The merchant's name.
    pub merchant: &'a str,
    /// The merchant's id with this gateway.
    pub merchant_id: &'a str,
}

/// What has become of a reservation that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prepared {
    /// The amount is reserved.
    Reserved {
        /// The carrier's `paymentId`.
        payment: String,
    },
    /// The carrier has sent the shopper a code of its own, which is to be handed in first.
    AsksForCode {
        /// The carrier's `paymentId`.
        payment: String,
        /// The carrier's name of the code.
        authorization: String,
    },
    /// The carrier has a page of its own, on which the shopper proves to hold the line.
    AsksOnPage {
        /// The carrier's `paymentId`.
        payment: String,
        /// The page.
        url: String,
    },
    /// The carrier has asked the shopper for something that nobody can hand in: how, was said in an answer that was lost.
    AsksInVain {
        /// The carrier's `paymentId`, which is to be given back.
        payment: String,
        /// What the shopper is told.
        refusal: Refusal,
    },
}

/// What the carrier says about a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeVerdict {
    /// It is the one that was sent.
    Right,
    /// It is another one.
    Wrong,
    /// It came too late.
    Expired,
    /// It was tried too often.
    Exhausted,
}

/// How far a charge has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChargeState {
    /// The carrier is still at it.
    Pending,
    /// On the phone bill.
    Succeeded,
    /// Refused.
    Denied(Failure),
    /// Reserved, and waiting to be confirmed.
    Reserved,
    /// Released.
    Cancelled,
}
