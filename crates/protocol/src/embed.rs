//! What loader (the merchant's page) and frame say to each other.
//!
//! Whichever is ready last speaks: the frame says [`WindowMessage::Here`] as
//! soon as its document begins, and again whenever the loader
//! [knocks](WindowMessage::Knock). The loader answers with one [`Hello`] to
//! the gateway's exact origin, with a `MessagePort`. The frame checks its
//! origin and source, takes the port and answers [`FrameMessage::Welcome`]
//! with the nonce. From then on only the port is used. Phone, birth date and
//! code never cross it.

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::ids::{OrderId, PaymentId, SessionId, TokenId};
use crate::locale::Locale;
use crate::money::Won;
use crate::phone::MaskedPhone;
use crate::reason::Reason;

/// The version of these messages.
pub const VERSION: u32 = 1;

/// The messages by `postMessage`. Only the hello counts for anything; the other
/// two may be heard by anybody, and say nothing that anybody could use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "type")]
pub enum WindowMessage {
    /// From the frame: this document is there and can hear a hello.
    #[serde(rename = "carrier-checkout/here")]
    Here {
        /// [`VERSION`].
        version: u32,
        /// 128 random bits in hexadecimal, other ones after a reload.
        document: String,
    },
    /// From the loader: whoever is in the frame by now may say so.
    #[serde(rename = "carrier-checkout/knock")]
    Knock {
        /// [`VERSION`].
        version: u32,
    },
    /// From the loader, once for each document; it transfers one port.
    #[serde(rename = "carrier-checkout/hello")]
    Hello(Hello),
}

/// What the loader says to a document that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Hello {
    /// [`VERSION`].
    pub version: u32,
    /// The document that is meant: what the frame held a moment ago may be gone.
    pub document: String,
    /// 128 random bits in hexadecimal, repeated in the welcome.
    pub nonce: String,
    /// The session that the loader wants to see in this frame.
    pub session: SessionId,
    /// Colours.
    pub theme: Theme,
}

crate::wire_enum! {
    /// Colours.
    pub enum Theme {
        /// As the system has it.
        Auto = "auto",
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
    }
}

/// From the frame to the loader, on the port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FrameMessage {
    /// The answer to the hello.
    Welcome {
        /// The hello's nonce.
        nonce: String,
    },
    /// The content has this height, in CSS pixels.
    Resize {
        /// Whole pixels, rounded up.
        height: u32,
    },
    /// This part of the content has the focus: the page is to be scrolled so that it can be seen.
    Reveal {
        /// How far below the content's top it begins, in whole CSS pixels.
        top: u32,
        /// How high it is.
        height: u32,
    },
    /// Post this to the merchant's confirm URL and say what came of it.
    Confirm(ConfirmRequest),
    /// Something for the merchant's page to know.
    Event(CheckoutEvent),
}

/// A request to post the token to the confirm URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ConfirmRequest {
    /// Repeated in the answer; an answer to an old one is dropped.
    pub ticket: u32,
    /// The `Idempotency-Key` header: the same for every retry.
    pub idempotency_key: String,
    /// After so many milliseconds the loader gives up and says [`ConfirmOutcome::TimedOut`].
    pub timeout_ms: u32,
    /// The body.
    pub body: ConfirmBody,
}

/// What the merchant's confirm URL is posted, as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ConfirmBody {
    /// To be exchanged at `POST /v1/payments`.
    pub token: TokenId,
    /// The session.
    pub session: SessionId,
    /// The merchant's number of the order.
    pub order_id: OrderId,
}

/// From the loader to the frame, on the port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum LoaderMessage {
    /// What came of a [`ConfirmRequest`].
    ConfirmResult {
        /// The request's ticket.
        ticket: u32,
        /// What came of it.
        outcome: ConfirmOutcome,
    },
    /// The merchant's page takes the checkout away: stop everything.
    Unmount,
}

crate::wire_enum! {
    /// What came of posting the token. It is a hint: the gateway's record is the truth.
    pub enum ConfirmOutcome {
        /// A 2xx answer.
        Accepted = "accepted",
        /// A 4xx answer: the merchant's server will not take it.
        Refused = "refused",
        /// A 5xx answer.
        ServerError = "server_error",
        /// No answer: the network failed.
        NetworkError = "network_error",
        /// No answer in time.
        TimedOut = "timed_out",
        /// The page has no confirm URL.
        NotConfigured = "not_configured",
    }
}

/// An event on the merchant's page. Never any personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "name", content = "detail", rename_all = "snake_case")]
pub enum CheckoutEvent {
    /// The form can be used.
    Ready {
        /// The language that it is shown in.
        locale: Locale,
    },
    /// Another screen is shown.
    Change {
        /// Which.
        screen: Screen,
    },
    /// The code was right; a token is about to be posted to the confirm URL.
    Token {
        /// It.
        token: TokenId,
        /// The session.
        session: SessionId,
        /// The merchant's number of the order.
        order_id: OrderId,
        /// The line, its middle hidden.
        phone: MaskedPhone,
    },
    /// Paid, as the gateway has it.
    Paid {
        /// The payment.
        payment: PaymentId,
        /// The merchant's number of the order.
        order_id: OrderId,
        /// What was charged.
        amount: Won,
    },
    /// An attempt was refused; the shopper may try again unless `final`.
    Failed {
        /// Why.
        failure: Failure,
        /// Whether this session can no longer be paid.
        r#final: bool,
    },
    /// The shopper closed the payment.
    Cancelled,
    /// The checkout cannot be shown or used.
    Error {
        /// Why.
        reason: Reason,
    },
}

crate::wire_enum! {
    /// The screens.
    pub enum Screen {
        /// Carrier, phone, birth date, consents.
        Details = "details",
        /// The code.
        Code = "code",
        /// The payment is being made, or being asked about.
        Checking = "checking",
        /// Paid.
        Paid = "paid",
        /// Over without a payment.
        Ended = "ended",
    }
}
