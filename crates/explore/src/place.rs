//! Where a flow stands, and what can be put into it: what coverage is counted by.

use carrier_checkout_flow::{Flow, Input, State};

/// A screen; the last one as the three that it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Waiting for the order.
    Loading,
    /// The first screen.
    Details,
    /// The code.
    Code,
    /// The page posts the token.
    Confirming,
    /// The gateway is asked.
    Checking,
    /// The receipt.
    Paid,
    /// The merchant does not take the token.
    Stuck,
    /// It could not be loaded.
    Unloaded,
    /// Over.
    Over,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Loading,
        Self::Details,
        Self::Code,
        Self::Confirming,
        Self::Checking,
        Self::Paid,
        Self::Stuck,
        Self::Unloaded,
        Self::Over,
    ];

    /// Where it stands.
    #[must_use]
    pub const fn of(flow: &Flow) -> Self {
        match flow.state() {
            State::Loading(_) => Self::Loading,
            State::Details(_) => Self::Details,
            State::Code(_) => Self::Code,
            State::Confirming(_) => Self::Confirming,
            State::Checking(_) => Self::Checking,
            State::Paid(_) => Self::Paid,
            State::Ended(ended) if ended.can_cancel() => Self::Stuck,
            State::Ended(ended) if ended.can_retry() => Self::Unloaded,
            State::Ended(_) => Self::Over,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Details => "details",
            Self::Code => "code",
            Self::Confirming => "confirming",
            Self::Checking => "checking",
            Self::Paid => "paid",
            Self::Stuck => "stuck",
            Self::Unloaded => "unloaded",
            Self::Over => "over",
        }
    }
}

/// Every kind of input, by its name; the order is [`kind`]'s.
pub const KINDS: [&str; 30] = [
    "Started",
    "Greeted",
    "Replied",
    "ConfirmEnded",
    "CarrierChosen",
    "BudgetChosen",
    "PhoneTyped",
    "PhoneLeft",
    "BirthTyped",
    "BirthDigitTyped",
    "BirthLeft",
    "ConsentSet",
    "AllConsentsSet",
    "TermsOpened",
    "TermsArrived",
    "ChannelChosen",
    "SendPressed",
    "CodeTyped",
    "CodeReceived",
    "ContentSet",
    "ResendPressed",
    "RestartPressed",
    "ChannelSwitched",
    "PayPressed",
    "RetryPressed",
    "Stirred",
    "CancelPressed",
    "RemedyToggled",
    "RemedyPressed",
    "TimeReached",
];

/// Its place in [`KINDS`]. An input that is added to the flow does not compile here.
#[must_use]
pub const fn kind(input: &Input) -> usize {
    match input {
        Input::Started { .. } => 0,
        Input::Greeted(_) => 1,
        Input::Replied(..) => 2,
        Input::ConfirmEnded(..) => 3,
        Input::CarrierChosen(_) => 4,
        Input::BudgetChosen => 5,
        Input::PhoneTyped { .. } => 6,
        Input::PhoneLeft => 7,
        Input::BirthTyped(_) => 8,
        Input::BirthDigitTyped(_) => 9,
        Input::BirthLeft => 10,
        Input::ConsentSet(..) => 11,
        Input::AllConsentsSet(_) => 12,
        Input::TermsOpened(_) => 13,
        Input::TermsArrived(..) => 14,
        Input::ChannelChosen(_) => 15,
        Input::SendPressed => 16,
        Input::CodeTyped(_) => 17,
        Input::CodeReceived(_) => 18,
        Input::ContentSet(_) => 19,
        Input::ResendPressed => 20,
        Input::RestartPressed => 21,
        Input::ChannelSwitched(_) => 22,
        Input::PayPressed => 23,
        Input::RetryPressed => 24,
        Input::Stirred => 25,
        Input::CancelPressed => 26,
        Input::RemedyToggled(_) => 27,
        Input::RemedyPressed => 28,
        Input::TimeReached => 29,
    }
}
