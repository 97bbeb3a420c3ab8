//! What has to be there before a request makes sense: payments, and codes that were sent.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::api::Operation;
use crate::environment::ENVIRONMENT;
use crate::property;
use crate::world::World;

impl World {
    /// Makes a payment, and remembers its id and what the carrier asks about it.
    pub(crate) async fn make_payment(&mut self, with: Option<(&str, &Value)>) -> String {
        let base = self.api().base.as_str();
        let id = ENVIRONMENT.fixtures.get(base).unwrap_or_else(|| panic!("no fixture for {base}"));
        let operation = Operation::named(id);
        let mut body = self.new_body(&operation);
        if let Some((path, value)) = with {
            property::set(&mut body, path, value.clone());
        }
        let made = self.call(id, &BTreeMap::new(), &body).await;
        let payment = made["paymentId"].as_str().expect("a paymentId").to_owned();
        self.facts.insert("paymentId".to_owned(), payment.as_str().into());
        if let Some(authorization) = made["validationInfo"].get("authorizationId") {
            self.facts.insert("authorizationId".to_owned(), authorization.clone());
            self.read_the_phone().await;
        }
        payment
    }

    /// Confirms or cancels a payment.
    pub(crate) async fn settle(&mut self, payment: &str, how: &str) {
        let operation = Operation::named(how);
        let body = self.new_body(&operation);
        self.call(how, &BTreeMap::from([("paymentId".to_owned(), payment.to_owned())]), &body).await;
    }

    /// Sends a code, and remembers it and its authenticationId.
    pub(crate) async fn send_code(&mut self) {
        let body = self.new_body(&Operation::named("sendCode"));
        let sent = self.call("sendCode", &BTreeMap::new(), &body).await;
        self.facts.insert("authenticationId".to_owned(), sent["authenticationId"].clone());
        self.read_the_phone().await;
        if self.first.is_empty() {
            self.first = self.facts.clone();
        }
    }

    /// Hands in the code that was sent.
    pub(crate) async fn validate_code(&self) {
        let body = json!({ "authenticationId": self.facts["authenticationId"], "code": self.facts["code"] });
        self.call("validateCode", &BTreeMap::new(), &body).await;
    }

    async fn read_the_phone(&mut self) {
        let number = self.facts.get("phoneNumber").unwrap_or(&ENVIRONMENT.values["phoneNumber"]);
        let code = self.sandbox().last_code(number.as_str().expect("a number")).await;
        self.facts.insert("code".to_owned(), code.into());
    }
}
