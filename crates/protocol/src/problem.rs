//! What an HTTP error says: RFC 9457 problem documents.

use serde::{Deserialize, Serialize};

use crate::failure::Words;
use crate::reason::Reason;

crate::wire_enum! {
    /// What went wrong with a request, for programs. Each has one HTTP status.
    pub enum ErrorCode {
        /// 422: the JSON is not what this endpoint takes; `detail` says where.
        InvalidRequest = "invalid_request",
        /// 401: no key, or not one of this gateway's.
        Unauthenticated = "unauthenticated",
        /// 404: no such session, or not this merchant's.
        SessionNotFound = "session_not_found",
        /// 410: the session's time is over.
        SessionExpired = "session_expired",
        /// 409: the session is paid, cancelled, or past this step.
        SessionClosed = "session_closed",
        /// 409: the first request with this key is still being answered.
        IdempotencyInFlight = "idempotency_in_flight",
        /// 404: no such challenge in this session.
        ChallengeNotFound = "challenge_not_found",
        /// 410: the code's time is over; send a new one.
        ChallengeExpired = "challenge_expired",
        /// 409: the challenge has ended; begin a new one.
        ChallengeClosed = "challenge_closed",
        /// 422: a required consent is missing, or of another version.
        ConsentMissing = "consent_missing",
        /// 422: not the code that was sent; `tries_left` says how often it may be tried.
        CodeMismatch = "code_mismatch",
        /// 429: the last try was wrong; the challenge has ended.
        TriesExhausted = "tries_exhausted",
        /// 429: no further code is sent in this session.
        SendsExhausted = "sends_exhausted",
        /// 429: too soon for another code.
        ResendTooSoon = "resend_too_soon",
        /// 409: the shopper has not approved on the phone yet.
        ApprovalPending = "approval_pending",
        /// 409: the carrier asks the shopper itself before it reserves: the challenge shows what.
        CarrierAsks = "carrier_asks",
        /// 422: the channel is not allowed here.
        ChannelNotAllowed = "channel_not_allowed",
        /// 402: refused by the carrier or the policy; `reason` says why.
        PaymentDeclined = "payment_declined",
        /// 502: the carrier did not answer as it should.
        CarrierUnavailable = "carrier_unavailable",
        /// 500: our fault.
        Internal = "internal",
    }
    others as InvalidRequest {
        /// 400: the body is not JSON.
        MalformedJson = "malformed_json",
        /// 413: more than 64 KiB.
        BodyTooLarge = "body_too_large",
        /// 415: the body is not `application/json`.
        UnsupportedMediaType = "unsupported_media_type",
        /// 403: a page asked whose origin is not one that its merchant has registered for the checkout without the frame.
        OriginNotAllowed = "origin_not_allowed",
        /// 404: no such path.
        NotFound = "not_found",
        /// 405: the path has no such method.
        MethodNotAllowed = "method_not_allowed",
        /// 400: no `Idempotency-Key`, or not 1 to 255 visible characters.
        IdempotencyKeyMissing = "idempotency_key_missing",
        /// 422: this key came before with another body.
        IdempotencyKeyReused = "idempotency_key_reused",
        /// 404: no such payment, or not this merchant's.
        PaymentNotFound = "payment_not_found",
        /// 404: no such key of monthly billing, or not this merchant's.
        BillingKeyNotFound = "billing_key_not_found",
        /// 409: the session to be replaced is being paid; ask again when that has ended.
        SessionInPayment = "session_in_payment",
        /// 404: no such token, or not this merchant's.
        TokenNotFound = "token_not_found",
        /// 409: the token has been exchanged before.
        TokenUsed = "token_used",
        /// 410: the token is older than 10 minutes.
        TokenExpired = "token_expired",
        /// 422: the amount is not the session's.
        AmountMismatch = "amount_mismatch",
        /// 422: the order is not the session's.
        OrderMismatch = "order_mismatch",
        /// 404: no such refund, or not this merchant's.
        RefundNotFound = "refund_not_found",
        /// 409: nothing was charged, or nothing is left to be given back.
        PaymentNotRefundable = "payment_not_refundable",
        /// 409: the shopper says not to have paid; nothing moves before that is settled.
        PaymentFrozen = "payment_frozen",
        /// 409: the calendar month in Korea is over and the bill made: refund to a bank account instead.
        CancelPeriodOver = "cancel_period_over",
        /// 409: this carrier cancels only the whole amount.
        PartialCancelUnsupported = "partial_cancel_unsupported",
        /// 409: this gateway has nobody who pays out to bank accounts.
        PayoutUnavailable = "payout_unavailable",
        /// 422: more than is left of the payment.
        RefundTooLarge = "refund_too_large",
        /// 402: the carrier, or who pays out, refused; `reason` says why.
        RefundDeclined = "refund_declined",
        /// 429: more requests than the gateway takes from one merchant, or from one address; nothing was done. Wait as
        /// long as `Retry-After` says.
        RateLimited = "rate_limited",
        /// 503: the gateway has more to do than it can; send the same request again after `Retry-After`.
        Overloaded = "overloaded",
    }
}

impl ErrorCode {
    /// The HTTP status that goes with it.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::MalformedJson | Self::IdempotencyKeyMissing => 400,
            Self::Unauthenticated => 401,
            Self::PaymentDeclined | Self::RefundDeclined => 402,
            Self::OriginNotAllowed => 403,
            Self::NotFound
            | Self::SessionNotFound
            | Self::ChallengeNotFound
            | Self::TokenNotFound
            | Self::PaymentNotFound
            | Self::BillingKeyNotFound
            | Self::RefundNotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::SessionClosed
            | Self::SessionInPayment
            | Self::ChallengeClosed
            | Self::ApprovalPending
            | Self::CarrierAsks
            | Self::IdempotencyInFlight
            | Self::TokenUsed
            | Self::PaymentNotRefundable
            | Self::PaymentFrozen
            | Self::CancelPeriodOver
            | Self::PartialCancelUnsupported
            | Self::PayoutUnavailable => 409,
            Self::SessionExpired | Self::ChallengeExpired | Self::TokenExpired => 410,
            Self::BodyTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InvalidRequest
            | Self::IdempotencyKeyReused
            | Self::ConsentMissing
            | Self::CodeMismatch
            | Self::ChannelNotAllowed
            | Self::AmountMismatch
            | Self::OrderMismatch
            | Self::RefundTooLarge => 422,
            Self::TriesExhausted | Self::SendsExhausted | Self::ResendTooSoon | Self::RateLimited => 429,
            Self::Internal => 500,
            Self::CarrierUnavailable => 502,
            Self::Overloaded => 503,
        }
    }

    /// A short sentence for people who read logs.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::MalformedJson => "The body is not JSON",
            Self::InvalidRequest => "The body is not what this endpoint takes",
            Self::BodyTooLarge => "The body is too large",
            Self::UnsupportedMediaType => "The body must be application/json",
            Self::OriginNotAllowed => "The page's origin is not registered for this",
            Self::NotFound => "There is no such path",
            Self::MethodNotAllowed => "The path has no such method",
            Self::Unauthenticated => "The key is missing or unknown",
            Self::SessionNotFound => "There is no such session",
            Self::SessionExpired => "The session has expired",
            Self::SessionClosed => "The session is past this step",
            Self::SessionInPayment => "The session is being paid",
            Self::IdempotencyKeyMissing => "The Idempotency-Key header is missing",
            Self::IdempotencyInFlight => "The first request with this key is still being answered",
            Self::IdempotencyKeyReused => "This Idempotency-Key came with another body",
            Self::ChallengeNotFound => "There is no such challenge",
            Self::ChallengeExpired => "The code has expired",
            Self::ChallengeClosed => "The challenge has ended",
            Self::ConsentMissing => "A required consent is missing",
            Self::CodeMismatch => "The code is wrong",
            Self::TriesExhausted => "There are no tries left",
            Self::SendsExhausted => "There are no sends left",
            Self::ResendTooSoon => "It is too soon for another code",
            Self::ApprovalPending => "The shopper has not approved yet",
            Self::CarrierAsks => "The carrier asks the shopper first",
            Self::ChannelNotAllowed => "The channel is not allowed for this payment",
            Self::PaymentDeclined => "The payment was refused",
            Self::TokenNotFound => "There is no such token",
            Self::TokenUsed => "The token has been used",
            Self::TokenExpired => "The token has expired",
            Self::AmountMismatch => "The amount is not the session's",
            Self::OrderMismatch => "The order is not the session's",
            Self::PaymentNotFound => "There is no such payment",
            Self::BillingKeyNotFound => "There is no such key of monthly billing",
            Self::CarrierUnavailable => "The carrier did not answer as it should",
            Self::Internal => "The gateway failed",
            Self::RefundNotFound => "There is no such refund",
            Self::PaymentNotRefundable => "There is nothing to give back",
            Self::PaymentFrozen => "The payment is disputed",
            Self::CancelPeriodOver => "The month is over: refund to a bank account",
            Self::PartialCancelUnsupported => "The carrier cancels only the whole amount",
            Self::PayoutUnavailable => "This gateway pays out to no bank accounts",
            Self::RefundTooLarge => "The amount is more than is left",
            Self::RefundDeclined => "The refund was refused",
            Self::RateLimited => "There are too many requests",
            Self::Overloaded => "The gateway has too much to do",
        }
    }

    /// Whether the same request may succeed when it is sent again unchanged.
    #[must_use]
    pub const fn retryable(self) -> bool {
        matches!(
            self,
            Self::IdempotencyInFlight
                | Self::SessionInPayment
                | Self::ResendTooSoon
                | Self::ApprovalPending
                | Self::CarrierUnavailable
                | Self::RateLimited
                | Self::Overloaded
                | Self::Internal
        )
    }

    /// The `type` of the problem document.
    #[must_use]
    pub fn type_uri(self) -> String {
        format!("urn:carrier-checkout:problem:{}", self.as_str())
    }
}

/// An RFC 9457 problem document, `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:carrier-checkout:problem:<code>`.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// The same for every problem of this code.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong with this very request. No personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub detail: Option<String>,
    /// For programs.
    pub code: ErrorCode,
    /// For the shopper, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub reason: Option<Reason>,
    /// The code to quote, where a carrier answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub quote: Option<String>,
    /// What the shopper reads. Only the gateway's own window gets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub words: Option<Words>,
    /// How many more codes may be tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub tries_left: Option<u8>,
    /// Whether the same request may succeed when it is sent again unchanged.
    pub retryable: bool,
    /// Names this request in the gateway's log.
    pub request_id: String,
}

impl Problem {
    /// A problem of this code, for the request of that id.
    #[must_use]
    pub fn new(code: ErrorCode, request_id: impl Into<String>) -> Self {
        Self {
            type_uri: code.type_uri(),
            title: code.title().to_owned(),
            status: code.status(),
            detail: None,
            code,
            reason: None,
            quote: None,
            words: None,
            tries_left: None,
            retryable: code.retryable(),
            request_id: request_id.into(),
        }
    }
}
