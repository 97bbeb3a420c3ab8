//! Somebody who buys at the shop while everything falls over. What they do is what the window does: the same request
//! with the same key until it is answered; and whatever the answer was, the gateway is asked how it stands.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use carrier_checkout_protocol::checkout::{Challenge, Checkout, Stage, Verified};
use carrier_checkout_protocol::{Approval, Channel, ErrorCode};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout};

use super::town::Town;
use crate::checkout::{CONSENTS, VERSION};
use crate::http::{Answer, Ask, Client};

/// How long one request may take; then its connection counts as broken.
const PATIENCE: Duration = Duration::from_secs(20);

/// How soon something is asked again.
const PAUSE: Duration = Duration::from_millis(150);

/// How long somebody takes to press again after a code could not be sent. Each try is one of the session's few codes.
const SECOND_THOUGHT: Duration = Duration::from_secs(1);

/// Whom a shopper speaks to; cheap to clone.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) shop: Client,
    pub(crate) gateway: Client,
    pub(crate) carriers: Client,
    /// Nobody waits any more.
    pub(crate) over: Arc<AtomicBool>,
    /// Somebody came and has to come again.
    pub(crate) turned_away: Arc<Notify>,
}

impl World {
    pub(crate) fn of(town: &Town) -> Self {
        Self {
            shop: town.shop.clone(),
            gateway: town.gateway.clone(),
            carriers: town.carriers.clone(),
            over: Arc::default(),
            turned_away: Arc::default(),
        }
    }

    fn is_over(&self, until: Instant) -> bool {
        self.over.load(Ordering::Relaxed) || Instant::now() >= until
    }
}

/// Who buys, and how.
#[derive(Debug, Clone)]
pub(crate) struct Buyer {
    pub(crate) number: usize,
    pub(crate) phone: String,
    pub(crate) carrier: &'static str,
    pub(crate) channel: &'static str,
    /// Which of the shop's goods.
    pub(crate) good: u8,
}

/// What the shopper has seen in the end.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) buyer: Buyer,
    pub(crate) order: String,
    pub(crate) session: String,
    pub(crate) end: End,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// The receipt.
    Paid,
    /// That it is not paid, and why.
    Refused(String),
    /// Neither, until nobody waits any more.
    Stuck(String),
}

/// One purchase.
pub(crate) struct Purchase {
    world: World,
    buyer: Buyer,
    order: String,
    session: String,
    /// New for each new attempt.
    attempt: u32,
}

impl Buyer {
    /// Buys, and says what came of it by then.
    pub(crate) async fn buy(self, world: World, until: Instant) -> Seen {
        let opened = loop {
            match open(&world, &self).await {
                Ok(opened) => break Some(opened),
                Err(_) if !world.is_over(until) => {
                    world.turned_away.notify_one();
                    sleep(PAUSE).await;
                }
                Err(_) => break None,
            }
        };
        let Some((order, session)) = opened else {
            let end = End::Stuck("no checkout came up".to_owned());
            return Seen { buyer: self, order: String::new(), session: String::new(), end };
        };
        let mut purchase =
            Purchase { world, buyer: self.clone(), order: order.clone(), session: session.clone(), attempt: 0 };
        let mut last = String::new();
        let end = loop {
            match purchase.step().await {
                Ok(Some(end)) => break end,
                Ok(None) => {}
                Err(error) => last = format!("{error:#}"),
            }
            if purchase.world.is_over(until) {
                break End::Stuck(last);
            }
        };
        Seen { buyer: self, order, session, end }
    }
}

/// Comes to the shop's page of a good, and gives the order and its session.
async fn open(world: &World, buyer: &Buyer) -> anyhow::Result<(String, String)> {
    let to = send(&world.shop, Ask::get(&format!("/checkout/{}", buyer.good))).await?;
    let location = to.header("location").context("the shop leads nowhere")?.to_owned();
    let cookie = to.header("set-cookie").and_then(|cookie| cookie.split(';').next()).context("no cookie")?.to_owned();
    let order = location.split("order=").nth(1).context("no order")?.to_owned();
    let page = send(&world.shop, Ask { cookie: Some(&cookie), ..Ask::get(&location) }).await?;
    let page = String::from_utf8_lossy(&page.body);
    let session = page.split("session=\"").nth(1).and_then(|rest| rest.split('"').next()).context("no session")?;
    Ok((order, session.to_owned()))
}

impl Purchase {
    /// Looks how it stands and does what is next. Gives the end, where it is one.
    async fn step(&mut self) -> anyhow::Result<Option<End>> {
        let shown = send(&self.world.gateway, Ask { bearer: Some(&self.session), ..Ask::get("/v1/checkout") }).await;
        let checkout = match shown {
            Ok(answer) if answer.status.is_success() => serde_json::from_slice::<Checkout>(&answer.body)?,
            Ok(answer) => {
                sleep(PAUSE).await;
                anyhow::bail!("{}: {}", answer.status, String::from_utf8_lossy(&answer.body));
            }
            Err(error) => {
                sleep(PAUSE).await;
                return Err(error);
            }
        };
        match checkout.stage {
            Stage::Open { last_failure } => {
                if let Some(failure) = last_failure.filter(|failure| is_for_good(failure.reason.as_str())) {
                    return Ok(Some(End::Refused(failure.reason.to_string())));
                }
                return self.begin().await;
            }
            // The window offers another one, as where an approval was lost with whoever asked for it.
            Stage::Challenged { challenge } if challenge.expires_at <= checkout.server_time => {
                return self.begin().await;
            }
            Stage::Challenged { challenge } => return self.prove(&challenge).await,
            Stage::Verified(verified) => self.confirm(&verified).await?,
            Stage::Processing => sleep(PAUSE).await,
            Stage::Paid { .. } => return Ok(Some(End::Paid)),
            Stage::Cancelled => return Ok(Some(End::Refused("cancelled".to_owned()))),
            Stage::Expired => return Ok(Some(End::Refused("expired".to_owned()))),
        }
        Ok(None)
    }

    async fn begin(&mut self) -> anyhow::Result<Option<End>> {
        self.attempt += 1;
        let Buyer { phone, carrier, channel, number, .. } = &self.buyer;
        let birth = format!("{:02}{:02}{:02}1", 60 + number % 39, 1 + number % 12, 1 + number % 28);
        let consents = CONSENTS.map(|kind| json!({ "kind": kind, "version": VERSION }));
        let body =
            json!({ "channel": channel, "carrier": carrier, "phone": phone, "birth": birth, "consents": consents });
        let answer = self.until_answered("/v1/checkout/challenges", "begin", &body).await?;
        // A session has so many codes, some of which have gone with gateways.
        let over = answer.text("/code").filter(|code| *code == ErrorCode::SendsExhausted.as_str());
        if over.is_none() && !answer.status.is_success() {
            sleep(SECOND_THOUGHT).await;
        }
        Ok(over.map(End::Refused))
    }

    /// Reads the message on the phone and types its code, or approves.
    async fn prove(&mut self, challenge: &Challenge) -> anyhow::Result<Option<End>> {
        let phone = format!("/phones/{}/messages", self.buyer.phone);
        let answer = send(&self.world.carriers, Ask::get(&phone)).await;
        let messages: Vec<Value> = match answer {
            Ok(answer) => serde_json::from_slice(&answer.body)?,
            Err(error) => {
                sleep(PAUSE).await;
                return Err(error);
            }
        };
        let channel = challenge.channel.as_str();
        let Some(message) = messages.iter().rev().find(|message| message["channel"] == channel) else {
            sleep(PAUSE).await;
            anyhow::bail!("no message came");
        };
        let content = json!({ "kind": "payment_content", "version": VERSION });
        let typed = match (challenge.channel, challenge.approval) {
            (Channel::Sms, _) => json!({ "code": message["code"], "content": content }),
            (_, Some(Approval::Approved)) => json!({ "content": content }),
            _ => {
                let path = format!("{phone}/{}", message["id"].as_str().unwrap_or_default());
                let approve = json!({ "action": "approve" }).to_string();
                let _ = send(&self.world.carriers, Ask { body: Some(("approve", approve)), ..Ask::get(&path) }).await;
                sleep(PAUSE).await;
                return Ok(None);
            }
        };
        self.attempt += 1;
        let path = format!("/v1/checkout/challenges/{}/verify", challenge.id);
        let answer = self.until_answered(&path, "verify", &typed).await?;
        // A carrier takes no code twice: of one whose answer was lost it says that it is over, and the shopper begins anew.
        let over = [ErrorCode::ChallengeExpired, ErrorCode::ChallengeClosed, ErrorCode::TriesExhausted];
        if answer.text("/code").is_some_and(|code| over.iter().any(|over| over.as_str() == code)) {
            return self.begin().await;
        }
        Ok(None)
    }

    /// The page posts the token to the shop, always with the same key for one challenge.
    async fn confirm(&self, verified: &Verified) -> anyhow::Result<()> {
        let key = format!("confirm-{}", verified.challenge);
        let body = json!({ "token": verified.token, "session": self.session, "order_id": self.order }).to_string();
        let ask = Ask { body: Some((&key, body)), ..Ask::get("/confirm") };
        // Whatever comes of it is a hint: the gateway is asked.
        let answered = send(&self.world.shop, ask).await;
        if !answered.as_ref().is_ok_and(|answer| answer.status.is_success()) {
            sleep(PAUSE).await;
        }
        answered.map(drop)
    }

    /// Posts the same with the same key until somebody says what has become of it.
    async fn until_answered(&self, path: &str, step: &str, body: &Value) -> anyhow::Result<Answer> {
        let key = format!("{}-{step}-{}", self.session, self.attempt);
        let until = Instant::now() + 6 * PATIENCE;
        loop {
            let ask = Ask { bearer: Some(&self.session), body: Some((&key, body.to_string())), ..Ask::get(path) };
            match send(&self.world.gateway, ask).await {
                Ok(answer) if !is_to_be_repeated(&answer) => return Ok(answer),
                Ok(_) | Err(_) if !self.world.is_over(until) => {
                    self.world.turned_away.notify_one();
                    sleep(PAUSE).await;
                }
                Ok(answer) => anyhow::bail!("{path} answers only {}: {:?}", answer.status, answer.text("/code")),
                Err(error) => return Err(error),
            }
        }
    }
}

async fn send(client: &Client, ask: Ask<'_>) -> anyhow::Result<Answer> {
    let path = ask.path.to_owned();
    timeout(PATIENCE, client.send(ask)).await.with_context(|| format!("{path} takes too long"))?
}

/// Whether nobody has said what became of it.
fn is_to_be_repeated(answer: &Answer) -> bool {
    let code = answer.text("/code").and_then(|code| ErrorCode::from_wire(&code));
    match code {
        Some(code) => matches!(
            code,
            ErrorCode::IdempotencyInFlight | ErrorCode::RateLimited | ErrorCode::Overloaded | ErrorCode::Internal
        ),
        None => !answer.status.is_success(),
    }
}

/// Whether trying again comes to the same.
fn is_for_good(reason: &str) -> bool {
    reason == "payment_denied"
}
