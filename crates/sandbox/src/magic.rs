//! The numbers 010-0000-NNNN, each of which replays one thing that happens.
//!
//! This table is the only place that knows them: the APIs look here, the
//! index page shows it, and a test compares docs/sandbox.md with it.

use carrier_checkout_protocol::{PhoneNumber, Reason};

pub use crate::carriers::Code;
use crate::refusals::REFUSALS;

/// What every magic number starts with.
pub const PREFIX: &str = "0100000";

/// A number and what it replays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Magic {
    /// The last four digits.
    pub line: u16,
    /// What the shopper is told; `None` when the payment succeeds.
    pub reason: Option<Reason>,
    /// What the carrier does.
    pub outcome: Outcome,
    /// The same in Korean, for the page.
    pub told: &'static str,
}

/// What a carrier does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Refuses one step with that code and message.
    Refuses(Step, Code, &'static str),
    /// Says that the SIM was changed a day ago.
    ChangedSim,
    /// Lets the call ring out; everything else is as usual.
    NobodyAnswers,
    /// Does not find the PASS app on the phone; everything else is as usual.
    LacksPass,
    /// Charges, and answers eight seconds later.
    ConfirmsSlowly,
    /// Charges, and drops the connection without an answer.
    LosesTheAnswer,
    /// The same, but only for a later month of monthly billing.
    LosesALaterAnswer,
    /// Gives back, and drops the connection without an answer.
    LosesARefundAnswer,
    /// Begins to give back, and has done so eight seconds later.
    RefundsLater,
}

/// A step at which a carrier can refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// `sendCode`.
    SendCode,
    /// `preparePayment`, and `createPayment`, which does the same at once.
    Prepare,
    /// `confirmPayment`, and `createPayment`.
    Confirm,
    /// `createPayment` alone: a later month of monthly billing, of which nobody is asked.
    LaterMonth,
    /// `createRefund`.
    Refund,
}

impl Outcome {
    /// The step at which it strikes, in the words of the table that people read.
    #[must_use]
    pub const fn step(self) -> &'static str {
        match self {
            Self::Refuses(step, ..) => step.as_str(),
            Self::ChangedSim => "sim-swap check",
            Self::NobodyAnswers => "ARS call",
            Self::LacksPass => "PASS request",
            Self::ConfirmsSlowly | Self::LosesTheAnswer => Step::Confirm.as_str(),
            Self::LosesALaterAnswer => Step::LaterMonth.as_str(),
            Self::LosesARefundAnswer | Self::RefundsLater => Step::Refund.as_str(),
        }
    }

    /// What the carrier answers: status and code, then what it says.
    #[must_use]
    pub fn answer(self) -> (String, &'static str) {
        match self {
            Self::Refuses(_, code, message) => (format!("{} {}", code.status().as_u16(), code.as_str()), message),
            Self::ChangedSim => ("200".to_owned(), "swapped: true, changed 24 hours ago"),
            Self::NobodyAnswers => ("400 expired_token".to_owned(), "nobody answers the call"),
            Self::LacksPass => ("403 access_denied".to_owned(), "PASS is not installed"),
            Self::ConfirmsSlowly => ("202".to_owned(), "after 8 seconds"),
            Self::LosesTheAnswer | Self::LosesALaterAnswer => {
                ("no answer".to_owned(), "the connection drops; the charge stands")
            }
            Self::LosesARefundAnswer => ("no answer".to_owned(), "the connection drops; the refund stands"),
            Self::RefundsLater => ("201".to_owned(), "processing, and succeeded after 8 seconds"),
        }
    }
}

impl Step {
    /// The step as it is called in the table that people read.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SendCode => "send-code",
            Self::Prepare => "prepare",
            Self::Confirm => "confirm",
            Self::LaterMonth => "later month",
            Self::Refund => "refund",
        }
    }
}

impl Magic {
    /// `010-0000-0001`.
    #[must_use]
    pub fn number(&self) -> String {
        format!("010-0000-{:04}", self.line)
    }

    /// What that number replays, if it is one of these.
    #[must_use]
    pub fn of(phone: &PhoneNumber) -> Option<&'static Self> {
        let national = phone.national();
        let line: u16 = national.strip_prefix(PREFIX)?.parse().ok()?;
        TABLE.iter().find(|magic| magic.line == line)
    }
}

/// Every magic number.
pub const TABLE: &[Magic] = &joined();

/// Those that show what happens, before those that are refused for each reason.
const fn joined() -> [Magic; FIRST.len() + REFUSALS.len()] {
    let mut all = [FIRST[0]; FIRST.len() + REFUSALS.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < FIRST.len() { FIRST[at] } else { REFUSALS[at - FIRST.len()] };
        at += 1;
    }
    all
}

const FIRST: &[Magic] = &[
    refuses(1, Reason::OtpNotDelivered, Step::SendCode, Code::PhoneNumberNotAllowed, DELIVERED, "문자를 받을 수 없음"),
    refuses(
        2,
        Reason::SubscriberBlocked,
        Step::SendCode,
        Code::PhoneNumberNotAllowed,
        BLOCKED,
        "본인이 소액결제를 차단함",
    ),
    refuses(
        3,
        Reason::LimitMonthCarrier,
        Step::Prepare,
        Code::UserAmountThresholdOverpassed,
        LIMIT,
        "이번 달 한도를 다 씀",
    ),
    refuses(4, Reason::LineMinor, Step::SendCode, Code::PhoneNumberNotAllowed, MINOR, "미성년자 명의"),
    refuses(5, Reason::LineOverdue, Step::SendCode, Code::PhoneNumberNotAllowed, OVERDUE, "요금 미납"),
    refuses(6, Reason::LineSuspendedOrLost, Step::SendCode, Code::PhoneNumberBlocked, LOST, "이용 정지 또는 분실 신고"),
    refuses(7, Reason::LineCorporate, Step::SendCode, Code::PhoneNumberNotAllowed, CORPORATE, "법인 명의"),
    refuses(8, Reason::LinePrepaid, Step::SendCode, Code::PhoneNumberNotAllowed, PREPAID, "선불 요금제"),
    refuses(9, Reason::CarrierMaintenance, Step::SendCode, Code::Unavailable, "Maintenance", "통신사 점검 중"),
    refuses(10, Reason::RiskPolicy, Step::Prepare, Code::PaymentDenied, "Denied by risk policy", "위험 거래로 거절"),
    Magic { line: 11, reason: Some(Reason::SimChanged), outcome: Outcome::ChangedSim, told: "어제 유심을 바꿈" },
    Magic { line: 12, reason: None, outcome: Outcome::ConfirmsSlowly, told: "결제됨, 승인 응답이 8초 걸림" },
    Magic { line: 13, reason: None, outcome: Outcome::LosesTheAnswer, told: "결제됨, 승인 응답이 사라짐" },
    refuses(
        14,
        Reason::PaymentDenied,
        Step::Confirm,
        Code::PaymentDenied,
        "Denied by the carrier",
        "승인 단계에서 거절",
    ),
    Magic {
        line: 15, reason: Some(Reason::OtpExpired), outcome: Outcome::NobodyAnswers, told: "ARS 전화를 받지 않음"
    },
    Magic { line: 16, reason: Some(Reason::AppNotEnrolled), outcome: Outcome::LacksPass, told: "PASS 앱이 없음" },
    refuses(
        17,
        Reason::SubscriberAutopayBlocked,
        Step::LaterMonth,
        Code::PaymentDenied,
        "Monthly billing is blocked by the subscriber",
        "첫 결제 뒤에 월자동결제를 차단함",
    ),
    Magic {
        line: 18,
        reason: None,
        outcome: Outcome::LosesALaterAnswer,
        told: "결제됨, 다음 달부터 결제 응답이 사라짐",
    },
    Magic {
        line: 19,
        reason: None,
        outcome: Outcome::Refuses(Step::Refund, Code::RefundDenied, "The line has been cancelled since"),
        told: "결제됨, 취소는 거절",
    },
    Magic {
        line: 20, reason: None, outcome: Outcome::LosesARefundAnswer, told: "결제됨, 취소 응답이 사라짐"
    },
];

const DELIVERED: &str = "The message could not be delivered";
const BLOCKED: &str = "Carrier billing is blocked by the subscriber";
const LIMIT: &str = "The monthly limit is used up";
const MINOR: &str = "The line belongs to a minor";
const OVERDUE: &str = "The bill is overdue";
const LOST: &str = "The line is suspended or reported lost";
const CORPORATE: &str = "The line belongs to a company";
const PREPAID: &str = "The line is prepaid";

pub(crate) const fn refuses(
    line: u16,
    reason: Reason,
    step: Step,
    code: Code,
    message: &'static str,
    told: &'static str,
) -> Magic {
    Magic { line, reason: Some(reason), outcome: Outcome::Refuses(step, code, message), told }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_magic_however_it_is_spelt_and_only_then() {
        let of = |text: &str| Magic::of(&PhoneNumber::parse(text).unwrap()).map(|magic| magic.line);
        assert_eq!(of("010-0000-0014"), Some(14));
        assert_eq!(of("+82 10 0000 0014"), Some(14));
        assert_eq!(of("010-0000-0099"), None);
        assert_eq!(of("010-2345-0014"), None);
    }

    #[test]
    fn each_line_stands_in_the_table_once() {
        let lines: Vec<u16> = TABLE.iter().map(|magic| magic.line).collect();
        assert!(lines.is_sorted_by(|earlier, later| earlier < later), "{lines:?}");
    }
}
