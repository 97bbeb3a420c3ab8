//! What frame and gateway say to each other. The frame sends the session id as
//! its bearer; every POST carries an `Idempotency-Key`.

use serde::{Deserialize, Serialize};

use crate::birth::BirthDate;
use crate::carrier::{Approval, Carrier, Channel};
use crate::code::OneTimeCode;
use crate::consent::Consent;
use crate::email::EmailAddress;
use crate::failure::Failure;
use crate::goods::{Order, Provider};
use crate::ids::{ChallengeId, DisputeId, PaymentId, SessionId, TokenId};
use crate::monthly::MonthlyStanding;
use crate::phone::{MaskedPhone, PhoneNumber};
use crate::private::Private;
use crate::time::Timestamp;

/// `GET /v1/checkout`: everything that the window shows, and where it stands.
/// Also the answer of `POST /v1/checkout/cancel`, of `POST /v1/checkout/disputes` and of
/// `POST /v1/checkout/monthly/stop`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checkout {
    /// The session.
    pub session: SessionId,
    /// The gateway's clock when it answered; the window's timers go by it.
    pub server_time: Timestamp,
    /// Until when the shopper may begin.
    pub expires_at: Timestamp,
    /// What is paid.
    pub order: Order,
    /// Who runs the gateway.
    pub provider: Provider,
    /// The carriers that this merchant takes.
    pub carriers: Vec<Carrier>,
    /// The channels that the policy allows, the recommended one first.
    pub channels: Vec<Channel>,
    /// Why these are not all of them, and when the goods come: in the window's language.
    pub hints: Vec<String>,
    /// What must be agreed to before a code is sent, and on the code screen.
    pub consents: Vec<Consent>,
    /// What each of them before the code is called, in the window's language.
    pub consent_names: Vec<String>,
    /// Where it stands.
    pub stage: Stage,
}

/// Where a checkout stands, with what that stage needs: `"processing"` or
/// `{"challenged": {"challenge": …}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The shopper may begin, or begin again after `last_failure`.
    Open {
        /// Why the last attempt ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_failure: Option<Failure>,
    },
    /// A code has been sent.
    Challenged {
        /// It.
        challenge: Challenge,
    },
    /// The code was right; the token waits to be exchanged.
    Verified(Verified),
    /// The carrier has been told to charge and has not answered yet.
    Processing,
    /// Paid.
    Paid {
        /// What the shopper keeps.
        receipt: Receipt,
    },
    /// The shopper or the merchant closed it.
    Cancelled,
    /// Its time is over.
    Expired,
}

/// `POST /v1/checkout/challenges` → 201 [`Challenge`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateChallenge {
    /// How the shopper wants to prove to hold the line.
    pub channel: Channel,
    /// Whose line it is.
    pub carrier: Carrier,
    /// The line.
    #[cfg_attr(feature = "openapi", schema(value_type = PhoneNumber))]
    pub phone: Private<PhoneNumber>,
    /// The holder's birth date and the digit after it.
    #[cfg_attr(feature = "openapi", schema(value_type = BirthDate))]
    pub birth: Private<BirthDate>,
    /// What was agreed to, each in the version that was shown.
    pub consents: Vec<Consent>,
    /// The origin of the page around the frame, for the message's origin-bound
    /// line; none when the checkout is a page of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embedder: Option<String>,
}

/// A challenge, as the window shows it. Also the answer of
/// `POST /v1/checkout/challenges/{id}/resend`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Challenge {
    /// Its id.
    pub id: ChallengeId,
    /// How it was sent.
    pub channel: Channel,
    /// How far the call or the app's request has come; none where a code is typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// The carrier's page on which it is approved, where the carrier has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Whose line it is.
    pub carrier: Carrier,
    /// The line, its middle hidden.
    pub phone: MaskedPhone,
    /// Until when the code can be used.
    pub expires_at: Timestamp,
    /// How many more codes may be tried.
    pub tries_left: u8,
    /// How many more codes may be sent in this session.
    pub sends_left: u8,
    /// Before this no further code is sent.
    pub resend_at: Timestamp,
    /// The gateway's clock when it answered.
    pub server_time: Timestamp,
}

/// `POST /v1/checkout/challenges/{id}/switch` → 201 [`Challenge`], a new one for the same line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SwitchChannel {
    /// How the shopper wants to prove to hold the line instead.
    pub channel: Channel,
}

/// `POST /v1/checkout/challenges/{id}/verify` → 200 [`Verified`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerifyCode {
    /// What was typed; none where the shopper approves on the phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<OneTimeCode>))]
    pub code: Option<Private<OneTimeCode>>,
    /// "결제 내용을 확인했습니다", in the version that was shown.
    pub content: Consent,
}

/// The amount is reserved; the merchant's backend exchanges the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verified {
    /// Single use, bound to session, merchant, order and amount.
    pub token: TokenId,
    /// The challenge that was passed; the confirm's `Idempotency-Key` is made of it.
    pub challenge: ChallengeId,
    /// The line, its middle hidden.
    pub phone: MaskedPhone,
    /// Until when the token can be exchanged.
    pub expires_at: Timestamp,
}

/// `POST /v1/checkout/receipts` → 202 `{}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MailReceipt {
    /// Where a copy goes; it is kept nowhere.
    #[cfg_attr(feature = "openapi", schema(value_type = EmailAddress))]
    pub email: Private<EmailAddress>,
}

/// What the shopper keeps: with the order's seller and goods, the four items
/// of art. 58 of the Network Act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// The payment.
    pub payment: PaymentId,
    /// When it was charged.
    pub paid_at: Timestamp,
    /// Whose bill it comes with.
    pub carrier: Carrier,
    /// The line, its middle hidden.
    pub phone: MaskedPhone,
    /// Until when it can be cancelled: the end of the calendar month in Korea.
    pub cancel_until: Timestamp,
    /// How it stands with the months to come; none of what is paid once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly: Option<MonthlyStanding>,
    /// Where the carrier shows, lowers and blocks what may be paid by phone;
    /// none of a carrier whose page is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier_page: Option<String>,
    /// The number of the shopper's report not to have paid, which has frozen the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<DisputeId>,
}
