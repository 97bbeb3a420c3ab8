//! The headers that keep the window safe, whether it stands in a frame or is a page of its own.

use axum::http::{HeaderName, HeaderValue, header};
use url::Url;

use super::assets::Inline;
use super::frame::FramePage;

/// The headers of the window's HTML.
pub(super) fn headers(
    page: &FramePage<'_>,
    own_style: Option<&Inline>,
    origins: &str,
) -> [(HeaderName, HeaderValue); 9] {
    // Whoever has opened the page of its own has no hold of it, and cannot lead it elsewhere while somebody pays.
    let opener = if page.hosted.is_some() { "same-origin" } else { "unsafe-none" };
    [
        (header::CONTENT_SECURITY_POLICY, content_security_policy(page, own_style, origins)),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
        // Else a page that is cross-origin isolated shows nothing. All that the window loads is the gateway's own.
        (HeaderName::from_static("cross-origin-embedder-policy"), HeaderValue::from_static("require-corp")),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static(opener)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
    ]
}

/// Only a code from a text message may be asked for, and only by the frame
/// itself. Browsers complain about names that they do not know, so these are
/// the ones that Chromium does.
const PERMISSIONS: &str = "otp-credentials=(self), accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
    clipboard-read=(), clipboard-write=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), \
    gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-create=(), \
    publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), xr-spatial-tracking=()";

/// Of scripts and styles in the HTML itself, only those that the gateway has put there. A form is posted only by the
/// hosted page, and only where the merchant wants the token.
fn content_security_policy(page: &FramePage<'_>, own_style: Option<&Inline>, origins: &str) -> HeaderValue {
    let (scripts, styles) = hashes(page, own_style);
    let form_action = page.hosted.as_ref().and_then(|hosted| hosted.ways.as_ref()).map(super::ways::Ways::form_action);
    let form_action = form_action.as_deref().unwrap_or("'none'");
    let ancestors = if origins.is_empty() { "'none'" } else { origins };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {scripts}; style-src {styles}; connect-src 'self'; \
         img-src 'self' data:; font-src 'none'; base-uri 'none'; form-action {form_action}; \
         frame-ancestors {ancestors}; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
}

fn hashes(page: &FramePage<'_>, own_style: Option<&Inline>) -> (String, String) {
    let assets = page.assets;
    let (mut scripts, mut styles) = (format!("'{}'", assets.boot().hash), format!("'{}'", assets.style().hash));
    if page.hosted.is_some() {
        scripts.push_str(&format!(" '{}'", assets.hosted().hash));
        styles.push_str(&format!(" '{}'", assets.hosted_style().hash));
    }
    if let Some(style) = own_style {
        styles.push_str(&format!(" '{}'", style.hash));
    }
    (scripts, styles)
}

/// The origins, apart by spaces. What is not exactly an origin is left out: it
/// would be a hole in the policy.
pub(super) fn exact(registered: &[String]) -> String {
    let is_origin = |origin: &&String| {
        Url::parse(origin).is_ok_and(|url| url.has_host() && url.origin().ascii_serialization() == **origin)
    };
    registered.iter().filter(is_origin).map(String::as_str).collect::<Vec<_>>().join(" ")
}
