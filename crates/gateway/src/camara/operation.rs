//! The requests that a carrier understands, by their names in CAMARA's documents.

use super::scope::Scope;

/// A request, by its `operationId`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Token,
    CheckSimSwap,
    SendCode,
    ValidateCode,
    RequestApproval,
    PollApproval,
    CreatePayment,
    PreparePayment,
    ValidatePayment,
    ConfirmPayment,
    CancelPayment,
    RetrievePayment,
    RetrievePayments,
    CreateRefund,
    RetrieveRefund,
    RetrieveRefunds,
}

impl Operation {
    pub(super) const ALL: [Self; 16] = [
        Self::Token,
        Self::CheckSimSwap,
        Self::SendCode,
        Self::ValidateCode,
        Self::RequestApproval,
        Self::PollApproval,
        Self::CreatePayment,
        Self::PreparePayment,
        Self::ValidatePayment,
        Self::ConfirmPayment,
        Self::CancelPayment,
        Self::RetrievePayment,
        Self::RetrievePayments,
        Self::CreateRefund,
        Self::RetrieveRefund,
        Self::RetrieveRefunds,
    ];

    /// The name in the mapping and in the log.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::CheckSimSwap => "checkSimSwap",
            Self::SendCode => "sendCode",
            Self::ValidateCode => "validateCode",
            Self::RequestApproval => "requestApproval",
            Self::PollApproval => "pollApproval",
            Self::CreatePayment => "createPayment",
            Self::PreparePayment => "preparePayment",
            Self::ValidatePayment => "validatePayment",
            Self::ConfirmPayment => "confirmPayment",
            Self::CancelPayment => "cancelPayment",
            Self::RetrievePayment => "retrievePayment",
            Self::RetrievePayments => "retrievePayments",
            Self::CreateRefund => "createRefund",
            Self::RetrieveRefund => "retrieveRefund",
            Self::RetrieveRefunds => "retrieveRefunds",
        }
    }

    /// The operation of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.name() == name)
    }

    /// What a token must allow; the token itself is had without one.
    pub(super) const fn scope(self) -> Option<Scope> {
        match self {
            // Both name the client as the token endpoint does.
            Self::Token | Self::RequestApproval | Self::PollApproval => None,
            Self::CheckSimSwap => Some(Scope::SimSwapCheck),
            Self::SendCode | Self::ValidateCode => Some(Scope::OneTimePassword),
            Self::CreatePayment | Self::PreparePayment => Some(Scope::PaymentsCreate),
            Self::ValidatePayment | Self::ConfirmPayment | Self::CancelPayment => Some(Scope::PaymentsWrite),
            Self::RetrievePayment | Self::RetrievePayments => Some(Scope::PaymentsRead),
            Self::CreateRefund => Some(Scope::RefundsCreate),
            Self::RetrieveRefund | Self::RetrieveRefunds => Some(Scope::RefundsRead),
        }
    }
}
