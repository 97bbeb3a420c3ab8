//! Sessions, as the merchant's backend makes and sees them.

use serde::{Deserialize, Serialize};

use crate::appearance::{Appearance, AppearanceRepair};
use crate::embed::Theme;
use crate::goods::{Billing, Goods};
use crate::ids::{OrderId, PaymentId, SessionId};
use crate::locale::Locale;
use crate::money::Won;
use crate::monthly::Monthly;
use crate::time::Timestamp;

/// `POST /v1/sessions`, with the secret key and an `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateSession {
    /// The merchant's number of the order; several sessions may have the same.
    pub order_id: OrderId,
    /// What is to be paid, VAT included.
    pub amount: Won,
    /// What is bought.
    pub goods: Goods,
    /// Once or every month.
    #[serde(default = "one_off")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Billing>"))]
    pub billing: Billing,
    /// What is agreed for every month: needed for `"billing": "monthly"`, and for nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub monthly: Option<Monthly>,
    /// What `embed_html` and the hosted page know beside the session.
    #[serde(default, skip_serializing_if = "Embed::is_default")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Embed>"))]
    pub embed: Embed,
    /// The session that this one takes the place of, for a cart that has changed: it is ended, and its amount can no
    /// longer be charged. While it is being paid, or once it is, this request is refused and no session is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub replaces: Option<SessionId>,
}

const fn one_off() -> Billing {
    Billing::OneOff
}

/// How the window stands in the merchant's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Embed {
    /// Where the page posts the token, at the page's own origin, such as `/confirm`. The hosted page posts it there as a
    /// form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub confirm_url: Option<String>,
    /// Where the shopper may go after the receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub success_url: Option<String>,
    /// Wanted for the hosted page: where the shopper goes back to without having paid. Then all three are absolute URLs of
    /// the merchant's registered origins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub cancel_url: Option<String>,
    /// The language; that of the browser when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub locale: Option<Locale>,
    /// The colours; those of the system when left out.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Theme>"))]
    pub theme: Theme,
    /// How the window looks; what the frame's address says comes first.
    #[serde(skip_serializing_if = "Appearance::is_default")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Appearance>"))]
    pub appearance: Appearance,
}

impl Default for Embed {
    fn default() -> Self {
        Self {
            confirm_url: None,
            success_url: None,
            cancel_url: None,
            locale: None,
            theme: Theme::Auto,
            appearance: Appearance::default(),
        }
    }
}

impl Embed {
    /// Whether nothing was said.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

crate::wire_enum! {
    /// How far a session has come.
    pub enum SessionStatus {
        /// Made; the shopper may begin, or begin again.
        Open = "open",
        /// A code has been sent.
        Challenged = "challenged",
        /// The code was right and the amount is reserved; a token waits to be exchanged.
        Verified = "verified",
        /// The carrier has been told to charge and has not answered yet.
        Processing = "processing",
        /// Paid. Final.
        Paid = "paid",
        /// The shopper or the merchant closed it. Final.
        Cancelled = "cancelled",
        /// Its time is over. Final.
        Expired = "expired",
    }
}

/// A session, as the merchant's backend sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Goes into the page: `session` or `data-session`.
    pub id: SessionId,
    /// How far it has come.
    pub status: SessionStatus,
    /// The merchant's number of the order.
    pub order_id: OrderId,
    /// What is to be paid.
    pub amount: Won,
    /// Once or every month.
    pub billing: Billing,
    /// What is agreed for every month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub monthly: Option<Monthly>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when the shopper may begin.
    pub expires_at: Timestamp,
    /// The payment, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub payment: Option<PaymentId>,
    /// The hosted page: the same checkout as a page of its own, for a link or a QR code. Where `embed.cancel_url` was
    /// given, as long as there is a `frame_url`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub url: Option<String>,
    /// The window's address: the `src` of the page's own iframe. As long as it has something to show, which a session
    /// that ended without a payment has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub frame_url: Option<String>,
    /// The window and the loader as HTML, for the merchant's page. As long as there is a `frame_url`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub embed_html: Option<String>,
    /// The colours of `embed.appearance` that could not be read as they were given, and how they are shown instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<AppearanceRepair>>"))]
    pub appearance_repairs: Vec<AppearanceRepair>,
}
