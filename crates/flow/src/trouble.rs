//! What a missing or refusing answer means.

use carrier_checkout_protocol::{ErrorCode, Failure, Problem, Reason};

use crate::input::Trouble;

/// What a trouble means for a checkout, whatever was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The session's time is over.
    Over,
    /// There is no such session.
    Unknown,
    /// The gateway's record has moved on, perhaps by another tab: it has to be asked.
    Moved,
    /// It may have been done or not: only the gateway knows.
    Unsure,
    /// What the window shows is not what the gateway asks for any more.
    Outdated,
    /// Something about the code: wrong, late, too often, too soon.
    Code,
    /// The attempt is over.
    Refused,
    /// The request was not one that the gateway takes.
    Fault,
}

pub(crate) const fn verdict(trouble: &Trouble) -> Verdict {
    let Trouble::Problem(problem) = trouble else { return Verdict::Unsure };
    match problem.code {
        ErrorCode::SessionExpired => Verdict::Over,
        ErrorCode::SessionNotFound | ErrorCode::Unauthenticated => Verdict::Unknown,
        ErrorCode::SessionClosed
        | ErrorCode::ChallengeClosed
        | ErrorCode::ChallengeNotFound
        | ErrorCode::CarrierAsks => Verdict::Moved,
        ErrorCode::IdempotencyInFlight | ErrorCode::CarrierUnavailable | ErrorCode::Internal => Verdict::Unsure,
        ErrorCode::ConsentMissing | ErrorCode::ChannelNotAllowed => Verdict::Outdated,
        ErrorCode::CodeMismatch
        | ErrorCode::ChallengeExpired
        | ErrorCode::ApprovalPending
        | ErrorCode::SendsExhausted
        | ErrorCode::ResendTooSoon => Verdict::Code,
        ErrorCode::PaymentDeclined | ErrorCode::TriesExhausted => Verdict::Refused,
        ErrorCode::MalformedJson
        | ErrorCode::InvalidRequest
        | ErrorCode::BodyTooLarge
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::NotFound
        | ErrorCode::MethodNotAllowed
        | ErrorCode::IdempotencyKeyMissing
        | ErrorCode::SessionInPayment
        | ErrorCode::IdempotencyKeyReused
        | ErrorCode::TokenNotFound
        | ErrorCode::TokenUsed
        | ErrorCode::TokenExpired
        | ErrorCode::AmountMismatch
        | ErrorCode::OrderMismatch
        | ErrorCode::PaymentNotFound
        | ErrorCode::BillingKeyNotFound
        | ErrorCode::RefundNotFound
        | ErrorCode::PaymentNotRefundable
        | ErrorCode::PaymentFrozen
        | ErrorCode::CancelPeriodOver
        | ErrorCode::PartialCancelUnsupported
        | ErrorCode::PayoutUnavailable
        | ErrorCode::RefundTooLarge
        | ErrorCode::RefundDeclined
        | ErrorCode::RateLimited
        | ErrorCode::Overloaded
        | ErrorCode::OriginNotAllowed => {
            // Too many requests, say, whose name the built widget does not know: what is on the screen stays.
            if problem.retryable { Verdict::Unsure } else { Verdict::Fault }
        }
    }
}

/// Whether the same request may succeed if it is sent again as it is.
pub(crate) fn transient(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::Lost | Trouble::Offline => true,
        Trouble::Problem(problem) => matches!(problem.code, ErrorCode::IdempotencyInFlight | ErrorCode::Internal),
    }
}

/// Whether the gateway has not said what came of the request.
pub(crate) fn unanswered(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::Lost | Trouble::Offline => true,
        Trouble::Problem(problem) => problem.code == ErrorCode::IdempotencyInFlight,
    }
}

/// What a shopper is told of a trouble.
pub(crate) fn failure_of(trouble: &Trouble) -> Failure {
    match trouble {
        Trouble::Lost | Trouble::Offline => Reason::NetworkError.into(),
        Trouble::Problem(problem) => Failure {
            reason: problem.reason.unwrap_or_else(|| reason_of(problem)),
            quote: problem.quote.clone().or_else(|| Some(problem.request_id.clone())),
            words: problem.words.clone(),
        },
    }
}

/// The reason for a problem that names none.
const fn reason_of(problem: &Problem) -> Reason {
    match problem.code {
        ErrorCode::SessionNotFound | ErrorCode::Unauthenticated => Reason::SessionUnknown,
        ErrorCode::SessionExpired | ErrorCode::SessionClosed | ErrorCode::TokenExpired => Reason::SessionExpired,
        ErrorCode::CodeMismatch => Reason::OtpMismatch,
        ErrorCode::ChallengeExpired | ErrorCode::ChallengeClosed | ErrorCode::ChallengeNotFound => Reason::OtpExpired,
        ErrorCode::TriesExhausted => Reason::OtpLastTryFailed,
        ErrorCode::SendsExhausted => Reason::OtpSendsExceeded,
        ErrorCode::ResendTooSoon => Reason::TooManyRequests,
        ErrorCode::CarrierUnavailable => Reason::CarrierError,
        ErrorCode::Internal | ErrorCode::IdempotencyInFlight => Reason::GatewayError,
        ErrorCode::PaymentDeclined
        | ErrorCode::MalformedJson
        | ErrorCode::InvalidRequest
        | ErrorCode::BodyTooLarge
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::NotFound
        | ErrorCode::MethodNotAllowed
        | ErrorCode::IdempotencyKeyMissing
        | ErrorCode::SessionInPayment
        | ErrorCode::IdempotencyKeyReused
        | ErrorCode::ConsentMissing
        | ErrorCode::ChannelNotAllowed
        | ErrorCode::ApprovalPending
        | ErrorCode::CarrierAsks
        | ErrorCode::TokenNotFound
        | ErrorCode::TokenUsed
        | ErrorCode::AmountMismatch
        | ErrorCode::OrderMismatch
        | ErrorCode::PaymentNotFound
        | ErrorCode::BillingKeyNotFound
        | ErrorCode::RefundNotFound
        | ErrorCode::PaymentNotRefundable
        | ErrorCode::PaymentFrozen
        | ErrorCode::CancelPeriodOver
        | ErrorCode::PartialCancelUnsupported
        | ErrorCode::PayoutUnavailable
        | ErrorCode::RefundTooLarge
        | ErrorCode::RefundDeclined
        | ErrorCode::RateLimited
        | ErrorCode::Overloaded
        | ErrorCode::OriginNotAllowed => Reason::Unknown,
    }
}
