use carrier_checkout_protocol::{
    Locale, SessionId,
    embed::{Screen, Theme},
};
use yew::{AttrValue, Callback, Properties};

use super::{CheckoutError, Confirm, Failed, Paid, Token};

/// The options and events of a checkout: those of the loader, under the same names.
#[derive(Clone, PartialEq, Properties)]
pub struct CheckoutProps {
    /// Made by the merchant's backend. Another one is another checkout.
    #[prop_or_default]
    pub session: Option<SessionId>,
    /// Asked for a session by POST when there is none; of the page's own origin.
    #[prop_or_default]
    pub session_url: Option<AttrValue>,
    /// Where the token is posted to; of the page's own origin.
    #[prop_or_default]
    pub confirm_url: Option<AttrValue>,
    /// Has the token exchanged in another way; goes before `confirm_url`.
    #[prop_or_default]
    pub onconfirm: Option<Confirm>,
    /// Where the shopper may go after the receipt.
    #[prop_or_default]
    pub success_url: Option<AttrValue>,
    /// The language; the browser's, as far as it is compiled in, when left out.
    #[prop_or_default]
    pub locale: Option<Locale>,
    /// The colours.
    #[prop_or(Theme::Auto)]
    pub theme: Theme,
    /// The gateway's origin, such as `https://pay.example`; the page's own when left out.
    #[prop_or_default]
    pub gateway: AttrValue,
    /// The form can be used, in that language.
    #[prop_or_default]
    pub onready: Callback<Locale>,
    /// Another screen is shown.
    #[prop_or_default]
    pub onchange: Callback<Screen>,
    /// The code was right.
    #[prop_or_default]
    pub ontoken: Callback<Token>,
    /// Paid, as the gateway has it.
    #[prop_or_default]
    pub onpaid: Callback<Paid>,
    /// An attempt was refused.
    #[prop_or_default]
    pub onfailed: Callback<Failed>,
    /// The shopper closed the payment.
    #[prop_or_default]
    pub oncancelled: Callback<()>,
    /// The checkout cannot be shown or used.
    #[prop_or_default]
    pub onerror: Callback<CheckoutError>,
}

impl CheckoutProps {
    /// Whether those show the same checkout, in the same language.
    pub(super) fn shows_the_same(&self, other: &Self) -> bool {
        self.session == other.session
            && self.session_url == other.session_url
            && self.gateway == other.gateway
            && self.locale == other.locale
    }
}
