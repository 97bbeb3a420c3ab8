//! The merchant's side of the gateway's API: a secret key, and an
//! `Idempotency-Key` with every POST.

use std::time::Duration;

use carrier_checkout_protocol::appearance::{Appearance, AppearanceReport};
use carrier_checkout_protocol::monthly::{BillingKey, ChargeKey};
use carrier_checkout_protocol::payment::{CreatePayment, Payment};
use carrier_checkout_protocol::refund::{CancelPayment, Refund, RefundList};
use carrier_checkout_protocol::session::{CreateSession, Embed, Session};
use carrier_checkout_protocol::{BillingKeyId, OrderId, PaymentId, Problem, SessionId};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::goods::Good;

/// A carrier may take its time to charge; an answer that was given up is a
/// payment that nobody knows of until the webhook comes.
const PATIENCE: Duration = Duration::from_secs(30);

/// The gateway.
pub struct Gateway {
    http: reqwest::Client,
    base: Url,
    secret_key: String,
    shop: Url,
}

/// Why there is no answer to use.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// It did not answer, or not in time.
    #[error("the gateway cannot be reached")]
    Unreachable(#[from] reqwest::Error),
    /// It says no.
    #[error("the gateway answered {status}")]
    Refused {
        /// The HTTP status.
        status: StatusCode,
        /// Why, unless that could not be read.
        problem: Option<Box<Problem>>,
    },
    /// It answered with something else than the API's words.
    #[error("the gateway's answer cannot be read")]
    Unreadable(#[from] serde_json::Error),
}

impl Gateway {
    /// A client for the gateway at that address, of the shop at the other one.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(base: Url, secret_key: String, shop: Url) -> Result<Self, reqwest::Error> {
        // Another part of the program may have installed one before: just as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // The key must not follow a redirect to somewhere else.
        let http =
            reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        Ok(Self { http: http?, base, secret_key, shop })
    }

    /// What `script-src` and `frame-src` name, and the script tag's address begins with.
    #[must_use]
    pub fn origin(&self) -> String {
        self.base.origin().ascii_serialization()
    }

    /// Makes a checkout session for an order.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn create_session(&self, order: &OrderId, good: &Good) -> Result<Session, GatewayError> {
        let body = CreateSession {
            order_id: order.clone(),
            amount: good.price,
            goods: good.described(),
            billing: good.billing(),
            monthly: good.monthly,
            embed: self.embed(order),
            replaces: None,
        };
        self.post("/v1/sessions", &format!("session-{order}"), &body).await
    }

    /// Where the hosted page leads. The shop's own page is its own template, which needs nothing of it. Whoever does not
    /// pay comes back to the order, too, which says how it stands.
    fn embed(&self, order: &OrderId) -> Embed {
        let at = |path: &str| {
            let mut url = self.shop.clone();
            url.set_path(path);
            Some(url.into())
        };
        let order = format!("/orders/{order}");
        Embed { confirm_url: at("/confirm"), success_url: at(&order), cancel_url: at(&order), ..Embed::default() }
    }

    /// How far a session has come.
    ///
    /// # Errors
    /// Why that is not known.
    pub async fn session(&self, id: &SessionId) -> Result<Session, GatewayError> {
        self.get(&format!("/v1/sessions/{id}")).await
    }

    /// Exchanges a token for the payment. The key is made of order and token:
    /// a repeated confirm gets the first answer again, while the token of a
    /// second attempt, after a refusal, is an exchange of its own.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn create_payment(&self, body: &CreatePayment) -> Result<Payment, GatewayError> {
        self.post("/v1/payments", &format!("payment-{}-{}", body.order_id, body.token), body).await
    }

    /// A payment.
    ///
    /// # Errors
    /// Why it is not known.
    pub async fn payment(&self, id: &PaymentId) -> Result<Payment, GatewayError> {
        self.get(&format!("/v1/payments/{id}")).await
    }

    /// Cancels a payment, wholly. Pressed twice, it is cancelled once; one that failed may be asked for anew, which is
    /// why the key counts what was asked for before.
    ///
    /// # Errors
    /// Why it stands.
    pub async fn cancel(&self, id: &PaymentId) -> Result<Refund, GatewayError> {
        let before = self.get::<RefundList>(&format!("/v1/payments/{id}/refunds")).await?.data.len();
        let body = CancelPayment { reason: Some("구매자의 취소".to_owned()) };
        self.post(&format!("/v1/payments/{id}/cancel"), &format!("cancel-{id}-{before}"), &body).await
    }

    /// A key of monthly billing.
    ///
    /// # Errors
    /// Why it is not known.
    pub async fn billing_key(&self, id: &BillingKeyId) -> Result<BillingKey, GatewayError> {
        self.get(&format!("/v1/billing_keys/{id}")).await
    }

    /// Charges one more month. The key is made of that month's order and of how often it was refused before: a job
    /// that runs twice charges once, and one that tries again asks again.
    ///
    /// # Errors
    /// Why it is not charged.
    pub async fn charge(&self, key: &BillingKeyId, body: &ChargeKey, tries: usize) -> Result<Payment, GatewayError> {
        self.post(&format!("/v1/billing_keys/{key}/payments"), &format!("month-{}-{tries}", body.order_id), body).await
    }

    /// Stops monthly billing.
    ///
    /// # Errors
    /// Why it goes on.
    pub async fn stop(&self, key: &BillingKeyId) -> Result<BillingKey, GatewayError> {
        self.post(&format!("/v1/billing_keys/{key}/stop"), &format!("stop-{key}"), &serde_json::json!({})).await
    }

    /// How well everything in a window that looks like that can be read.
    ///
    /// # Errors
    /// Why it is not known.
    pub async fn appearance(&self, appearance: &Appearance) -> Result<AppearanceReport, GatewayError> {
        let mut url = self.base.clone();
        url.set_path("/v1/appearance");
        url.query_pairs_mut().append_pair("appearance", &serde_json::to_string(appearance)?);
        answer(self.http.get(url).bearer_auth(&self.secret_key)).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, GatewayError> {
        answer(self.request(Method::GET, path)).await
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, key: &str, body: &impl Serialize) -> Result<T, GatewayError> {
        answer(self.request(Method::POST, path).header("Idempotency-Key", key).json(body)).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut url = self.base.clone();
        url.set_path(path);
        self.http.request(method, url).bearer_auth(&self.secret_key)
    }
}

async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, GatewayError> {
    let response = request.send().await?;
    let status = response.status();
    let body = response.bytes().await?;
    if status.is_success() {
        Ok(serde_json::from_slice(&body)?)
    } else {
        Err(GatewayError::Refused { status, problem: serde_json::from_slice(&body).ok() })
    }
}
