//! What the shopper reads because the law or the policy asks for it: the gateway sends
//! it with an order that it concerns, so that nobody else downloads it.

use carrier_checkout_protocol::{StepUp, consent::ConsentKind};

/// What the law or the policy wants said, in one language.
pub struct PolicyTexts {
    /// A consent's name.
    pub consent: fn(ConsentKind) -> &'static str,
    /// Why only some channels are offered.
    pub step_up: fn(StepUp) -> &'static str,
    /// When goods that can be turned into cash come, in hours.
    pub cool_off: fn(u16) -> String,
    /// Of goods that can be turned into cash: what art. 72 of the Network Act punishes.
    pub cash_like: &'static str,
    /// Of a payment that was cancelled wholly: on that day.
    pub cancelled: fn(&str) -> String,
    /// Of a payment of which so much was given back, the last of it on that day.
    pub refunded: fn(&str, &str) -> String,
}
