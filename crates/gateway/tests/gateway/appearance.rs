//! How the window looks: with the session, and in the frame's address.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::support::{Gateway, KEY, order};

fn with_appearance(appearance: Value) -> Value {
    let mut body = order();
    body["embed"] = json!({ "appearance": appearance });
    body
}

fn styles(html: &str) -> Vec<&str> {
    html.split("<style>").skip(1).filter_map(|rest| rest.split("</style>").next()).collect()
}

#[tokio::test]
async fn a_window_whose_looks_nobody_changes_has_the_one_style_sheet() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    for query in
        ["", "?appearance=%7B%7D", "?appearance=null", "?appearance=%7B%22css%22%3A%22*%7Bdisplay%3Anone%7D%22%7D"]
    {
        let frame = gateway.get(&format!("/v1/checkout/{session}{query}"), "").await;
        assert_eq!(styles(frame.body.as_str().unwrap()).len(), 1, "{query}");
    }
}

#[tokio::test]
async fn a_session_has_its_looks_wherever_it_is_shown_and_the_address_comes_first() {
    let gateway = Gateway::start().await;
    let made = gateway.post("/v1/sessions", KEY, &with_appearance(json!({ "color_primary": "#fee500" }))).await;
    assert_eq!(made.status, 201);
    assert!(made.body["appearance_repairs"].as_array().is_some_and(|repairs| repairs.len() == 1), "{}", made.body);
    let path = format!("/v1/checkout/{}", made.text("/id"));
    // It needs nothing in the snippet.
    assert!(made.text("/frame_url").ends_with(&path));
    let frame = gateway.get(&path, "").await;
    let html = frame.body.as_str().unwrap();
    assert!(styles(html)[1].contains("--cc-fill:#fee500"), "{html}");
    let unsaid = gateway.get(&format!("{path}?appearance=undefined"), "").await;
    assert_eq!(styles(unsaid.body.as_str().unwrap()), styles(html));
    let frame = gateway.get(&format!("{path}?appearance=%7B%22radius%22%3A4%7D"), "").await;
    assert_eq!(styles(frame.body.as_str().unwrap())[1], ":root{--cc-radius:4px}");
}

#[tokio::test]
async fn the_policy_allows_exactly_the_styles_that_are_there() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let query = "?appearance=%7B%22colorPrimary%22%3A%22%23fee500%22%2C%22fontSize%22%3A14%7D";
    let frame = gateway.get(&format!("/v1/checkout/{session}{query}"), "").await;
    let html = frame.body.as_str().unwrap();
    let hashes = styles(html).into_iter().map(|style| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style))));
    let directive = format!("style-src {}; ", hashes.collect::<Vec<_>>().join(" "));
    assert_eq!(styles(html).len(), 2);
    assert!(frame.headers["content-security-policy"].to_str().unwrap().contains(&directive), "{directive}");
}

#[tokio::test]
async fn a_value_that_is_none_is_refused_by_its_name_and_without_being_repeated() {
    let gateway = Gateway::start().await;
    for (appearance, told) in [
        (json!({ "color_primary": "javascript:alert(1)" }), "appearance.color_primary is a colour"),
        (json!({ "radius": -1 }), "appearance.radius is a number from 0 to 24"),
        (json!({ "font_family": "url(//evil.example)" }), "appearance.font_family is one of"),
        (json!({ "z_index": -1 }), "appearance has only color_primary"),
    ] {
        let refused = gateway.post("/v1/sessions", KEY, &with_appearance(appearance.clone())).await;
        assert_eq!(refused.problem(), (422, "invalid_request".into()), "{appearance}");
        let detail = refused.text("/detail");
        assert!(detail.contains(told) && !detail.contains("alert") && !detail.contains("evil"), "{detail}");
    }
}

#[tokio::test]
async fn a_merchant_is_told_what_becomes_of_an_appearance() {
    let gateway = Gateway::start().await;
    let query = "?appearance=%7B%22colorText%22%3A%22%23eeeeee%22%7D";
    let report = gateway.get(&format!("/v1/appearance{query}"), KEY).await;
    assert_eq!(report.status, 200);
    let repairs = &report.body["repairs"];
    assert_eq!((repairs[0]["scheme"].as_str(), repairs[0]["name"].as_str()), (Some("light"), Some("color_text")));
    assert_eq!(repairs.as_array().map(Vec::len), Some(1), "{repairs}");
    let contrasts = report.body["contrasts"].as_array().unwrap();
    assert!(contrasts.iter().all(|pair| pair["ratio"].as_f64() >= pair["needed"].as_f64()));
    assert_eq!(gateway.get(&format!("/v1/appearance{query}"), "").await.status, 401);
    assert_eq!(gateway.get("/v1/appearance?appearance=%7B%22radius%22%3A99%7D", KEY).await.status, 422);
}
