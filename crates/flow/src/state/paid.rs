//! Paid: the receipt, and a way to say that it was somebody else.

use carrier_checkout_protocol::{
    Failure, Reason,
    checkout::{Checkout, Receipt, Stage},
    embed::CheckoutEvent,
};

use crate::{
    desk::Desk,
    effect::{Field, Request},
    input::{Input, Reply, Trouble},
    trouble::failure_of,
};

/// Paid.
#[derive(Debug, Clone)]
pub struct Paid {
    receipt: Receipt,
    asking: bool,
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
        Self { receipt, asking: false, failure: None }
    }

    /// What the shopper keeps.
    #[must_use]
    pub const fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// Whether the shopper is asked once more who has paid.
    #[must_use]
    pub const fn asking(&self) -> bool {
        self.asking
    }

    /// Why the report has not been taken.
    #[must_use]
    pub const fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    pub(super) fn handle(mut self, input: Input, desk: &mut Desk) -> Self {
        match input {
            // What is on its way cannot be taken back.
            Input::DisputeToggled if !desk.busy() => {
                self.asking = !self.asking;
                self.failure = None;
                desk.focus(Field::Dispute);
            }
            Input::DisputePressed if self.asking && !desk.busy() => {
                self.failure = None;
                let key = desk.new_key();
                desk.ask(Request::Dispute { key });
            }
            Input::Replied(_, Reply::Checkout(Ok(checkout))) => self.reported(checkout, desk),
            Input::Replied(_, Reply::Checkout(Err(trouble))) => {
                self.failure = Some(not_taken(&trouble));
                desk.focus(Field::Alert);
            }
            _ => {}
        }
        self
    }

    fn reported(&mut self, checkout: Checkout, desk: &mut Desk) {
        if let Stage::Paid { receipt } = &checkout.stage {
            self.receipt.dispute = receipt.dispute.clone();
            self.asking = false;
            desk.focus(Field::Dispute);
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
