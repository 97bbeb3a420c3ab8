//! What a flow wants done, in the imperative.

use carrier_checkout_protocol::{
    ChallengeId, Timestamp,
    checkout::{CreateChallenge, SwitchChannel, VerifyCode},
    consent::Consent,
    embed::{CheckoutEvent, ConfirmRequest},
};

/// Numbers the requests of one page. A reply brings its request's ticket back;
/// a reply to an old one is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ticket(pub u32);

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask the gateway and bring the reply back as [`crate::Input::Replied`].
    Ask(Ticket, Request),
    /// Have the merchant's page post the token; bring back [`crate::Input::ConfirmEnded`].
    Confirm(ConfirmRequest),
    /// Tell the merchant's page.
    Tell(CheckoutEvent),
    /// Bring [`crate::Input::TimeReached`] at that time, instead of any earlier wish; never, if none.
    WakeAt(Option<Timestamp>),
    /// Read the coming message, where the browser can ([`crate::Input::CodeReceived`]).
    ListenForCode,
    /// Stop reading messages.
    StopListening,
    /// Listen to the gateway's word that something has changed ([`crate::Input::Stirred`]).
    Watch,
    /// Stop listening to it.
    StopWatching,
    /// Fetch the full text of a consent; bring back [`crate::Input::TermsArrived`].
    FetchTerms(Consent),
    /// Move the focus, once the screen shows it.
    Focus(Field),
    /// Put the caret of the phone field, in UTF-16 units, once the screen shows its text.
    PlaceCaret(usize),
}

/// A request to the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// `GET /v1/checkout`.
    Load,
    /// `POST /v1/checkout/challenges`.
    Challenge {
        /// The `Idempotency-Key`.
        key: String,
        /// The body.
        body: CreateChallenge,
    },
    /// `POST /v1/checkout/challenges/{id}/resend`.
    Resend {
        /// The `Idempotency-Key`.
        key: String,
        /// Which.
        challenge: ChallengeId,
    },
    /// `POST /v1/checkout/challenges/{id}/verify`.
    Verify {
        /// The `Idempotency-Key`.
        key: String,
        /// Which.
        challenge: ChallengeId,
        /// The body.
        body: VerifyCode,
    },
    /// `POST /v1/checkout/challenges/{id}/switch`.
    Switch {
        /// The `Idempotency-Key`.
        key: String,
        /// Which.
        challenge: ChallengeId,
        /// The body.
        body: SwitchChannel,
    },
    /// `POST /v1/checkout/cancel`.
    Cancel {
        /// The `Idempotency-Key`.
        key: String,
    },
    /// `POST /v1/checkout/disputes` or `POST /v1/checkout/monthly/stop`.
    Remedy {
        /// The `Idempotency-Key`.
        key: String,
        /// Which.
        remedy: Remedy,
    },
}

/// What can be done about a payment, after being asked once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// "본인이 결제하지 않았어요": it is reported.
    Dispute,
    /// "월자동결제 해지": no later month is charged.
    Stop,
}

impl Request {
    /// Its `Idempotency-Key`; none when it changes nothing.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Load => None,
            Self::Challenge { key, .. }
            | Self::Resend { key, .. }
            | Self::Switch { key, .. }
            | Self::Verify { key, .. }
            | Self::Cancel { key }
            | Self::Remedy { key, .. } => Some(key),
        }
    }

    /// Whether both ask for the same thing to be done, whatever their keys.
    pub(crate) fn is_for_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Load, Self::Load) | (Self::Cancel { .. }, Self::Cancel { .. }) => true,
            (Self::Remedy { remedy: a, .. }, Self::Remedy { remedy: b, .. }) => a == b,
            (Self::Challenge { body: a, .. }, Self::Challenge { body: b, .. }) => a == b,
            (Self::Resend { challenge: a, .. }, Self::Resend { challenge: b, .. }) => a == b,
            (Self::Verify { challenge: a, body, .. }, Self::Verify { challenge: b, body: other, .. }) => {
                a == b && body == other
            }
            (Self::Switch { challenge: a, body, .. }, Self::Switch { challenge: b, body: other, .. }) => {
                a == b && body == other
            }
            (
                Self::Load
                | Self::Challenge { .. }
                | Self::Resend { .. }
                | Self::Verify { .. }
                | Self::Switch { .. }
                | Self::Cancel { .. }
                | Self::Remedy { .. },
                _,
            ) => false,
        }
    }
}

/// What can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The carriers.
    Carrier,
    /// The budget carriers.
    Budget,
    /// 휴대폰 번호.
    Phone,
    /// 생년월일 6자리.
    Birth,
    /// 주민등록번호 뒤 첫 자리.
    BirthDigit,
    /// The first consent that is missing.
    Consents,
    /// 인증번호.
    Code,
    /// 결제 내용을 확인했습니다.
    Content,
    /// "본인이 결제하지 않았어요" or "월자동결제 해지", and then what has come of it.
    Remedy(Remedy),
    /// The alert that says what went wrong.
    Alert,
    /// The heading of the screen that has just come.
    Heading,
}
