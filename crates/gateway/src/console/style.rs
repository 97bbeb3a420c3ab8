//! The style sheet, which is part of the program: the window's tokens, then the console's own.

use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::seal::Fingerprint;

const SHEET: &str = concat!(
    include_str!("../../../../www/styles/tokens.css"),
    include_str!("../../../../www/console/base.css"),
    include_str!("../../../../www/console/parts.css"),
    include_str!("../../../../www/console/forms.css"),
    include_str!("../../../../www/console/lists.css"),
    include_str!("../../../../www/console/timeline.css"),
    include_str!("../../../../www/console/plots.css"),
);

/// Where it is: another sheet has another address.
pub(super) static ADDRESS: LazyLock<String> = LazyLock::new(|| {
    let hash = Fingerprint::of_random(SHEET).0;
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("/console/style.css?{hash}")
});

/// `GET /console/style.css`
pub(super) async fn show_style() -> Response {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, SHEET).into_response()
}
