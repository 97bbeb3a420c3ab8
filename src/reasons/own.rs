//! What goes wrong in the window itself, where no answer of the gateway says it.
//! All other reasons come with their words: see `reasons`.

use carrier_checkout_protocol::Reason;

/// What happened, and what to do next.
pub struct Said {
    /// What happened.
    pub happened: &'static str,
    /// What to do next, and who can do it.
    pub next: &'static str,
}

/// What the window says by itself.
pub struct OwnTexts {
    /// The gateway cannot be reached.
    pub network: Said,
    /// The gateway failed.
    pub gateway: Said,
    /// The session's time is over.
    pub session_expired: Said,
    /// There is no such session.
    pub session_unknown: Said,
    /// The shopper closed it.
    pub cancelled: Said,
    /// The challenge has ended meanwhile.
    pub code_expired: Said,
    /// The merchant's server did not take the token.
    pub not_confirmed: Said,
    /// Everything else.
    pub unknown: Said,
}

impl OwnTexts {
    /// What is said of that reason.
    #[must_use]
    pub fn of(&self, reason: Reason) -> &Said {
        let own = [
            (Reason::NetworkError, &self.network),
            (Reason::GatewayError, &self.gateway),
            (Reason::SessionExpired, &self.session_expired),
            (Reason::SessionUnknown, &self.session_unknown),
            (Reason::UserCancelled, &self.cancelled),
            (Reason::OtpExpired, &self.code_expired),
            (Reason::MerchantConfirmFailed, &self.not_confirmed),
        ];
        own.into_iter().find(|(of, _)| *of == reason).map_or(&self.unknown, |(_, said)| said)
    }
}
