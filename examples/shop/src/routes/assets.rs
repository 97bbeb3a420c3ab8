//! The shop's style sheets, script and pictures, which are part of the program.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::problem::PageError;

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

pub(super) async fn show_asset(Path(name): Path<String>) -> Response {
    let (kind, content) = match name.as_str() {
        "shop.css" => (CSS, include_str!("../../assets/shop.css")),
        "playground.css" => (CSS, include_str!("../../assets/playground.css")),
        "playground.js" => (JS, include_str!("../../assets/playground.js")),
        "yew.js" => (JS, include_str!("../../assets/yew.js")),
        "shop.svg" => (SVG, include_str!("../../assets/shop.svg")),
        "webtoon.svg" => (SVG, include_str!("../../assets/webtoon.svg")),
        "game.svg" => (SVG, include_str!("../../assets/game.svg")),
        "gift.svg" => (SVG, include_str!("../../assets/gift.svg")),
        "music.svg" => (SVG, include_str!("../../assets/music.svg")),
        _ => return PageError::NotFound.into_response(),
    };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], content).into_response()
}
