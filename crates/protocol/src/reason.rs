//! Why a payment did not happen: one catalogue for carriers, gateway and window.

pub use crate::reason_class::ReasonClass;

crate::wire_enum! {
    /// A reason that the shopper is told. The names are the canonical ones of
    /// the trade's own code tables; what a carrier answers is mapped to one of
    /// them by data (the gateway's `mappings/`). Who can help stands in
    /// [`Reason::class`], what the shopper reads in the widget's `locale`.
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
        /// Too many attempts to prove to hold the line, over all payments.
        AuthAttemptsExceeded = "auth_attempts_exceeded",
        /// The carrier's or the provider's time for the whole proof is over.
        AuthSessionExpired = "auth_session_expired",
        /// The line or the merchant cannot use that way to prove it.
        AuthMethodUnsupported = "auth_method_unsupported",
        /// The line uses 안심결제, which goes without a call.
        ArsSafeUserConflict = "ars_safe_user_conflict",
        /// The shopper has not joined PASS or the carrier's app.
        AppNotEnrolled = "app_not_enrolled",
        /// The app did not get the request.
        AppPushFailed = "app_push_failed",
        /// The request in the app has not been answered yet.
        AppAuthPending = "app_auth_pending",
        /// The proof in the app failed.
        AppAuthFailed = "app_auth_failed",
        /// The request in the app was answered before.
        AppAuthAlreadyDone = "app_auth_already_done",
        /// The line pays only with its payment password.
        PaypwRequired = "paypw_required",
        /// Not the line's payment password.
        PaypwMismatch = "paypw_mismatch",
        /// The payment password has not been set, or was reset.
        PaypwNotSet = "paypw_not_set",
        /// The shopper has not joined the provider's simple payment.
        SimplepayNotEnrolled = "simplepay_not_enrolled",
        /// Not the password of the simple payment.
        SimplepayPwMismatch = "simplepay_pw_mismatch",
        /// The simple payment is locked after too many wrong passwords.
        SimplepayPwLocked = "simplepay_pw_locked",
        /// Something that was typed has not the form that it needs.
        InputFormat = "input_format",
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
        /// Only a stronger proof than the one chosen is enough.
        StepUpRequired = "step_up_required",
        /// The browser cannot run the checkout.
        BrowserUnsupported = "browser_unsupported",

        // It passes by itself.
        /// The message could not be delivered.
        OtpNotDelivered = "otp_not_delivered",
        /// A payment of this line or order is being made: it must not be sent again.
        DuplicateInProgress = "duplicate_in_progress",
        /// The order is paid.
        AlreadyPaid = "already_paid",
        /// Whether it was charged is not known yet.
        ConfirmationDelayed = "confirmation_delayed",
        /// Too many payments, lines or identities in too short a time.
        Velocity = "velocity",
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
        /// The line's owner has blocked carrier billing for good (원천차단).
        SubscriberHardBlocked = "subscriber_hard_blocked",
        /// The subscriber has switched monthly billing off.
        SubscriberAutopayBlocked = "subscriber_autopay_blocked",
        /// The subscriber has not opted in to carrier billing.
        ServiceNotConsented = "service_not_consented",
        /// Switched off after a year without use.
        ServiceDormant = "service_dormant",
        /// The month's limit is used up.
        LimitMonthCarrier = "limit_month_carrier",
        /// The bill is overdue.
        LineOverdue = "line_overdue",
        /// The line is suspended or reported lost.
        LineSuspendedOrLost = "line_suspended_or_lost",
        /// Calls of the line are forwarded, perhaps to somebody else.
        LineCallForwarding = "line_call_forwarding",
        /// The carrier's own policy excludes the line.
        CarrierPolicyBlock = "carrier_policy_block",
        /// The line has to be proved by a call to the carrier first.
        ArsStepUpRequired = "ars_step_up_required",
        /// The line has to be unblocked by a call.
        ArsUnblockRequired = "ars_unblock_required",
        /// The payment password is locked after too many wrong ones.
        PaypwLocked = "paypw_locked",

        // Another way to pay is needed.
        /// A minor's line.
        LineMinor = "line_minor",
        /// A company's line.
        LineCorporate = "line_corporate",
        /// A prepaid line.
        LinePrepaid = "line_prepaid",
        /// A foreigner's line, which the carrier excludes.
        LineForeigner = "line_foreigner",
        /// The line is new, or has a new holder.
        LineNewSubscriber = "line_new_subscriber",
        /// The plan excludes carrier billing.
        LinePlanRestricted = "line_plan_restricted",
        /// The number excludes it: a second number, for example.
        LineNumberRestricted = "line_number_restricted",
        /// The device excludes it.
        LineDeviceRestricted = "line_device_restricted",
        /// The line may buy digital goods only.
        RealGoodsNotAllowed = "real_goods_not_allowed",
        /// The merchant or the provider does not bill by that carrier.
        CarrierNotSupported = "carrier_not_supported",
        /// The SIM was changed a short time ago.
        SimChanged = "sim_changed",
        /// The line has bought as many cash-like goods as it may within a day.
        LimitDayCashLike = "limit_day_cash_like",
        /// The month's limit of this merchant or these goods is used up.
        LimitMonthSiteOrItem = "limit_month_site_or_item",
        /// More than the carrier allows for one payment.
        LimitPerTransaction = "limit_per_transaction",
        /// The limit of one person over several lines is used up.
        LimitIdentity = "limit_identity",
        /// The limit of one network address is used up.
        LimitIpAmount = "limit_ip_amount",
        /// An amount that these goods cannot have here.
        AmountOutOfRange = "amount_out_of_range",

        // The provider or the carrier decided without saying why, or only the provider knows more.
        /// Refused by a risk rule.
        RiskPolicy = "risk_policy",
        /// Refused by the carrier when it was to be charged.
        PaymentDenied = "payment_denied",
        /// The phone may have been cloned.
        LineCloneSuspected = "line_clone_suspected",
        /// A debt with the provider is long overdue.
        PgLongArrears = "pg_long_arrears",

        // The merchant's side.
        /// The merchant's server could not complete the order.
        MerchantConfirmFailed = "merchant_confirm_failed",
        /// The merchant's request or contract is wrong.
        MerchantDataInvalid = "merchant_data_invalid",
        /// The merchant is not set up for this, or blocked.
        MerchantNotEnrolled = "merchant_not_enrolled",
        /// Steps came in the wrong order: the back button, or two tabs.
        AuthStepsSkipped = "auth_steps_skipped",
        /// The order's number was used before.
        DuplicateOrderId = "duplicate_order_id",
        /// Amount, form or page are not those that were registered.
        RequestTampered = "request_tampered",
        /// The merchant does not show the standard payment window (표준결제창).
        StandardWindowViolation = "standard_window_violation",
        /// There is no earlier payment that monthly billing could go on from.
        RecurringNoHistory = "recurring_no_history",
        /// Amount or day differ from the earlier payments of monthly billing.
        RecurringMismatch = "recurring_mismatch",
        /// The key of monthly billing is not valid.
        RecurringKeyInvalid = "recurring_key_invalid",

        /// Not in the catalogue: the code to quote says more.
        Unknown = "unknown",
    }
}
