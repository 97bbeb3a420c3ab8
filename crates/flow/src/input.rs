//! What happens to a checkout, in the past tense.

use carrier_checkout_protocol::{
    Carrier, Channel, Locale, Problem,
    checkout::{Challenge, Checkout, Verified},
    consent::ConsentKind,
    embed::ConfirmOutcome,
};

use crate::effect::{Remedy, Ticket};

/// Something that happened.
///
/// What the shopper typed is personal data: `Debug` shows only its length.
#[derive(Clone, PartialEq, Eq)]
pub enum Input {
    /// The window opened.
    Started {
        /// 128 random bits as text, for the idempotency keys of this page.
        nonce: String,
        /// The language shown.
        locale: Locale,
        /// The checkout that came with the page; asked for, when none did.
        checkout: Option<Checkout>,
    },
    /// The page around said hello: its origin.
    Greeted(String),
    /// The gateway answered, or could not be reached.
    Replied(Ticket, Reply),
    /// The merchant's page posted the token, and this came of it.
    ConfirmEnded(Ticket, ConfirmOutcome),

    /// A carrier was chosen.
    CarrierChosen(Carrier),
    /// "알뜰폰" was chosen, and not yet which.
    BudgetChosen,
    /// The phone field changed.
    PhoneTyped {
        /// All of its text.
        text: String,
        /// The caret, in UTF-16 units.
        caret: usize,
    },
    /// The phone field was left.
    PhoneLeft,
    /// The six digits of the birth date changed.
    BirthTyped(String),
    /// The digit after it changed.
    BirthDigitTyped(String),
    /// The birth date's two fields were left.
    BirthLeft,
    /// A consent was ticked or unticked.
    ConsentSet(ConsentKind, bool),
    /// "전체 동의" was ticked or unticked.
    AllConsentsSet(bool),
    /// The full text of a consent was opened.
    TermsOpened(ConsentKind),
    /// It came, or could not be had.
    TermsArrived(ConsentKind, Option<String>),
    /// A channel was chosen.
    ChannelChosen(Channel),
    /// "인증번호 받기" was pressed.
    SendPressed,

    /// The code field changed.
    CodeTyped(String),
    /// The browser read a message with a code.
    CodeReceived(String),
    /// "결제 내용을 확인했습니다" was ticked or unticked.
    ContentSet(bool),
    /// "다시 보내기" was pressed.
    ResendPressed,
    /// "처음으로" was pressed.
    RestartPressed,
    /// Another way to prove to hold the line was chosen, on the code screen.
    ChannelSwitched(Channel),
    /// "…원 결제하기" was pressed.
    PayPressed,

    /// "다시 시도" or "다시 확인" was pressed.
    RetryPressed,
    /// Something may have changed: the gateway says so, or the page has woken up, or is online again.
    Stirred,
    /// "결제 취소" was pressed.
    CancelPressed,
    /// "본인이 결제하지 않았어요", "월자동결제 해지" or "닫기" was pressed: its question unfolds, or folds again.
    RemedyToggled(Remedy),
    /// "신고하기" or "해지하기" was pressed.
    RemedyPressed,
    /// The time that was asked for has come.
    TimeReached,
}

/// What the gateway answered to which kind of request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// To loading the checkout, to cancelling it, or to a remedy for its payment.
    Checkout(Result<Checkout, Trouble>),
    /// To sending a code, for the first time or again.
    Challenge(Result<Challenge, Trouble>),
    /// To checking a code.
    Verified(Result<Verified, Trouble>),
}

impl Reply {
    /// Why there is no answer, if there is none.
    #[must_use]
    pub const fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Checkout(Err(trouble)) | Self::Challenge(Err(trouble)) | Self::Verified(Err(trouble)) => {
                Some(trouble)
            }
            Self::Checkout(Ok(_)) | Self::Challenge(Ok(_)) | Self::Verified(Ok(_)) => None,
        }
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The gateway said why.
    Problem(Problem),
    /// Nothing came back, or nothing that can be read: it may have been done or not.
    Lost,
    /// Nothing came back, and the browser says that it has no connection.
    Offline,
}

impl core::fmt::Debug for Input {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let typed = |f: &mut core::fmt::Formatter<'_>, name: &str, text: &str| {
            write!(f, "{name}([{} characters])", text.chars().count())
        };
        match self {
            Self::Started { locale, checkout, .. } => {
                let rendered = if checkout.is_some() { ", rendered" } else { "" };
                write!(f, "Started({locale}{rendered})")
            }
            Self::Greeted(embedder) => write!(f, "Greeted({embedder})"),
            Self::Replied(ticket, reply) => write!(f, "Replied({ticket:?}, {reply:?})"),
            Self::ConfirmEnded(ticket, outcome) => write!(f, "ConfirmEnded({ticket:?}, {outcome})"),
            Self::CarrierChosen(carrier) => write!(f, "CarrierChosen({carrier})"),
            Self::PhoneTyped { text, .. } => typed(f, "PhoneTyped", text),
            Self::BirthTyped(text) => typed(f, "BirthTyped", text),
            Self::BirthDigitTyped(text) => typed(f, "BirthDigitTyped", text),
            Self::CodeTyped(text) => typed(f, "CodeTyped", text),
            Self::CodeReceived(text) => typed(f, "CodeReceived", text),
            Self::ConsentSet(kind, on) => write!(f, "ConsentSet({kind}, {on})"),
            Self::AllConsentsSet(on) => write!(f, "AllConsentsSet({on})"),
            Self::ContentSet(on) => write!(f, "ContentSet({on})"),
            Self::ChannelSwitched(channel) => write!(f, "ChannelSwitched({channel})"),
            Self::Stirred => f.write_str("Stirred"),
            Self::ChannelChosen(channel) => write!(f, "ChannelChosen({channel})"),
            Self::TermsOpened(kind) => write!(f, "TermsOpened({kind})"),
            Self::TermsArrived(kind, text) => write!(f, "TermsArrived({kind}, {})", text.is_some()),
            Self::BudgetChosen => f.write_str("BudgetChosen"),
            Self::PhoneLeft => f.write_str("PhoneLeft"),
            Self::BirthLeft => f.write_str("BirthLeft"),
            Self::SendPressed => f.write_str("SendPressed"),
            Self::ResendPressed => f.write_str("ResendPressed"),
            Self::RestartPressed => f.write_str("RestartPressed"),
            Self::PayPressed => f.write_str("PayPressed"),
            Self::RetryPressed => f.write_str("RetryPressed"),
            Self::CancelPressed => f.write_str("CancelPressed"),
            Self::RemedyToggled(remedy) => write!(f, "RemedyToggled({remedy:?})"),
            Self::RemedyPressed => f.write_str("RemedyPressed"),
            Self::TimeReached => f.write_str("TimeReached"),
        }
    }
}
