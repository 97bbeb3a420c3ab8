//! What a scenario knows: its sandbox, the request that is being put together, and the answer.

use std::collections::BTreeMap;

use carrier_checkout_sandbox::Rules;
use cucumber::gherkin::{Feature, Scenario};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::api::{Api, Operation};
use crate::environment::{ENVIRONMENT, Setting};
use crate::sample::Sample;
use crate::sandbox::{Answer, Sandbox};

/// One scenario.
#[derive(Debug, Default, cucumber::World)]
pub(crate) struct World {
    sandbox: Option<Sandbox>,
    pub(crate) carrier: String,
    pub(crate) rules: Rules,
    pub(crate) resource: String,
    pub(crate) path: BTreeMap<String, String>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Option<Value>,
    /// What was found out, by the name of the property that takes it.
    pub(crate) facts: BTreeMap<String, Value>,
    /// What the first of several send-code requests found out.
    pub(crate) first: BTreeMap<String, Value>,
    answer: Option<Answer>,
    bodies: u32,
}

impl World {
    /// Sets up what the scenario does not say in its steps.
    pub(crate) async fn begin(&mut self, feature: &Feature, scenario: &Scenario) {
        let background = feature.background.iter().flat_map(|background| &background.steps);
        let steps: Vec<&str> = background.chain(&scenario.steps).map(|step| step.value.as_str()).collect();
        let fits = |setting: &&Setting| {
            let mut texts = scenario.tags.iter().map(String::as_str).chain(steps.iter().copied());
            texts.any(|text| text.contains(&setting.when))
        };
        self.carrier = "skt".to_owned();
        self.rules = Rules {
            code_tries: ENVIRONMENT.number("max_try"),
            codes_an_hour: ENVIRONMENT.number("max_send") - 1,
            ..Rules::default()
        };
        for setting in ENVIRONMENT.setting.iter().filter(fits) {
            self.carrier = setting.carrier.clone().unwrap_or_else(|| self.carrier.clone());
            self.facts.extend(setting.phone.iter().map(|phone| ("phoneNumber".to_owned(), phone.as_str().into())));
            self.rules.code_tries = setting.tries.unwrap_or(self.rules.code_tries);
            self.rules.requests_a_second = setting.requests_a_second.or(self.rules.requests_a_second);
        }
        self.sandbox = Some(Sandbox::start(self.rules).await);
    }

    pub(crate) fn sandbox(&self) -> &Sandbox {
        self.sandbox.as_ref().expect("a scenario that has begun")
    }

    pub(crate) fn answer(&self) -> &Answer {
        self.answer.as_ref().expect("a request that was sent")
    }

    pub(crate) fn api(&self) -> &'static Api {
        Api::of(&self.resource)
    }

    /// The operation that the scenario is about, as far as its resource tells.
    pub(crate) fn operation(&self) -> Operation {
        Operation::at(&self.resource, None)
    }

    /// A value that complies with a schema of this file.
    pub(crate) fn sample(&self, schema: &Value, name: &str) -> Value {
        self.sampler(self.api()).of(schema, name)
    }

    pub(crate) fn sampler<'a>(&'a self, api: &'a Api) -> Sample<'a> {
        Sample { api, facts: &self.facts, number: self.bodies }
    }

    /// A new body that complies with the schema of an operation.
    pub(crate) fn new_body(&mut self, operation: &Operation) -> Value {
        self.bodies += 1;
        let schema = operation.body().expect("an operation that takes a body");
        let body = self.sampler(operation.api).of(schema, "");
        let errors = operation.api.errors(schema, &body);
        assert!(errors.is_empty(), "the body that was made does not comply: {errors:?}: {body}");
        body
    }

    /// Sends the request as it was put together, and keeps the answer.
    pub(crate) async fn send(&mut self, operation: Operation) {
        let path = self
            .path
            .iter()
            .fold(operation.resource(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value));
        assert!(!path.contains('{'), "a path parameter is not set: {path}");
        let headers = self.headers.iter().map(|(name, value)| {
            let value = HeaderValue::from_str(value).unwrap();
            (HeaderName::from_bytes(name.as_bytes()).unwrap(), value)
        });
        let (headers, body): (HeaderMap, _) = (headers.collect(), self.body.as_ref().map(Value::to_string));
        let path = format!("/carriers/{}{path}", self.carrier);
        let answer = self.sandbox().send(operation.method, &path, &self.query, headers, body).await;
        let faults = operation.faults(answer.status, &answer.text);
        assert!(faults.is_empty(), "{} {path} {}: {faults:?}", operation.method, answer.status);
        self.answer = Some(answer);
    }

    /// Does another operation beside the scenario's own, which has to succeed.
    pub(crate) async fn call(&self, id: &str, path: &BTreeMap<String, String>, body: &Value) -> Value {
        let operation = Operation::named(id);
        let place =
            path.iter().fold(operation.resource(), |place, (name, value)| place.replace(&format!("{{{name}}}"), value));
        let token = self.sandbox().token(&self.carrier, None).await;
        let mut headers = HeaderMap::new();
        headers.insert("authorization", HeaderValue::from_str(&format!("Bearer {token}")).unwrap());
        headers.insert("content-type", HeaderValue::from_static("application/json"));
        let place = format!("/carriers/{}{place}", self.carrier);
        // A list is asked for as long as one may be.
        let query = if operation.method == "get" { vec![("perPage".to_owned(), "100".to_owned())] } else { Vec::new() };
        let body = (!body.is_null()).then(|| body.to_string());
        let answer = self.sandbox().send(operation.method, &place, &query, headers, body).await;
        assert!((200..300).contains(&answer.status), "{id}: {} {}", answer.status, answer.text);
        if answer.text.is_empty() { Value::Null } else { answer.json() }
    }
}
