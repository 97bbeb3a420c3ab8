//! Compares what the carriers' authorization server answers with RFC 6749 and
//! with CIBA, which have no OpenAPI file.

use axum::http::{Method, header};
use serde_json::Value;

use crate::support::Answer;

/// Errors of RFC 6749, section 5.2, and of CIBA, sections 11 and 13.
const AT_TOKEN: [(u16, &str); 9] = [
    (400, "invalid_request"),
    (401, "invalid_client"),
    (400, "invalid_grant"),
    (400, "unsupported_grant_type"),
    (400, "invalid_scope"),
    (400, "authorization_pending"),
    (400, "slow_down"),
    (400, "expired_token"),
    (400, "access_denied"),
];
const AT_AUTHORIZE: [(u16, &str); 7] = [
    (400, "invalid_request"),
    (401, "invalid_client"),
    (400, "invalid_scope"),
    (400, "unknown_user_id"),
    (400, "invalid_binding_message"),
    (403, "access_denied"),
    // Of RFC 6749, section 4.1.2.1: a carrier that is down.
    (503, "temporarily_unavailable"),
];

/// Fails when an answer is not one that the standards know.
pub(crate) fn check(method: &Method, path: &str, answer: &Answer) {
    let (given, errors): (&[&str], &[_]) = match path.rsplit('/').next() {
        Some("token") => (&["access_token", "token_type", "expires_in", "scope"], &AT_TOKEN),
        Some("bc-authorize") => (&["auth_req_id", "expires_in", "interval"], &AT_AUTHORIZE),
        _ => return,
    };
    let status = answer.status.as_u16();
    if method != Method::POST || status == 404 {
        return;
    }
    let about = format!("{path} {status}: {}", answer.text);
    assert_eq!(answer.header("content-type"), "application/json", "{about}");
    assert_eq!(answer.header("cache-control"), "no-store", "{about}");
    assert_eq!(answer.headers.contains_key(header::WWW_AUTHENTICATE), status == 401, "{about}");
    let body = answer.json();
    if status == 200 {
        let mut names: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
        let mut given = given.to_vec();
        names.sort_unstable();
        given.sort_unstable();
        assert_eq!(names, given, "{about}");
        assert!(body["expires_in"].is_u64(), "{about}");
    } else {
        let error = body["error"].as_str().unwrap_or_else(|| panic!("no error: {about}"));
        assert!(errors.contains(&(status, error)), "not in the standards: {about}");
        described(&body["error_description"], &about);
    }
}

/// RFC 6749 allows no quotation marks or backslashes, and ASCII only.
fn described(description: &Value, about: &str) {
    let text = description.as_str().unwrap_or_default();
    let allowed = |c: char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\');
    assert!(!text.is_empty() && text.chars().all(allowed), "not a description: {about}");
}
