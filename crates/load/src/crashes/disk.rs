//! A gateway that cannot write: its disk is full, or its database takes nothing. It has to say so, and go on by itself
//! when it can.

use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;
use std::time::Duration;

use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, timeout};

use super::Programs;
use super::mount::{Disk, fill};
use super::shopper::{Buyer, End, World};
use super::town::Town;
use crate::checkout::KEY;
use crate::database::{Databases, Kind, Pool};
use crate::http::{Answer, Ask};

const TABLES: &str = "PostgreSQL, disk of the tables full";

/// What SQLite and PostgreSQL say themselves.
const FULL: &[&str] = &["database or disk is full", "No space left on device"];
const NO_WRITES: &[&str] = &["in a read-only transaction"];
/// What the system says of a file that cannot be opened for writing.
const NO_FILE: &[&str] = &["Read-only file system"];

/// How long it may take until something is noticed.
const SOON: Duration = Duration::from_secs(15);

/// How many sessions are made at most until the disk is full: what a database has already is used up first.
const SESSIONS: usize = 4_000;

/// What came of one trouble.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    pub(crate) trouble: &'static str,
    /// Why it could not be tried here.
    pub(crate) skipped: Option<String>,
    /// What a merchant was answered.
    answered: String,
    /// What the gateway logged.
    logged: String,
    /// How soon it was well again.
    recovered_ms: u128,
    /// Whether it had to be started anew for that.
    restarted: bool,
    pub(crate) violations: Vec<String>,
}

pub(crate) async fn run(programs: &Programs, directory: &Path, kinds: &[Kind]) -> anyhow::Result<Vec<Found>> {
    let mut found = Vec::new();
    for kind in kinds {
        found.push(full(programs, directory, *kind).await?);
        found.push(match kind {
            Kind::Sqlite => read_only_file(programs, directory).await?,
            Kind::Postgres => read_only(programs, directory).await?,
        });
    }
    Ok(found)
}

/// The database is on a disk of its own, which somebody fills.
async fn full(programs: &Programs, directory: &Path, kind: Kind) -> anyhow::Result<Found> {
    let trouble = match kind {
        Kind::Sqlite => "SQLite, disk full",
        Kind::Postgres => TABLES,
    };
    let directory = directory.join(format!("full-{kind:?}").to_lowercase());
    std::fs::create_dir(&directory)?;
    let disk = match Disk::mount(&directory.join("disk")) {
        Ok(disk) => disk,
        Err(error) => return Ok(Found::skipped(trouble, format!("{error:#}"))),
    };
    let databases = Databases::of(kind, &directory)?;
    let database = match kind {
        Kind::Sqlite => disk.0.join("gateway.db").display().to_string(),
        Kind::Postgres => on_disk(&databases, &disk).await?,
    };
    let town = Town::start(programs, kind, &database, &directory).await?;
    let filler = disk.0.join("filler");
    let broken = async || fill(&filler);
    let mended = async || Ok(std::fs::remove_file(&filler)?);
    through(trouble, town, broken, mended, FULL).await
}

/// The operator, or a standby that has not taken over, takes no writes.
async fn read_only(programs: &Programs, directory: &Path) -> anyhow::Result<Found> {
    let directory = directory.join("read-only");
    std::fs::create_dir(&directory)?;
    let databases = Databases::of(Kind::Postgres, &directory)?;
    let database = databases.fresh().await?;
    let town = Town::start(programs, Kind::Postgres, &database, &directory).await?;
    let server = Pool::open(Kind::Postgres, &database).await?;
    let set = async |to: &str| {
        // Neither goes into a transaction.
        server.run(format!("ALTER SYSTEM SET default_transaction_read_only = {to}")).await?;
        server.run("SELECT pg_reload_conf()".to_owned()).await
    };
    let (broken, mended) = (async || set("on").await, async || set("off").await);
    let found = through("PostgreSQL, read-only", town, broken, mended, NO_WRITES).await;
    server.close().await;
    found
}

/// SQLite's file is on a disk that takes no writes. Linux makes none read-only below a gateway that has files open on it,
/// except when the disk itself fails, after which only a mount anew helps. So it is tried at the start: the gateway says
/// why it cannot, and its supervisor starts it again.
async fn read_only_file(programs: &Programs, directory: &Path) -> anyhow::Result<Found> {
    let trouble = "SQLite, disk read-only at the start";
    let directory = directory.join("read-only-file");
    std::fs::create_dir(&directory)?;
    let disk = match Disk::mount(&directory.join("disk")) {
        Ok(disk) => disk,
        Err(error) => return Ok(Found::skipped(trouble, format!("{error:#}"))),
    };
    let database = disk.0.join("gateway.db").display().to_string();
    let mut town = Town::start(programs, Kind::Sqlite, &database, &directory).await?;
    let mut found = Found::of(trouble);
    let before = buy(&town, 1, SOON).await;
    found.law(before == End::Paid, || format!("nobody could pay before it: {before:?}"));
    for gateway in town.gateways() {
        gateway.kill().await?;
        disk.remount("ro")?;
        let mark = gateway.logged();
        gateway.start()?;
        let ended = gateway.ends(SOON).await?;
        found.law(ended.is_some_and(|status| status.code().is_some_and(|code| code != 0)), || {
            format!("it does not end with a code of its own: {ended:?}")
        });
        found.answered = "does not start".to_owned();
        let said = gateway.said_since(mark);
        found.logs(&said, NO_FILE);
        found.law(said.contains("CARRIER_CHECKOUT_DATABASE"), || format!("its log does not say what to set: {said}"));
        disk.remount("rw")?;
    }
    let since = Instant::now();
    town.raise().await?;
    found.recovered_ms = since.elapsed().as_millis();
    found.restarted = true;
    let after = buy(&town, 2, SOON).await;
    found.law(after == End::Paid, || format!("nobody could pay after it: {after:?}"));
    found.violations.extend(town.faults()?);
    Ok(found)
}

async fn through(
    trouble: &'static str,
    mut town: Town,
    breaks: impl AsyncFn() -> anyhow::Result<()>,
    mends: impl AsyncFn() -> anyhow::Result<()>,
    messages: &[&'static str],
) -> anyhow::Result<Found> {
    let mut found = Found::of(trouble);
    let before = buy(&town, 1, SOON).await;
    found.law(before == End::Paid, || format!("nobody could pay before it: {before:?}"));
    let marks: Vec<usize> = town.gateways().iter().map(|gateway| gateway.logged()).collect();
    breaks().await?;
    let refused = refused(&town).await?;
    let document: Value = serde_json::from_slice(&refused.body).unwrap_or_default();
    found.answered = format!("{} {}", refused.status.as_u16(), document["code"].as_str().unwrap_or("without a code"));
    found.law(refused.status.is_server_error(), || format!("nothing was refused: {}", refused.status));
    found.law(
        refused.header("content-type") == Some("application/problem+json") && document["retryable"] == json!(true),
        || format!("no problem document that says to come again: {document}"),
    );
    // A row that is written over needs no more room: of PostgreSQL's tables /readyz cannot know.
    if trouble != TABLES {
        let red = timeout(SOON, all_red(&mut town)).await;
        found.law(red.is_ok(), || "/readyz says that all is well".to_owned());
    }
    let said: String = town.gateways().iter().zip(marks).map(|(gateway, mark)| gateway.said_since(mark)).collect();
    found.logs(&said, messages);
    // Somebody who begins meanwhile waits, and pays when it is over.
    let (world, buyer) = (World::of(&town), buyer(2));
    let turned_away = world.turned_away.clone();
    let waiting = tokio::spawn(buyer.buy(world, Instant::now() + 4 * SOON));
    let met = timeout(SOON, turned_away.notified()).await;
    found.law(met.is_ok(), || "nobody who came meanwhile was turned away".to_owned());
    mends().await?;
    let since = Instant::now();
    let well = async {
        for gateway in town.gateways().iter() {
            gateway.ready().await?;
        }
        anyhow::Ok(())
    };
    let well = timeout(SOON, well).await;
    found.law(well.is_ok_and(|well| well.is_ok()), || "it does not recover by itself".to_owned());
    found.recovered_ms = since.elapsed().as_millis();
    let meanwhile = waiting.await?.end;
    found.law(meanwhile == End::Paid, || format!("who came meanwhile could not pay: {meanwhile:?}"));
    let after = buy(&town, 3, 2 * SOON).await;
    found.law(after == End::Paid, || format!("nobody could pay after it: {after:?}"));
    found.violations.extend(town.faults()?);
    Ok(found)
}

/// Until every gateway says that it cannot work.
async fn all_red(town: &mut Town) {
    for gateway in town.gateways().iter() {
        let red = async || {
            let answer = gateway.client().send(Ask::get("/readyz")).await;
            answer.is_ok_and(|answer| answer.status == StatusCode::SERVICE_UNAVAILABLE)
        };
        while !red().await {
            sleep(Duration::from_millis(50)).await;
        }
    }
}

/// Makes sessions until one is refused, and gives that answer.
async fn refused(town: &Town) -> anyhow::Result<Answer> {
    let goods = json!({ "name": "이모티콘 모음", "kind": "digital", "offer_period": { "unit": "unlimited" } });
    let mut last = None;
    for number in 0..SESSIONS {
        let (order, key) = (format!("full-{number}"), format!("full-{number}"));
        let body = json!({ "order_id": order, "amount": 9_900, "goods": goods }).to_string();
        let ask = Ask { bearer: Some(KEY), body: Some((&key, body)), ..Ask::get("/v1/sessions") };
        let answer = town.gateway.send(ask).await?;
        let refused = answer.status.is_server_error();
        last = Some(answer);
        if refused {
            break;
        }
    }
    last.ok_or_else(|| anyhow::anyhow!("nothing was asked"))
}

async fn buy(town: &Town, number: usize, within: Duration) -> End {
    buyer(number).buy(World::of(town), Instant::now() + within).await.end
}

fn buyer(number: usize) -> Buyer {
    Buyer { number, phone: format!("010{}", 30_000_000 + number), carrier: "SKT", channel: "sms", good: 2 }
}

impl Found {
    const fn of(trouble: &'static str) -> Self {
        Self {
            trouble,
            skipped: None,
            answered: String::new(),
            logged: String::new(),
            recovered_ms: 0,
            restarted: false,
            violations: Vec::new(),
        }
    }

    fn skipped(trouble: &'static str, why: String) -> Self {
        Self { skipped: Some(why), ..Self::of(trouble) }
    }

    fn law(&mut self, holds: bool, text: impl FnOnce() -> String) {
        if !holds {
            self.violations.push(text());
        }
    }

    /// One of these messages has to be in the log.
    fn logs(&mut self, said: &str, messages: &[&'static str]) {
        let message = messages.iter().find(|message| said.contains(**message));
        self.law(message.is_some(), || format!("no line of the log since then says any of {messages:?}: {said}"));
        self.logged = message.copied().unwrap_or_default().to_owned();
    }
}

/// A database whose tables are on that disk.
async fn on_disk(databases: &Databases, disk: &Disk) -> anyhow::Result<String> {
    let (database, place) = (databases.fresh().await?, disk.0.join("tables"));
    std::fs::create_dir(&place)?;
    // PostgreSQL is somebody else.
    if let Some((user, group)) = databases.owner() {
        std::fs::set_permissions(&disk.0, std::fs::Permissions::from_mode(0o711))?;
        chown(&place, Some(user), Some(group))?;
    }
    let server = Pool::open(Kind::Postgres, &databases.maintenance()?).await?;
    server.run(format!("CREATE TABLESPACE small LOCATION '{}'", place.display())).await?;
    let name = database.rsplit('/').next().unwrap_or_default();
    server.run(format!("ALTER DATABASE {name} SET TABLESPACE small")).await?;
    server.close().await;
    Ok(database)
}
