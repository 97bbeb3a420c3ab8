//! Why a carrier did not do what it was asked.

use carrier_checkout_protocol::{Carrier, Failure, Reason};

use super::mapping::Mapping;
use super::operation::Operation;
use super::wire::{Answer, ErrorInfo};
use crate::mapping::quotable;

/// Why a carrier did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What the shopper is told.
    pub failure: Failure,
    /// False when the answer was lost (a timeout, a reset, a 5xx after the
    /// request was sent), so that it may have happened all the same.
    pub certain: bool,
}

impl Refusal {
    /// What an answer means that is not the hoped-for one.
    pub(super) fn answered(mapping: &Mapping, carrier: Carrier, operation: Operation, answer: &Answer) -> Self {
        let status = answer.status;
        let info = ErrorInfo::read(&answer.body);
        let reason = mapping.reason(operation, status, &info).unwrap_or(match status {
            400..=499 => Reason::Unknown,
            _ => Reason::CarrierError,
        });
        let code = quotable(&info.code, 5);
        if status >= 500 {
            tracing::warn!(operation = operation.name(), %carrier, status, code, %reason, "a carrier failed");
        } else {
            tracing::info!(operation = operation.name(), %carrier, status, code, %reason, "a carrier refused");
        }
        let quote = match code {
            "" => format!("{}-{status}", carrier.billed_by()),
            code => format!("{}-{status}-{code}", carrier.billed_by()),
        };
        // A 2xx or a 5xx that cannot be understood may have been acted upon, and
        // what a proxy has given up waiting for (408) too.
        let certain = (300..500).contains(&status) && status != 408;
        Self { failure: Failure::quoting(reason, quote), certain }
    }

    /// No answer came. `word` goes into the quote in the place of a code.
    pub(super) fn unanswered(carrier: Carrier, operation: Operation, word: &'static str, certain: bool) -> Self {
        tracing::warn!(operation = operation.name(), %carrier, word, certain, "a carrier did not answer");
        let quote = format!("{}-{word}", carrier.billed_by());
        Self { failure: Failure::quoting(Reason::CarrierError, quote), certain }
    }

    /// The payment is in a state that is as good as a refusal.
    pub(super) fn in_state(carrier: Carrier, state: &'static str, reason: Reason, certain: bool) -> Self {
        Self { failure: denied(carrier, state, reason), certain }
    }
}

/// A failure that is known from a payment's state only.
pub(super) fn denied(carrier: Carrier, state: &'static str, reason: Reason) -> Failure {
    Failure::quoting(reason, format!("{}-{state}", carrier.billed_by()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, body: &str) -> Refusal {
        let mapping = Mapping::parse("").unwrap();
        let answer = Answer { status, body: body.as_bytes().to_vec() };
        Refusal::answered(&mapping, Carrier::MvnoSkt, Operation::ConfirmPayment, &answer)
    }

    #[test]
    fn an_unmapped_answer_keeps_its_code_to_quote() {
        let refusal = refused(418, r#"{"status":418,"code":"SHORT.AND_STOUT","message":"010-2345-6789"}"#);
        assert_eq!(refusal.failure.reason, Reason::Unknown);
        assert_eq!(refusal.failure.quote.as_deref(), Some("SKT-418-SHORT.AND_STOUT"));
        assert!(refusal.certain);
    }

    #[test]
    fn what_does_not_look_like_a_code_is_not_quoted() {
        for code in ["01023456789", "+821023456789", "Number 5 is alive", "A\\nB", &"X".repeat(81)] {
            let refusal = refused(400, &format!(r#"{{"code":"{code}"}}"#));
            assert_eq!(refusal.failure.quote.as_deref(), Some("SKT-400"), "{code}");
        }
    }

    #[test]
    fn an_answer_that_cannot_be_understood_may_have_been_acted_upon() {
        for status in [200, 202, 408, 500, 503] {
            let refusal = refused(status, "<html>");
            if status != 408 {
                assert_eq!(refusal.failure.reason, Reason::CarrierError);
            }
            assert!(!refusal.certain, "{status}");
        }
        assert!(refused(302, "").certain);
    }
}
