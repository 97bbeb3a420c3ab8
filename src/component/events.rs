//! What the page is told. Nothing personal is in it.

use carrier_checkout_protocol::{
    Failure, OrderId, PaymentId, Reason, SessionId, TokenId, Won, embed::CheckoutEvent, phone::MaskedPhone,
};

use super::CheckoutProps;

/// The code was right; the token is about to be posted to the confirm URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// It.
    pub token: TokenId,
    /// The session.
    pub session: SessionId,
    /// The merchant's number of the order.
    pub order_id: OrderId,
    /// The line, its middle hidden.
    pub phone: MaskedPhone,
}

/// Paid, as the gateway has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// The payment.
    pub payment: PaymentId,
    /// The merchant's number of the order.
    pub order_id: OrderId,
    /// What was charged.
    pub amount: Won,
}

/// An attempt was refused; the shopper may try again unless it is the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Why.
    pub failure: Failure,
    /// Whether this session can no longer be paid.
    pub last: bool,
}

/// The checkout cannot be shown or used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckoutError {
    /// As the window says it.
    Reason(Reason),
    /// The session URL gave no session.
    SessionUnavailable,
}

impl CheckoutError {
    /// For programs and logs, the same as the loader's; `<gateway>/errors#<code>` says more about it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reason(reason) => reason.as_str(),
            Self::SessionUnavailable => "session_unavailable",
        }
    }
}

/// Calls the callback that an event is for.
pub(super) fn tell(props: &CheckoutProps, event: CheckoutEvent) {
    match event {
        CheckoutEvent::Ready { locale } => props.onready.emit(locale),
        CheckoutEvent::Change { screen } => props.onchange.emit(screen),
        CheckoutEvent::Token { token, session, order_id, phone } => {
            props.ontoken.emit(Token { token, session, order_id, phone });
        }
        CheckoutEvent::Paid { payment, order_id, amount } => props.onpaid.emit(Paid { payment, order_id, amount }),
        CheckoutEvent::Failed { failure, r#final } => props.onfailed.emit(Failed { failure, last: r#final }),
        CheckoutEvent::Cancelled => props.oncancelled.emit(()),
        CheckoutEvent::Error { reason } => props.onerror.emit(CheckoutError::Reason(reason)),
    }
}
