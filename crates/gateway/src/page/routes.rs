//! `/checkout.js`, `/releases/{version}/checkout.js` and `/assets/{file}`.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::assets::{Assets, File};

/// A year: a file with another content has another name.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// A merchant's page may run a loader that is five minutes old, not older.
const SHORT: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// The routes of the files for the browser.
pub fn routes<S: Clone + Send + Sync + 'static>(assets: &Assets) -> Router<S> {
    Router::new()
        .route("/checkout.js", get(get_loader))
        .route("/releases/{version}/checkout.js", get(get_release))
        .route("/assets/{file}", get(get_asset))
        .with_state(assets.clone())
}

async fn get_loader(State(assets): State<Assets>, headers: HeaderMap) -> Response {
    let name = assets.loader();
    let tag = format!("\"{name}\"");
    let unchanged = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));
    let mut response = match assets.file(name) {
        Some(_) if unchanged => StatusCode::NOT_MODIFIED.into_response(),
        Some(file) => content(file, &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    shared(response, SHORT)
}

/// The loader of a release, for pages that name its hash: the same bytes for ever.
async fn get_release(State(assets): State<Assets>, Path(version): Path<String>, headers: HeaderMap) -> Response {
    match assets.release(&version) {
        Some(file) => shared(content(file, &headers), IMMUTABLE),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn get_asset(State(assets): State<Assets>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    match assets.file(&name) {
        Some(file) => shared(content(file, &headers), IMMUTABLE),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn content(file: &File, headers: &HeaderMap) -> Response {
    let content_type = (header::CONTENT_TYPE, HeaderValue::from_static(file.content_type));
    match &file.brotli {
        Some(brotli) if takes_brotli(headers) => {
            let encoding = (header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            ([content_type, encoding], brotli.clone()).into_response()
        }
        Some(_) | None => ([content_type], file.plain.clone()).into_response(),
    }
}

/// Any page may load these, also one that is cross-origin isolated, also with
/// an integrity hash, which needs CORS.
fn shared(mut response: Response, cache: HeaderValue) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, cache),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ] {
        headers.insert(name, value);
    }
    response
}

pub(crate) fn takes_brotli(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.split(',').any(|part| {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            let refused = weight.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0);
            name.trim().eq_ignore_ascii_case("br") && !refused
        })
    })
}
