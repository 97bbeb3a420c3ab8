//! Who can do something about a reason.

use crate::reason::Reason;

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
            | Self::AuthAttemptsExceeded
            | Self::AuthSessionExpired
            | Self::AuthMethodUnsupported
            | Self::ArsSafeUserConflict
            | Self::AppNotEnrolled
            | Self::AppPushFailed
            | Self::AppAuthPending
            | Self::AppAuthFailed
            | Self::AppAuthAlreadyDone
            | Self::PaypwRequired
            | Self::PaypwMismatch
            | Self::PaypwNotSet
            | Self::SimplepayNotEnrolled
            | Self::SimplepayPwMismatch
            | Self::SimplepayPwLocked
            | Self::InputFormat
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
            | Self::DuplicateInProgress
            | Self::AlreadyPaid
            | Self::ConfirmationDelayed
            | Self::Velocity
            | Self::CarrierMaintenance
            | Self::CarrierError
            | Self::TooManyRequests
            | Self::GatewayError
            | Self::NetworkError => ReasonClass::Later,
            Self::SubscriberBlocked
            | Self::SubscriberHardBlocked
            | Self::SubscriberAutopayBlocked
            | Self::ServiceNotConsented
            | Self::ServiceDormant
            | Self::LimitMonthCarrier
            | Self::LineOverdue
            | Self::LineSuspendedOrLost
            | Self::LineCallForwarding
            | Self::CarrierPolicyBlock
            | Self::ArsStepUpRequired
            | Self::ArsUnblockRequired
            | Self::PaypwLocked => ReasonClass::Carrier,
            Self::LineMinor
            | Self::LineCorporate
            | Self::LinePrepaid
            | Self::LineForeigner
            | Self::LineNewSubscriber
            | Self::LinePlanRestricted
            | Self::LineNumberRestricted
            | Self::LineDeviceRestricted
            | Self::RealGoodsNotAllowed
            | Self::CarrierNotSupported
            | Self::SimChanged
            | Self::LimitDayCashLike
            | Self::LimitMonthSiteOrItem
            | Self::LimitPerTransaction
            | Self::LimitIdentity
            | Self::LimitIpAmount
            | Self::AmountOutOfRange => ReasonClass::OtherMethod,
            Self::RiskPolicy | Self::PaymentDenied | Self::LineCloneSuspected | Self::PgLongArrears | Self::Unknown => {
                ReasonClass::Provider
            }
            Self::MerchantConfirmFailed
            | Self::MerchantDataInvalid
            | Self::MerchantNotEnrolled
            | Self::AuthStepsSkipped
            | Self::DuplicateOrderId
            | Self::RequestTampered
            | Self::StandardWindowViolation
            | Self::RecurringNoHistory
            | Self::RecurringMismatch
            | Self::RecurringKeyInvalid => ReasonClass::Merchant,
        }
    }
}
