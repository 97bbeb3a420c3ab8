//! Paid: the receipt, a way to say that it was somebody else, and a way to stop what is charged monthly.

use carrier_checkout_protocol::{
    Failure, Reason,
    checkout::{Checkout, Receipt, Stage},
    embed::CheckoutEvent,
};

use crate::{
    desk::Desk,
    effect::{Field, Remedy, Request},
    input::{Input, Reply, Trouble},
    trouble::failure_of,
};

/// Paid.
#[derive(Debug, Clone)]
pub struct Paid {
    receipt: Receipt,
    asking: Option<Remedy>,
    failure: Option<Failure>,
}

impl Paid {
    pub(super) fn begin(receipt: Receipt, desk: &mut Desk) -> Self {
        if let Some(checkout) = desk.checkout() {
            desk.tell(CheckoutEvent::Paid {
                payment: receipt.payment.clone(),
                order_id: checkout.order.id.clone(),
                amount: checkout.order.amount,
            });
        }
        desk.clear();
        desk.focus(Field::Heading);
        Self { receipt, asking: None, failure: None }
    }

    /// What the shopper keeps.
    #[must_use]
    pub const fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// What the shopper is asked once more about.
    #[must_use]
    pub const fn asking(&self) -> Option<Remedy> {
        self.asking
    }

    /// Why it has not been taken.
    #[must_use]
    pub const fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    pub(super) fn handle(mut self, input: Input, desk: &mut Desk) -> Self {
        match input {
            // What is on its way cannot be taken back.
            Input::RemedyToggled(remedy) if !desk.busy() => {
                self.asking = (self.asking != Some(remedy)).then_some(remedy);
                self.failure = None;
                desk.focus(Field::Remedy(remedy));
            }
            Input::RemedyPressed if !desk.busy() => {
                if let Some(remedy) = self.asking {
                    self.failure = None;
                    let key = desk.new_key();
                    desk.ask(Request::Remedy { key, remedy });
                }
            }
            Input::Replied(_, Reply::Checkout(Ok(checkout))) => self.taken(checkout, desk),
            Input::Replied(_, Reply::Checkout(Err(trouble))) => {
                self.failure = Some(not_taken(&trouble));
                desk.focus(Field::Alert);
            }
            _ => {}
        }
        self
    }

    fn taken(&mut self, mut checkout: Checkout, desk: &mut Desk) {
        if let (Stage::Paid { receipt }, Some(remedy)) = (&mut checkout.stage, self.asking) {
            core::mem::swap(&mut self.receipt, receipt);
            self.asking = None;
            desk.focus(Field::Remedy(remedy));
        }
        desk.keep(checkout);
    }
}

/// Whatever else it was: on a receipt there is nothing to fill in otherwise, and
/// nothing to pay anew. The provider can be called.
fn not_taken(trouble: &Trouble) -> Failure {
    let failure = failure_of(trouble);
    match trouble {
        Trouble::Lost | Trouble::Offline => failure,
        Trouble::Problem(_) => Failure { reason: Reason::GatewayError, ..failure },
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(Paid { receipt, asking, failure });
