//! A gateway that cannot write: its disk is full, or its database takes nothing. It has to say so, and go on by itself
//! when it can.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::Programs;
use super::shopper::{Buyer, End, World};
use super::town::Town;
use crate::checkout::KEY;
use crate::database::{Databases, Kind, Pool};
use crate::http::{Answer, Ask};

const TABLES: &str = "PostgreSQL, disk of the tables full";

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
    /// How soon it was well again, without having been started anew.
    recovered_ms: u128,
    pub(crate) violations: Vec<String>,
}

pub(crate) async fn run(programs: &Programs, directory: &Path, kinds: &[Kind]) -> anyhow::Result<Vec<Found>> {
    let mut found = Vec::new();
    for kind in kinds {
        found.push(full(programs, directory, *kind).await?);
        if *kind == Kind::Postgres {
            found.push(read_only(programs, directory).await?);
        }
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
    through(trouble, town, broken, mended, ["full", "No space left"]).await
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
    let found = through("PostgreSQL, read-only", town, broken, mended, ["read-only", "25006"]).await;
    server.close().await;
    found
}

async fn through(
    trouble: &'static str,
    mut town: Town,
    breaks: impl AsyncFn() -> anyhow::Result<()>,
    mends: impl AsyncFn() -> anyhow::Result<()>,
    words: [&str; 2],
) -> anyhow::Result<Found> {
    let mut found = Found::skipped(trouble, String::new());
    found.skipped = None;
    let mut law = |holds: bool, text: String| {
        if !holds {
            found.violations.push(text);
        }
    };
    let before = buy(&town, 1, SOON).await;
    law(before == End::Paid, format!("nobody could pay before it: {before:?}"));
    breaks().await?;
    let refused = refused(&town).await?;
    let document: Value = serde_json::from_slice(&refused.body).unwrap_or_default();
    found.answered = format!("{} {}", refused.status.as_u16(), document["code"].as_str().unwrap_or("without a code"));
    law(refused.status.is_server_error(), format!("nothing was refused: {}", refused.status));
    law(
        refused.header("content-type") == Some("application/problem+json") && document["retryable"] == json!(true),
        format!("no problem document that says to come again: {document}"),
    );
    let gateways = town.gateways();
    let mut red = false;
    let until = Instant::now() + SOON;
    while !red && Instant::now() < until {
        red = true;
        for gateway in gateways.iter() {
            red &= gateway.client().send(Ask::get("/readyz")).await?.status == StatusCode::SERVICE_UNAVAILABLE;
        }
        sleep(Duration::from_millis(50)).await;
    }
    // A row that is written over needs no more room: of PostgreSQL's tables /readyz cannot know.
    law(red || trouble == TABLES, "/readyz says that all is well".to_owned());
    let said: String = gateways.iter().map(|gateway| gateway.said()).collect();
    let line = said.lines().rev().find(|line| words.iter().any(|word| line.contains(word)));
    law(line.is_some(), format!("no line of the log says {words:?}"));
    found.logged =
        line.map(|line| words.iter().find(|word| line.contains(**word)).unwrap_or(&"").to_string()).unwrap_or_default();
    // Somebody who begins meanwhile waits, and pays when it is over.
    let (world, buyer) = (World::of(&town), buyer(2));
    let waiting = tokio::spawn(buyer.buy(world, Instant::now() + 4 * SOON));
    sleep(Duration::from_millis(500)).await;
    mends().await?;
    let since = Instant::now();
    let well = async {
        for gateway in town.gateways().iter() {
            gateway.ready().await?;
        }
        anyhow::Ok(())
    };
    law(
        tokio::time::timeout(SOON, well).await.is_ok_and(|well| well.is_ok()),
        "it does not recover by itself".to_owned(),
    );
    found.recovered_ms = since.elapsed().as_millis();
    let meanwhile = waiting.await?.end;
    law(meanwhile == End::Paid, format!("who came meanwhile could not pay: {meanwhile:?}"));
    let after = buy(&town, 3, 2 * SOON).await;
    law(after == End::Paid, format!("nobody could pay after it: {after:?}"));
    Ok(found)
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
    const fn skipped(trouble: &'static str, why: String) -> Self {
        Self {
            trouble,
            skipped: Some(why),
            answered: String::new(),
            logged: String::new(),
            recovered_ms: 0,
            violations: Vec::new(),
        }
    }
}

/// A small disk of its own, in memory. It is given back when this is dropped.
struct Disk(PathBuf);

impl Disk {
    fn mount(place: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir(place)?;
        let mut mount = Command::new("mount");
        let done = mount.args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(place).output();
        match done {
            Ok(done) if done.status.success() => Ok(Self(place.to_owned())),
            Ok(done) => anyhow::bail!("no small disk can be mounted: {}", String::from_utf8_lossy(&done.stderr).trim()),
            Err(error) => anyhow::bail!("no small disk can be mounted: {error}"),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Whoever has files in it may take a moment to end.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// Writes until there is no space left.
fn fill(filler: &Path) -> anyhow::Result<()> {
    let mut file: File = OpenOptions::new().create(true).append(true).open(filler)?;
    for size in [65_536, 4_096, 512] {
        let zeros = vec![0; size];
        while file.write_all(&zeros).is_ok() {}
    }
    Ok(())
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
