//! Two gateways on one database. Only PostgreSQL is shared: these tests run with the others on it.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carrier_checkout_gateway::clock::{Clock as _, SystemClock};
use carrier_checkout_gateway::policy::Policy;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};

use super::policy::{begun_at_once, gift_card};
use super::support::{Gateway, KEY, LINE, LONGEST_LEASE_MS, exchange, order};
use super::support_database::on_server;
use super::support_wire::Cut;
use super::webhooks::Receiver;

/// A line that pays, another for each number.
fn line(number: usize) -> String {
    format!("0102345{number:04}")
}

async fn two() -> [Gateway; 2] {
    let database = on_server().await;
    let one = Gateway::with(|config| config.database = database).await;
    let other = one.beside().await;
    [one, other]
}

fn count(statuses: impl IntoIterator<Item = u16>, wanted: u16) -> usize {
    statuses.into_iter().filter(|status| *status == wanted).count()
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn what_one_begins_the_other_goes_on_with() {
    let [one, other] = two().await;
    let session = one.session().await;
    let (challenge, code) = other.challenged(&session, LINE).await;
    let verified = one.verify(&session, &challenge, &code).await;
    let paid = other.pay(&verified.text("/token")).await;
    assert_eq!((paid.status, &paid.body["status"]), (201, &json!("succeeded")), "{}", paid.body);
    assert_eq!(one.stage(&session).await["status"], "paid");
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn a_token_that_both_are_asked_for_at_once_is_exchanged_once() {
    let [one, other] = two().await;
    for round in 1..=10 {
        let (_, token) = one.verified(&line(round)).await;
        let (first, second) = join(one.pay(&token), other.pay(&token)).await;
        let statuses = [first.status, second.status];
        assert_eq!((count(statuses, 201), count(statuses, 409)), (1, 1), "{} {}", first.body, second.body);
        assert_eq!(one.charged().await, round);
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn a_request_that_comes_to_both_at_once_is_answered_once() {
    let [one, other] = two().await;
    for round in 0..10 {
        let (key, body) = (format!("key-{round}"), order());
        let sent = [&one, &other].map(|gateway| gateway.post_as("/v1/sessions", KEY, &key, &body));
        let answers = join_all(sent).await;
        let made: Vec<&Value> = answers.iter().filter(|answer| answer.status == 201).map(|a| &a.body["id"]).collect();
        let in_flight = answers.iter().filter(|answer| answer.status == 409).count();
        assert_eq!(made.len() + in_flight, 2);
        assert!(made.iter().all(|id| *id == made[0]), "{made:?}");
        let again = other.post_as("/v1/sessions", KEY, &key, &body).await;
        assert_eq!(&again.body["id"], made[0]);
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn a_line_gets_no_more_codes_from_two_than_from_one() {
    let database = on_server().await;
    let one = Gateway::with(|config| {
        config.database = database;
        config.limits.line_sends = 3;
    })
    .await;
    let other = one.beside().await;
    let sessions = join_all((0..8).map(|_| one.session())).await;
    let gateways = [&one, &other].into_iter().cycle();
    let asked = sessions.iter().zip(gateways).map(|(session, gateway)| gateway.challenge(session, LINE));
    let statuses: Vec<u16> = join_all(asked).await.iter().map(|answer| answer.status).collect();
    assert_eq!((count(statuses.clone(), 201), count(statuses.clone(), 402)), (3, 5), "{statuses:?}");
    assert_eq!(one.sandbox.received(LINE).await.len(), 3);
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn a_line_that_begins_at_both_at_once_has_one_cap_for_the_day() {
    let database = on_server().await;
    let one = Gateway::with(|config| {
        config.database = database;
        config.policy = Policy::built_in().unwrap();
    })
    .await;
    let other = one.beside().await;
    let begun = begun_at_once(&[&one, &other], &gift_card(40_000), 8, "limit_day_cash_like").await;
    assert_eq!(begun, 2);
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn both_work_through_one_outbox_and_end_each_session_once() {
    let database = on_server().await;
    let (receiver, one) = Receiver::gateway_with(|config| config.database = database).await;
    let other = one.beside().await;
    join_all((0..30).map(|_| one.session())).await;
    one.clock.advance(1_800_000);
    let (first, second) = join(one.app.sweep(), other.app.sweep()).await;
    first.and(second).unwrap();
    let mut delivered = 0;
    while delivered < 30 {
        let (first, second) = join(one.app.deliver(), other.app.deliver()).await;
        delivered += first.unwrap() + second.unwrap();
    }
    assert_eq!(delivered, 30);
    let kinds = receiver.kinds();
    assert_eq!((kinds.len(), kinds.iter().all(|kind| kind == "session.expired")), (30, true));
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn both_settle_what_was_left_unknown_and_each_payment_once() {
    let [one, other] = two().await;
    let mut tokens = Vec::new();
    for number in 0..10 {
        tokens.push(one.verified(&line(number)).await.1);
    }
    one.wire.cut("/payments", Cut::AnswerLost);
    for paid in join_all(tokens.iter().map(|token| one.pay(token))).await {
        assert_eq!(paid.body["status"], "processing", "{}", paid.body);
    }
    one.wire.mend();
    one.clock.advance(2_000);
    let (first, second) = join(one.app.settle(), other.app.settle()).await;
    assert_eq!(first.unwrap() + second.unwrap(), 10);
    let list = other.get("/v1/payments?status=succeeded&limit=100", KEY).await;
    assert_eq!(list.body["data"].as_array().unwrap().len(), 10, "{}", list.body);
    assert_eq!(one.charged().await, 10);
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn nobody_waits_in_a_circle_when_everything_happens_to_one_session_at_once() {
    let [one, other] = two().await;
    for round in 0..10 {
        let session = one.session().await;
        let (challenge, code) = one.challenged(&session, &line(round)).await;
        let resend = format!("/v1/checkout/challenges/{challenge}/resend");
        let expire = format!("/v1/sessions/{session}/expire");
        let (again, nothing) = (line(round + 100), json!({}));
        let statuses = tokio::join!(
            async { other.challenge(&session, &again).await.status },
            async { one.verify(&session, &challenge, &code).await.status },
            async { other.post(&resend, &session, &nothing).await.status },
            async {
                one.stage(&session).await;
                200
            },
            async { other.post("/v1/checkout/cancel", &session, &nothing).await.status },
            async { one.post(&expire, KEY, &nothing).await.status },
        );
        let (a, b, c, d, e, f) = statuses;
        assert!([a, b, c, d, e, f].into_iter().all(|status| status < 500), "{statuses:?}");
        one.post(&expire, KEY, &nothing).await;
        let ended = other.stage(&session).await["status"].clone();
        assert!(ended == "cancelled" || ended == "expired", "{ended}");
    }
}

/// A gateway in a process of its own, which can be killed.
struct Process {
    child: Child,
    origin: String,
}

impl Process {
    async fn start(like: &Gateway) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(program())
            .arg("serve")
            .env("CARRIER_CHECKOUT_LISTEN", format!("127.0.0.1:{port}"))
            .env_remove("CARRIER_CHECKOUT_DATABASE")
            .env("DATABASE_URL", &like.config.database)
            .env("CARRIER_CHECKOUT_ASSETS", &like.config.assets)
            .env("CARRIER_CHECKOUT_SEALING_KEY", STANDARD.encode(like.config.sealing_key.0))
            .env("CARRIER_CHECKOUT_CARRIERS_URL", like.wire.carriers_url().as_str())
            .env("CARRIER_CHECKOUT_CARRIERS_CLIENT_ID", &like.config.carriers.client_id)
            .env("CARRIER_CHECKOUT_CARRIERS_CLIENT_SECRET", &like.config.carriers.client_secret)
            .env("CARRIER_CHECKOUT_MODE", "sandbox")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let process = Self { child, origin: format!("http://127.0.0.1:{port}") };
        let ready = format!("{}/readyz", process.origin);
        like.until(async |_| reqwest::get(&ready).await.is_ok_and(|answer| answer.status() == 200)).await;
        process
    }

    async fn pay(&self, token: &str) -> reqwest::Result<reqwest::Response> {
        let request = reqwest::Client::new().post(format!("{}/v1/payments", self.origin)).bearer_auth(KEY);
        request.header("idempotency-key", "key-1").json(&exchange(token)).send().await
    }

    /// As when the machine loses its power.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The command, which is another package's: Cargo builds it beside the tests only where the whole workspace is built,
/// as `npm run test:rust` does.
fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests.ancestors().nth(2).unwrap().join("carrier-checkout");
    assert!(program.exists(), "run `cargo build -p carrier-checkout-cli` first");
    program
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// A payment whose gateway is killed when the carrier is to charge and has done so or not. Gives another gateway on
/// the database, after the leases of the killed one.
async fn killed(cut: Cut, charged: usize) -> (Receiver, Gateway, [String; 2]) {
    let database = on_server().await;
    let (receiver, other) = Receiver::gateway_with(|config| config.database = database).await;
    let mut one = Process::start(&other).await;
    let (session, token) = other.verified(LINE).await;
    other.wire.cut("/confirm", cut);
    tokio::select! {
        answer = one.pay(&token) => panic!("it hangs, and yet: {answer:?}"),
        () = asked(&other, charged) => {}
    }
    one.kill();
    other.wire.mend();
    // The killed one had the system's clock.
    other.clock.advance(SystemClock.now().millis() - other.clock.now().millis());
    assert_eq!(other.app.settle().await.unwrap(), 0, "not before the lease is over");
    assert_eq!(other.stage(&session).await["status"], "processing");
    other.clock.advance(LONGEST_LEASE_MS);
    (receiver, other.beside().await, [session, token])
}

async fn asked(gateway: &Gateway, charged: usize) {
    gateway.wire.saw("/confirm").await;
    gateway.until(async |gateway| gateway.charged().await == charged).await;
}

/// It is paid, once, and everybody hears of it.
async fn lost_nothing((receiver, other, [session, token]): (Receiver, Gateway, [String; 2])) {
    assert_eq!(other.app.settle().await.unwrap(), 1);
    assert_eq!(other.stage(&session).await["status"], "paid");
    assert_eq!(other.charged().await, 1);
    assert_eq!(other.app.deliver().await.unwrap(), 1);
    assert_eq!(receiver.kinds(), ["payment.succeeded"]);
    let again = other.post_as("/v1/payments", KEY, "key-1", &exchange(&token)).await;
    assert_eq!((again.status, &again.body["status"]), (201, &json!("succeeded")), "{}", again.body);
    assert_eq!(other.charged().await, 1);
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn one_that_is_killed_before_the_carrier_hears_of_a_payment_loses_nothing() {
    lost_nothing(killed(Cut::Hangs, 0).await).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn one_that_is_killed_after_the_carrier_has_charged_loses_nothing() {
    lost_nothing(killed(Cut::AnswerHangs, 1).await).await;
}
