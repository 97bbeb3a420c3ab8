//! Why a payment did not happen: one catalogue for carriers, gateway and window.

use serde::{Deserialize, Serialize};

crate::wire_enum! {
    /// A reason that the shopper is told. The names are the canonical ones of
    /// the trade's own code tables; what a carrier answers is mapped to one of
    /// them by data (the gateway's `mappings/`).
    pub enum Reason {
        // The shopper can put it right.
        /// The code is not the one that was sent.
        OtpMismatch = "otp_mismatch",
        /// The code was not typed in time.
        OtpExpired = "otp_expired",
        /// The last try was wrong: the whole challenge is void.
        OtpLastTryFailed = "otp_last_try_failed",
        /// No further code is sent in this session.
        OtpSendsExceeded = "otp_sends_exceeded",
        /// The line is not registered with that carrier.
        CarrierOrNumberUnregistered = "carrier_or_number_unregistered",
        /// The birth date is not that of the line's holder.
        IdentityMismatch = "identity_mismatch",
        /// The line has been cancelled.
        LineCancelled = "line_cancelled",
        /// The session's time is over.
        SessionExpired = "session_expired",
        /// There is no such session.
        SessionUnknown = "session_unknown",
        /// The shopper closed the payment.
        UserCancelled = "user_cancelled",
        /// The shopper answered no: in the PASS app or in the call.
        AuthRejected = "auth_rejected",
        /// Only a stronger proof than the one chosen is enough for this payment.
        StepUpRequired = "step_up_required",
        /// The browser cannot run the checkout.
        BrowserUnsupported = "browser_unsupported",

        // It passes by itself.
        /// The message could not be delivered.
        OtpNotDelivered = "otp_not_delivered",
        /// The carrier's billing is down for maintenance.
        CarrierMaintenance = "carrier_maintenance",
        /// The carrier did not answer, or not as it should.
        CarrierError = "carrier_error",
        /// Too many requests in too short a time.
        TooManyRequests = "too_many_requests",
        /// This gateway failed.
        GatewayError = "gateway_error",
        /// The browser cannot reach the gateway.
        NetworkError = "network_error",

        // Only the carrier can change it.
        /// The subscriber has switched carrier billing off.
        SubscriberBlocked = "subscriber_blocked",
        /// The month's limit is used up.
        LimitMonthCarrier = "limit_month_carrier",
        /// The bill is overdue.
        LineOverdue = "line_overdue",
        /// The line is suspended or reported lost.
        LineSuspendedOrLost = "line_suspended_or_lost",

        // Another way to pay is needed.
        /// A minor's line.
        LineMinor = "line_minor",
        /// A company's line.
        LineCorporate = "line_corporate",
        /// A prepaid line.
        LinePrepaid = "line_prepaid",
        /// The SIM was changed a short time ago.
        SimChanged = "sim_changed",
        /// More than goods of this kind are sold for to one line.
        LimitMonthSiteOrItem = "limit_month_site_or_item",
        /// More than the carrier allows for one payment.
        LimitPerTransaction = "limit_per_transaction",

        // The provider or the carrier decided without saying why.
        /// Refused by a risk rule.
        RiskPolicy = "risk_policy",
        /// Refused by the carrier when it was to be charged.
        PaymentDenied = "payment_denied",

        // The merchant's side.
        /// The merchant's server could not complete the order.
        MerchantConfirmFailed = "merchant_confirm_failed",
        /// The merchant's request or contract is wrong.
        MerchantDataInvalid = "merchant_data_invalid",

        /// Not in the catalogue: the code to quote says more.
        Unknown = "unknown",
    }
}

crate::wire_enum! {
    /// Who can do something about a reason.
    pub enum ReasonClass {
        /// The shopper, at once.
        Fix = "fix",
        /// Nobody needs to: later it works.
        Later = "later",
        /// The carrier (call 114).
        Carrier = "carrier",
        /// The provider's customer centre.
        Provider = "provider",
        /// The merchant.
        Merchant = "merchant",
        /// Nobody: another way to pay is needed.
        OtherMethod = "other_method",
    }
}

impl Reason {
    /// Who can do something about it.
    #[must_use]
    pub const fn class(self) -> ReasonClass {
        match self {
            Self::OtpMismatch
            | Self::OtpExpired
            | Self::OtpLastTryFailed
            | Self::OtpSendsExceeded
            | Self::CarrierOrNumberUnregistered
            | Self::IdentityMismatch
            | Self::LineCancelled
            | Self::SessionExpired
            | Self::SessionUnknown
            | Self::UserCancelled
            | Self::AuthRejected
            | Self::StepUpRequired
            | Self::BrowserUnsupported => ReasonClass::Fix,
            Self::OtpNotDelivered
            | Self::CarrierMaintenance
            | Self::CarrierError
            | Self::TooManyRequests
            | Self::GatewayError
            | Self::NetworkError => ReasonClass::Later,
            Self::SubscriberBlocked | Self::LimitMonthCarrier | Self::LineOverdue | Self::LineSuspendedOrLost => {
                ReasonClass::Carrier
            }
            Self::LineMinor
            | Self::LineCorporate
            | Self::LinePrepaid
            | Self::SimChanged
            | Self::LimitMonthSiteOrItem
            | Self::LimitPerTransaction => ReasonClass::OtherMethod,
            Self::RiskPolicy | Self::PaymentDenied | Self::Unknown => ReasonClass::Provider,
            Self::MerchantConfirmFailed | Self::MerchantDataInvalid => ReasonClass::Merchant,
        }
    }
}

/// A reason with what the shopper may quote when calling somebody about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// The code to quote: source and code as they came, such as
    /// `SKT-403-CARRIER_BILLING.PAYMENT_DENIED`. No personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub quote: Option<String>,
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self { reason, quote: None }
    }
}
