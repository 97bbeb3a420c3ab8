//! What is sold, and by whom.

use serde::{Deserialize, Serialize};

use crate::money::Won;

crate::wire_enum! {
    /// Carriers and providers contract the two apart.
    pub enum GoodsKind {
        /// Content and services.
        Digital = "digital",
        /// Things that are sent.
        Physical = "physical",
    }
}

/// How long the goods are provided (제공기간), which the window must show for
/// anything but things that are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "unit", content = "count", rename_all = "snake_case")]
pub enum OfferPeriod {
    /// That many days from the payment.
    Days(u16),
    /// That many months from the payment.
    Months(u16),
    /// For as long as the service exists.
    Unlimited,
}

crate::wire_enum! {
    /// 일반결제 or 월자동결제.
    pub enum Billing {
        /// Charged once.
        OneOff = "one_off",
        /// Charged every month until it is stopped.
        Monthly = "monthly",
    }
}

/// The goods of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Goods {
    /// What it is called, 1 to 100 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub name: String,
    /// Content or things.
    pub kind: GoodsKind,
    /// 제공기간; may be left out only for physical goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub offer_period: Option<OfferPeriod>,
    /// Whether it can be turned into cash: gift cards, game money, transport top-ups.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<bool>"))]
    pub cash_like: bool,
}

/// Who sells, as the law wants it shown: name and contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seller {
    /// 상호.
    pub name: String,
    /// A phone number to call, as shown: `02-1234-5678`.
    pub phone: String,
    /// An e-mail address, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub email: Option<String>,
}

/// The registered 통신과금서비스제공자 that runs the gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Provider {
    /// Its name.
    pub name: String,
    /// Its customer centre, as shown.
    pub phone: String,
}

/// The order as the window shows it. The merchant's backend set it; nothing
/// from the browser can change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Order {
    /// The merchant's number of it.
    pub id: crate::ids::OrderId,
    /// What is paid, VAT included.
    pub amount: Won,
    /// What is bought.
    pub goods: Goods,
    /// What is said of it where it is paid every month; none where it is paid once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly: Option<crate::monthly::MonthlyWords>,
    /// What else must be said: how to stop what is paid every month, or what is against the law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who sells.
    pub seller: Seller,
}
