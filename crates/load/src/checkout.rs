//! One whole checkout, as merchant, window and shopper make it, without anybody stopping to think.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use http::StatusCode;
use serde_json::json;
use tokio::time::timeout;

use crate::http::{Ask, Client, text};
use crate::outside::{CODE, Outside};

/// The sandbox's merchant's.
pub(crate) const KEY: &str = "sk_test_demo";
pub(crate) const CONSENTS: [&str; 4] =
    ["carrier_billing_terms", "electronic_finance_terms", "privacy_collection", "privacy_third_party"];
pub(crate) const VERSION: &str = "2026-11-01";

/// How long a merchant waits for the webhook before the checkout counts as failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// Shoppers of one gateway, each with a line, an address and an order of their own; cheap to clone.
#[derive(Clone)]
pub(crate) struct Shoppers {
    client: Client,
    outside: Outside,
    count: Arc<AtomicU64>,
    told_within: Duration,
}

/// A checkout whose window is open.
pub(crate) struct Open {
    shopper: Shopper,
    session: String,
}

impl Shoppers {
    pub(crate) fn of(client: Client, outside: Outside) -> Self {
        Self { client, outside, count: Arc::default(), told_within: PATIENCE }
    }

    /// The same shoppers, by another client.
    pub(crate) fn with(self, client: Client) -> Self {
        Self { client, ..self }
    }

    /// The same shoppers, who wait for the webhook for so long.
    pub(crate) fn told_within(self, told_within: Duration) -> Self {
        Self { told_within, ..self }
    }

    /// From the merchant's session to the webhook that tells of the payment.
    pub(crate) async fn pay(&self) -> anyhow::Result<()> {
        self.finish(self.open().await?).await
    }

    /// A session that is opened and left.
    pub(crate) async fn leave(&self) -> anyhow::Result<()> {
        self.open().await.map(drop)
    }

    /// A session whose window is open.
    pub(crate) async fn open(&self) -> anyhow::Result<Open> {
        let shopper = Shopper::new(self.count.fetch_add(1, Ordering::Relaxed));
        let session = self.session(&shopper).await?;
        self.client.ask(shopper.page(&format!("/v1/checkout/{session}?locale=ko")), StatusCode::OK).await?;
        Ok(Open { shopper, session })
    }

    /// From the open window on.
    pub(crate) async fn finish(&self, Open { shopper, session }: Open) -> anyhow::Result<()> {
        let told = self.outside.paid(&shopper.order);
        let challenge = self.window(&shopper, &session, "/challenges", 1, &shopper.challenge()).await?;
        let challenge = text(&challenge, "/id")?;
        let typed = json!({ "code": CODE, "content": { "kind": "payment_content", "version": VERSION } });
        let verified = self.window(&shopper, &session, &format!("/challenges/{challenge}/verify"), 2, &typed).await?;
        let exchange = json!({ "token": text(&verified, "/token")?, "order_id": shopper.order, "amount": 9_900 });
        let paid = self.merchant(&shopper, "/v1/payments", "pay", exchange.to_string()).await?;
        anyhow::ensure!(paid["status"] == "succeeded", "not paid: {paid}");
        let receipt = Ask { bearer: Some(&session), ..shopper.page("/v1/checkout") };
        self.client.ask(receipt, StatusCode::OK).await?;
        timeout(self.told_within, told).await.context("no webhook")?.context("no webhook")
    }

    async fn session(&self, shopper: &Shopper) -> anyhow::Result<String> {
        let goods =
            json!({ "name": "이모티콘 모음", "kind": "digital", "offer_period": { "unit": "days", "count": 30 } });
        let order = json!({ "order_id": shopper.order, "amount": 9_900, "goods": goods });
        text(&self.merchant(shopper, "/v1/sessions", "session", order.to_string()).await?, "/id")
    }

    async fn merchant(
        &self,
        shopper: &Shopper,
        path: &str,
        step: &str,
        body: String,
    ) -> anyhow::Result<serde_json::Value> {
        let key = format!("{}-{step}", shopper.order);
        let ask = Ask { bearer: Some(KEY), body: Some((&key, body)), ..Ask::get(path) };
        self.client.json(ask, StatusCode::CREATED).await
    }

    async fn window(
        &self,
        shopper: &Shopper,
        session: &str,
        path: &str,
        step: u8,
        body: &serde_json::Value,
    ) -> anyhow::Result<serde_json::Value> {
        let (path, key) = (format!("/v1/checkout{path}"), format!("{}-{step}", shopper.order));
        let body = Some((key.as_str(), body.to_string()));
        let ask = Ask { bearer: Some(session), body, ..shopper.page(&path) };
        let expected = if step == 1 { StatusCode::CREATED } else { StatusCode::OK };
        self.client.json(ask, expected).await
    }
}

struct Shopper {
    order: String,
    phone: String,
    birth: String,
    address: String,
}

impl Shopper {
    fn new(number: u64) -> Self {
        Self {
            order: format!("order-{:016x}", fastrand::u64(..)),
            phone: format!("010{}", 20_000_000 + number % 80_000_000),
            birth: format!("{:02}{:02}{:02}1", 60 + number % 39, 1 + number % 12, 1 + number % 28),
            address: format!("10.{}.{}.{}", (number >> 16) & 255, (number >> 8) & 255, number & 255),
        }
    }

    fn page<'a>(&'a self, path: &'a str) -> Ask<'a> {
        Ask { address: &self.address, ..Ask::get(path) }
    }

    fn challenge(&self) -> serde_json::Value {
        json!({
            "channel": "sms",
            "carrier": "SKT",
            "phone": self.phone,
            "birth": self.birth,
            "consents": CONSENTS.map(|kind| json!({ "kind": kind, "version": VERSION })),
        })
    }
}
