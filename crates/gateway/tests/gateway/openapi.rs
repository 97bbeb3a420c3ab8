//! The contract as it is served: what it says, and that it says it of every route.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::support::{Gateway, KEY, LINE};

/// Pages and files for browsers, which are no interface for programs.
const PAGES: [&str; 5] = ["/console", "/checkout.js", "/releases/", "/assets/", "/errors"];

async fn document(gateway: &Gateway) -> Value {
    let served = gateway.get("/openapi.json", "").await;
    assert_eq!((served.status, &served.headers["content-type"]), (200, &"application/json".parse().unwrap()));
    served.body
}

/// Every operation with its method, in capitals, and its path.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let items = document["paths"].as_object().unwrap().iter();
    let operations = items.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(|(method, operation)| (method.to_uppercase(), path.clone(), operation.clone()))
    });
    operations.collect()
}

#[tokio::test]
async fn the_contract_is_the_one_that_was_agreed() {
    let document = document(&Gateway::start().await).await;
    insta::with_settings!({ sort_maps => true }, { insta::assert_json_snapshot!("openapi", document) });
}

#[tokio::test]
async fn every_route_is_in_it_and_nothing_else() {
    let gateway = Gateway::start().await;
    let document = document(&gateway).await;
    let described: BTreeSet<_> = document["paths"].as_object().unwrap().keys().cloned().collect();
    // A router shows its routes only where it shows itself: `RouteId(3): "/v1/payments"`.
    let shown = format!("{:?}", gateway.app.router());
    let routes = shown.split("RouteId(").filter_map(|part| part.split_once("): \"")?.1.split('"').next());
    let is_page = |path: &str| PAGES.iter().any(|page| path.starts_with(page));
    let routes: BTreeSet<_> = routes
        .filter(|path| path.len() > 1 && !path.contains("private") && !is_page(path))
        .map(str::to_owned)
        .collect();
    assert!(routes.contains("/v1/sessions/{id}"), "routes are shown otherwise: {shown}");
    assert_eq!(described, routes);
}

#[tokio::test]
async fn every_path_has_exactly_the_methods_that_it_says() {
    let gateway = Gateway::start().await;
    let mut described = BTreeMap::<String, BTreeSet<String>>::new();
    for (method, path, _) in operations(&document(&gateway).await) {
        let methods = described.entry(path).or_default();
        // What can be read can be looked at.
        methods.extend((method == "GET").then(|| "HEAD".to_owned()));
        methods.insert(method);
    }
    for (path, methods) in described {
        let request = Request::trace(path.replace(['{', '}'], "")).body(Body::empty()).unwrap();
        let refused = gateway.send(request).await;
        assert_eq!(refused.status, 405, "{path}");
        let allowed = refused.headers["allow"].to_str().unwrap().split(',').map(|name| name.trim().to_owned());
        assert_eq!(methods, allowed.collect(), "{path}");
    }
}

#[tokio::test]
async fn every_body_has_an_example_and_every_reference_leads_somewhere() {
    let document = document(&Gateway::start().await).await;
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path} has another's id");
        for (name, part) in bodies(&operation) {
            let described = part["schema"]["type"] == "object" && part["schema"].get("properties").is_none();
            let shown = part.get("example").or_else(|| part.get("examples"));
            assert!(described || shown.is_some(), "{method} {path} {name} has no example that its type reads");
        }
    }
    for (kind, item) in document["webhooks"].as_object().unwrap() {
        let example = &item["post"]["requestBody"]["content"]["application/json"]["example"];
        assert_eq!(example["type"], json!(kind));
    }
    let text = document.to_string();
    for place in text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(document.pointer(place).is_some(), "{place}");
    }
}

/// The JSON that an operation takes and answers.
fn bodies(operation: &Value) -> Vec<(String, Value)> {
    let responses = operation["responses"].as_object().unwrap().iter();
    let request = [("request".to_owned(), operation["requestBody"].clone())];
    let parts = responses.map(|(status, response)| (status.clone(), response.clone())).chain(request);
    let json = parts.flat_map(|(name, part)| {
        let content = part["content"].as_object().cloned().unwrap_or_default();
        content.into_iter().filter(|(kind, _)| kind.ends_with("json")).map(move |(_, body)| (name.clone(), body))
    });
    json.collect()
}

/// The example of what an operation takes.
fn example(document: &Value, path: &str) -> Value {
    document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"].clone()
}

#[tokio::test]
async fn a_purchase_can_be_made_of_its_examples() {
    let gateway = Gateway::start().await;
    let document = document(&gateway).await;
    let made = gateway.post("/v1/sessions", KEY, &example(&document, "/v1/sessions")).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let shown =
        &document["paths"]["/v1/sessions"]["post"]["responses"]["201"]["content"]["application/json"]["example"];
    assert_eq!(names(&made.body), names(shown));
    let session = made.text("/id");
    let sent = gateway.post("/v1/checkout/challenges", &session, &example(&document, "/v1/checkout/challenges")).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let challenge = "/v1/checkout/challenges/{id}/verify";
    let mut typed = example(&document, challenge);
    typed["code"] = json!(gateway.code(LINE).await);
    let verified = gateway.post(&challenge.replace("{id}", &sent.text("/id")), &session, &typed).await;
    assert_eq!(verified.status, 200, "{}", verified.body);
    let mut exchange = example(&document, "/v1/payments");
    exchange["token"] = verified.body["token"].clone();
    let paid = gateway.post("/v1/payments", KEY, &exchange).await;
    assert_eq!(paid.status, 201, "{}", paid.body);
    let shown =
        &document["paths"]["/v1/payments"]["post"]["responses"]["201"]["content"]["application/json"]["example"];
    assert_eq!(names(&paid.body), names(shown));
}

fn names(object: &Value) -> Vec<&String> {
    object.as_object().unwrap().keys().collect()
}
