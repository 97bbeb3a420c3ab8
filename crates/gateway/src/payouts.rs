//! Who pays out to bank accounts: a service of the operator's.
//!
//! CAMARA's refunds know no bank account, and no carrier pays into one: once
//! the bill is made, the money is the operator's to give back. So there is a
//! second outside beside the carriers, with one request:
//! `PUT {url}/{refund}`, which says what has become of that payout and begins
//! it if it is new. docs/refunds.md has its words.

use std::time::Duration;

use carrier_checkout_protocol::refund::BankAccount;
use carrier_checkout_protocol::{Failure, Private, Reason, RefundId, Won};
use http::StatusCode;
use reqwest::redirect::Policy;
use serde::Deserialize;
use serde_json::json;
use url::Url;

use crate::mapping::quotable;

/// After so long an answer is taken for lost.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Where payouts are made, and how the gateway identifies itself there.
#[derive(Clone)]
pub struct PayoutConfig {
    /// `CARRIER_CHECKOUT_PAYOUT_URL`: every payout's own address is below it.
    pub url: Url,
    /// `CARRIER_CHECKOUT_PAYOUT_TOKEN`: sent as the bearer.
    pub token: String,
}

impl std::fmt::Debug for PayoutConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} [token]", self.url)
    }
}

/// Who pays out.
pub(crate) struct Payouts {
    http: reqwest::Client,
    config: PayoutConfig,
}

/// How far a payout has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PayoutState {
    Pending,
    Succeeded,
    Failed(Failure),
}

/// It was not said what became of it.
pub(crate) struct NotSaid;

#[derive(Deserialize)]
struct Said {
    status: Status,
    /// Why it failed, such as `ACCOUNT_CLOSED`.
    #[serde(default)]
    code: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Pending,
    Succeeded,
    Failed,
}

impl Payouts {
    pub(crate) fn new(config: &PayoutConfig) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder().timeout(TIMEOUT).redirect(Policy::none()).build()?;
        Ok(Self { http, config: config.clone() })
    }

    /// Has an amount paid into an account, once for each id however often it is asked, and says what became of it.
    pub(crate) async fn pay(
        &self,
        id: &RefundId,
        amount: Won,
        account: &Private<BankAccount>,
    ) -> Result<PayoutState, NotSaid> {
        let body = json!({ "amount": amount, "currency": "KRW", "account": account });
        let asked = self.http.put(self.url(id)).json(&body);
        self.said(id, asked).await?.ok_or(NotSaid)
    }

    /// What has become of a payout, if there is one.
    pub(crate) async fn state(&self, id: &RefundId) -> Result<Option<PayoutState>, NotSaid> {
        self.said(id, self.http.get(self.url(id))).await
    }

    fn url(&self, id: &RefundId) -> Url {
        let mut url = self.config.url.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push(id.as_str());
        }
        url
    }

    async fn said(&self, id: &RefundId, asked: reqwest::RequestBuilder) -> Result<Option<PayoutState>, NotSaid> {
        let answer = asked.bearer_auth(&self.config.token).send().await.map_err(|error| {
            tracing::warn!(refund = %id, timeout = error.is_timeout(), "a payout was not answered");
            NotSaid
        })?;
        let status = answer.status();
        if status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let said = answer.json::<Said>().await.ok();
        match said {
            Some(Said { status: Status::Pending, .. }) if status.is_success() => Ok(Some(PayoutState::Pending)),
            Some(Said { status: Status::Succeeded, .. }) if status.is_success() => Ok(Some(PayoutState::Succeeded)),
            Some(Said { status: Status::Failed, code }) if status.is_success() => {
                let code = quotable(&code, 5);
                let quote = if code.is_empty() { "PAYOUT-FAILED".to_owned() } else { format!("PAYOUT-{code}") };
                Ok(Some(PayoutState::Failed(Failure::quoting(Reason::Unknown, quote))))
            }
            Some(_) | None => {
                tracing::warn!(refund = %id, %status, "a payout's answer cannot be understood");
                Err(NotSaid)
            }
        }
    }
}
