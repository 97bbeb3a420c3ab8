//! What the gateway asks of the carriers, by the names that their tokens know.

/// What a token allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    OneTimePassword,
    SimSwapCheck,
    PaymentsCreate,
    PaymentsRead,
    PaymentsWrite,
    RefundsCreate,
    RefundsRead,
}

impl Scope {
    pub(super) const ALL: [Self; 7] = [
        Self::OneTimePassword,
        Self::SimSwapCheck,
        Self::PaymentsCreate,
        Self::PaymentsRead,
        Self::PaymentsWrite,
        Self::RefundsCreate,
        Self::RefundsRead,
    ];

    /// Its name in CAMARA's documents.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::OneTimePassword => "one-time-password-sms:send-validate",
            Self::SimSwapCheck => "sim-swap:check",
            Self::PaymentsCreate => "carrier-billing:payments:create",
            Self::PaymentsRead => "carrier-billing:payments:read",
            Self::PaymentsWrite => "carrier-billing:payments:write",
            Self::RefundsCreate => "carrier-billing-refund:refunds:create",
            Self::RefundsRead => "carrier-billing-refund:refunds:read",
        }
    }
}
