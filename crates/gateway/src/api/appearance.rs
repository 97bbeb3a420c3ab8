//! What becomes of an appearance, for the merchant's backend.

use axum::Json;
use axum::extract::RawQuery;
use carrier_checkout_protocol::appearance::{Appearance, AppearanceReport};
use url::form_urlencoded;

use crate::appearance::report;
use crate::auth::Merchant;
use crate::problem::Refused;
use crate::request::json;

/// `GET /v1/appearance?appearance={…}`
pub(super) async fn show_appearance(
    Merchant(_): Merchant,
    RawQuery(query): RawQuery,
) -> Result<Json<AppearanceReport>, Refused> {
    let query = query.unwrap_or_default();
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "appearance");
    let appearance = match asked {
        Some((_, text)) => json::<Appearance>(text.as_bytes())?,
        None => Appearance::default(),
    };
    Ok(Json(report(&appearance)))
}
