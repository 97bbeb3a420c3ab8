//! Paid: the receipt.

use carrier_checkout_protocol::{checkout::Receipt, embed::CheckoutEvent};

use crate::{desk::Desk, effect::Field};

/// Paid.
#[derive(Debug, Clone)]
pub struct Paid {
    receipt: Receipt,
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
        Self { receipt }
    }

    /// What the shopper keeps.
    #[must_use]
    pub const fn receipt(&self) -> &Receipt {
        &self.receipt
    }
}
