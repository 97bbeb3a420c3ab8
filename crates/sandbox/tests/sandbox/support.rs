//! A sandbox with a clock that stands still, and ways to talk to it.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use carrier_checkout_sandbox::{ManualClock, Rules, SandboxState, router};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{contract, contract_ciba, privacy};

pub(crate) const ANYBODY: &str = "+821023456789";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
pub(crate) const CLIENT: &str = "client_id=sandbox&client_secret=sandbox-secret";
pub(crate) const BY_FORM: &str = "grant_type=client_credentials&client_id=sandbox&client_secret=sandbox-secret";
/// What the shopper is asked to approve.
pub(crate) const MESSAGE: &str = "[웹툰샵] 9,900원 결제를 승인할까요?";
const MESSAGE_ENCODED: &str = "%5B%EC%9B%B9%ED%88%B0%EC%83%B5%5D+9%2C900%EC%9B%90+%EA%B2%B0%EC%A0%9C%EB%A5%BC+\
    %EC%8A%B9%EC%9D%B8%ED%95%A0%EA%B9%8C%EC%9A%94%3F";

/// A sandbox and its clock.
pub(crate) struct Sandbox {
    pub(crate) router: Router,
    pub(crate) clock: Arc<ManualClock>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Sandbox {
    pub(crate) async fn new() -> Self {
        Self::with(Rules::default()).await
    }

    pub(crate) async fn with(rules: Rules) -> Self {
        Self::of(SandboxState::in_memory().await.unwrap().with_rules(rules))
    }

    pub(crate) fn of(state: SandboxState) -> Self {
        privacy::listen();
        let clock = Arc::new(ManualClock::default());
        Self { router: router(state.with_clock(clock.clone())), clock }
    }

    /// Sends any request; what a carrier answers must be in its OpenAPI file.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let answer = Answer { status: parts.status, headers: parts.headers, text };
        contract::check(&method, &path, &answer);
        contract_ciba::check(&method, &path, &answer);
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()).await
    }

    /// A caller of SKT with a token for everything.
    pub(crate) async fn skt(&self) -> Caller<'_> {
        self.caller("skt", "").await
    }

    /// A caller of a carrier with a token for those scopes; empty for all.
    pub(crate) async fn caller(&self, carrier: &'static str, scope: &str) -> Caller<'_> {
        let body = format!("{BY_FORM}&scope={scope}");
        let answer = self.post(&format!("/carriers/{carrier}/oauth2/token"), FORM, body).await;
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        Caller { sandbox: self, carrier, token }
    }

    /// What the phone `number` received.
    pub(crate) async fn messages(&self, number: &str) -> Vec<Value> {
        let answer = self.get(&format!("/phones/{number}/messages")).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json().as_array().unwrap().clone()
    }

    /// Answers the last message of a phone.
    pub(crate) async fn answer(&self, number: &str, action: &str) -> Answer {
        let id = self.messages(number).await.last().unwrap()["id"].as_str().unwrap().to_owned();
        let body = json!({ "action": action }).to_string();
        self.post(&format!("/phones/{number}/messages/{id}"), "application/json", body).await
    }

    /// Asks a line of SKT for an approval; `more` is added to the form.
    pub(crate) async fn ask(&self, means: &str, number: &str, more: &str) -> Answer {
        self.ask_at("skt", means, number, more).await
    }

    pub(crate) async fn ask_at(&self, carrier: &str, means: &str, number: &str, more: &str) -> Answer {
        let hint = format!("tel:{number}").replace('+', "%2B");
        let form = format!(
            "{CLIENT}&scope=openid&login_hint={hint}&acr_values={means}&binding_message={MESSAGE_ENCODED}{more}"
        );
        self.post(&format!("/carriers/{carrier}/bc-authorize"), FORM, form).await
    }

    /// The id of a request that a line of SKT is asked with.
    pub(crate) async fn asked(&self, means: &str, number: &str) -> String {
        self.ask(means, number, "").await.is(200).json()["auth_req_id"].as_str().unwrap().to_owned()
    }

    /// Asks SKT whether a request was approved.
    pub(crate) async fn poll(&self, id: &str) -> Answer {
        self.poll_at("skt", id).await
    }

    pub(crate) async fn poll_at(&self, carrier: &str, id: &str) -> Answer {
        let form = format!("{CLIENT}&grant_type=urn%3Aopenid%3Aparams%3Agrant-type%3Aciba&auth_req_id={id}");
        self.post(&format!("/carriers/{carrier}/oauth2/token"), FORM, form).await
    }

    pub(crate) async fn last_code(&self, number: &str) -> String {
        self.messages(number).await.last().unwrap()["code"].as_str().unwrap().to_owned()
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
    }

    /// Status and code of a CAMARA error.
    #[track_caller]
    pub(crate) fn refuses(&self, status: u16, code: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/json");
        let body = self.json();
        assert_eq!((&body["status"], &body["code"]), (&json!(status), &json!(code)), "{body}");
        assert!(body["message"].as_str().is_some_and(|message| message.len() > 8), "{body}");
    }

    /// Status and error of RFC 6749 or CIBA.
    #[track_caller]
    pub(crate) fn declines(&self, status: u16, error: &str) {
        assert_eq!((self.status.as_u16(), &self.json()["error"]), (status, &json!(error)), "{}", self.text);
    }

    #[track_caller]
    pub(crate) fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
}

/// Somebody with an access token.
pub(crate) struct Caller<'a> {
    pub(crate) sandbox: &'a Sandbox,
    pub(crate) carrier: &'static str,
    pub(crate) token: String,
}

impl Caller<'_> {
    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let uri = format!("/carriers/{}{path}", self.carrier);
        Request::builder().method(method).uri(uri).header(header::AUTHORIZATION, format!("Bearer {}", self.token))
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.sandbox.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let request = self.request(Method::POST, path).header(header::CONTENT_TYPE, "application/json");
        self.sandbox.send(request.body(body.to_string().into()).unwrap()).await
    }

    pub(crate) async fn send_code(&self, number: &str) -> Answer {
        let body = json!({ "phoneNumber": number, "message": "[웹툰샵] 인증번호 [{{code}}]" });
        self.post("/one-time-password-sms/v1/send-code", &body).await
    }

    pub(crate) async fn validate_code(&self, id: &str, code: &str) -> Answer {
        let body = json!({ "authenticationId": id, "code": code });
        self.post("/one-time-password-sms/v1/validate-code", &body).await
    }

    pub(crate) async fn prepare(&self, body: &Value) -> Answer {
        self.post("/carrier-billing/v0.5/payments/prepare", body).await
    }

    /// The id of a newly reserved payment.
    pub(crate) async fn reserve(&self, number: &str, correlator: &str) -> String {
        let answer = self.prepare(&payment(number, correlator)).await;
        answer.is(201).json()["paymentId"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn settle(&self, id: &str, how: &str, number: &str) -> Answer {
        let path = format!("/carrier-billing/v0.5/payments/{id}/{how}");
        self.post(&path, &json!({ "phoneNumber": number })).await
    }

    pub(crate) async fn status(&self, id: &str) -> String {
        let answer = self.get(&format!("/carrier-billing/v0.5/payments/{id}")).await;
        answer.is(200).json()["paymentStatus"].as_str().unwrap().to_owned()
    }
}

/// A body for `prepare` and `create`: ₩9,900.
pub(crate) fn payment(number: &str, correlator: &str) -> Value {
    json!({
        "amountTransaction": {
            "phoneNumber": number,
            "clientCorrelator": correlator,
            "referenceCode": format!("order-{correlator}"),
            "paymentAmount": {
                "chargingInformation": { "amount": 9_900, "currency": "KRW", "description": "웹툰 100화" },
            },
        },
    })
}

/// A payment body with one value changed, or taken away when it is null.
pub(crate) fn changed(pointer: &str, value: Value) -> Value {
    let mut body = payment(ANYBODY, "changed");
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Value::Null => parent.remove(name),
        value => parent.insert(name.to_owned(), value),
    };
    body
}
