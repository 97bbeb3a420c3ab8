//! Carriers, gateways and shop are killed at random moments while shoppers pay. Then all is let come to rest, and the
//! books have to agree.
//!
//! Reading order: [`town`] is what runs, [`shopper`] who pays, [`books`] the laws; [`time`] is what only time brings.
//! [`disk`] is about a gateway that cannot write, on what [`mount`] gives it.

mod books;
mod disk;
mod mount;
mod shopper;
mod time;
mod town;

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Context as _;
use fastrand::Rng;
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::database::{Databases, Kind, Pool};
use crate::http::Ask;
use books::{Books, Sums};
use shopper::{Buyer, Seen, World};
use town::Town;

/// The programs, as they were built.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Programs {
    pub(crate) command: PathBuf,
    pub(crate) shop: PathBuf,
    pub(crate) assets: PathBuf,
}

/// A line whose payments the carriers refuse in the end.
const DENIED: &str = "01000000014";

/// What is to be done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    programs: Programs,
    directory: PathBuf,
    databases: Vec<Kind>,
    /// On each database.
    kills: usize,
    /// So many buy at the same time.
    shoppers: usize,
    /// By which the kills and the shoppers are drawn.
    seed: u64,
    /// How long leases are waited for before time is helped, in seconds.
    patience: u64,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub(crate) struct Told {
    seed: u64,
    runs: Vec<Run>,
    disks: Vec<disk::Found>,
    violations: Vec<String>,
}

/// On one database.
#[derive(Debug, Serialize)]
struct Run {
    database: Kind,
    /// Whom, and how often.
    kills: Vec<(&'static str, usize)>,
    shoppers: usize,
    sums: Sums,
    seconds: f64,
}

pub(crate) async fn run(wish: &Wish) -> anyhow::Result<Told> {
    let mut told = Told { seed: wish.seed, runs: Vec::new(), disks: Vec::new(), violations: Vec::new() };
    for kind in &wish.databases {
        let (run, broken) = on(wish, *kind).await?;
        let place = |law: String| format!("seed {}, {kind:?}: {law}", wish.seed);
        told.violations.extend(broken.into_iter().map(place));
        told.runs.push(run);
    }
    for found in disk::run(&wish.programs, &wish.directory, &wish.databases).await? {
        told.violations.extend(found.violations.iter().map(|law| format!("{}: {law}", found.trouble)));
        told.disks.push(found);
    }
    Ok(told)
}

async fn on(wish: &Wish, kind: Kind) -> anyhow::Result<(Run, Vec<String>)> {
    let directory = wish.directory.join(format!("{kind:?}").to_lowercase());
    std::fs::create_dir(&directory)?;
    let databases = Databases::of(kind, &directory)?;
    let database = databases.fresh().await?;
    let mut town = Town::start(&wish.programs, kind, &database, &directory).await?;
    let told = in_town(wish, kind, &mut town, (&database, &directory)).await;
    let faults = town.faults()?;
    // Who has ended by itself may be why nothing more was found out.
    let (run, mut broken) = told.with_context(|| format!("{kind:?}: {}", faults.join("; ")))?;
    broken.extend(faults);
    Ok((run, broken))
}

async fn in_town(
    wish: &Wish,
    kind: Kind,
    town: &mut Town,
    (database, directory): (&str, &Path),
) -> anyhow::Result<(Run, Vec<String>)> {
    let since = Instant::now();
    let mut crowd = Crowd::new(wish, town);
    let kills = kill(wish, town, &mut crowd).await?;
    crate::say(&format!("{kind:?}: {} kills in {:.0} s; coming to rest", wish.kills, since.elapsed().as_secs_f64()));
    let gateway = Pool::open(kind, database).await?;
    let seen = rest(wish, town, crowd, &gateway).await?;
    expire_the_rest(town, &gateway).await?;
    let mut broken = settled(town, &gateway).await?;
    gateway.close().await;
    let books = Books::read(town, kind, database, directory).await?;
    let (sums, laws) = books.audit(&seen);
    broken.extend(laws);
    let run = Run { database: kind, kills, shoppers: seen.len(), sums, seconds: since.elapsed().as_secs_f64() };
    Ok((run, broken))
}

/// Kills one after the other. Gives whom and how often.
async fn kill(wish: &Wish, town: &mut Town, crowd: &mut Crowd) -> anyhow::Result<Vec<(&'static str, usize)>> {
    let mut chance = Rng::with_seed(wish.seed);
    let mut kills: Vec<(&'static str, usize)> = town.processes.iter().map(|process| (process.plan.name, 0)).collect();
    for _ in 0..wish.kills {
        crowd.fill();
        sleep(Duration::from_millis(chance.u64(50..900))).await;
        // The gateways as often as the others together.
        let last = town.processes.len() - 1;
        let victim = if chance.bool() { chance.usize(1..last) } else { [0, last][chance.usize(..2)] };
        town.processes[victim].kill().await?;
        kills[victim].1 += 1;
        if chance.bool() {
            sleep(Duration::from_millis(chance.u64(0..1_200))).await;
        }
        town.processes[victim].start()?;
    }
    crowd.closed = true;
    town.raise().await?;
    Ok(kills)
}

/// Waits until every shopper knows how it ended.
async fn rest(wish: &Wish, town: &mut Town, mut crowd: Crowd, gateway: &Pool) -> anyhow::Result<Vec<Seen>> {
    let patience = Instant::now() + Duration::from_secs(wish.patience);
    while Instant::now() < patience && (!crowd.is_done() || time::left(gateway).await? > 0) {
        sleep(Duration::from_millis(100)).await;
    }
    for process in town.gateways() {
        process.kill().await?;
    }
    time::pass(gateway).await?;
    town.raise().await?;
    Ok(crowd.all_seen().await)
}

/// Sessions that somebody has left end as by their time.
async fn expire_the_rest(town: &Town, gateway: &Pool) -> anyhow::Result<()> {
    let open = "SELECT id FROM sessions WHERE status IN ('open', 'challenged', 'verified')";
    for session in gateway.texts(open).await? {
        let path = format!("/v1/sessions/{session}/expire");
        let key = format!("expire-{session}");
        let body = Some((key.as_str(), "{}".to_owned()));
        town.gateway.send(Ask { bearer: Some(crate::checkout::KEY), body, ..Ask::get(&path) }).await?;
    }
    Ok(())
}

/// Until nothing is left to be done, which takes a moment.
async fn settled(town: &mut Town, gateway: &Pool) -> anyhow::Result<Vec<String>> {
    let until = Instant::now() + Duration::from_secs(20);
    let mut left = time::left(gateway).await?;
    while left > 0 && Instant::now() < until {
        sleep(Duration::from_millis(100)).await;
        left = time::left(gateway).await?;
    }
    town.raise().await?;
    Ok(if left > 0 { vec![format!("{left} things are left to be done")] } else { Vec::new() })
}

/// So many shoppers at the same time, each with a line of their own.
struct Crowd {
    world: World,
    at_once: usize,
    chance: Rng,
    come: usize,
    buying: JoinSet<Seen>,
    seen: Vec<Seen>,
    closed: bool,
    until: Instant,
}

impl Crowd {
    fn new(wish: &Wish, town: &Town) -> Self {
        Self {
            world: World::of(town),
            at_once: wish.shoppers,
            chance: Rng::with_seed(wish.seed ^ 1),
            come: 0,
            buying: JoinSet::new(),
            seen: Vec::new(),
            closed: false,
            until: Instant::now() + Duration::from_secs(3_600),
        }
    }

    /// Whoever has left makes room for another one.
    fn fill(&mut self) {
        self.gather();
        while self.buying.len() < self.at_once {
            let buyer = self.next();
            self.buying.spawn(buyer.buy(self.world.clone(), self.until));
        }
    }

    fn gather(&mut self) {
        while let Some(seen) = self.buying.try_join_next() {
            self.seen.extend(seen);
        }
    }

    fn next(&mut self) -> Buyer {
        self.come += 1;
        let number = self.come;
        // Some carriers lose answers of themselves, and some refuse; each such line has one shopper at a time.
        let phone = match number % 16 {
            5 => "01000000013".to_owned(),
            11 => DENIED.to_owned(),
            _ => format!("010{}", 20_000_000 + number),
        };
        let carrier = ["SKT", "KT", "LGU", "SKT"][self.chance.usize(..4)];
        let channel = if carrier != "LGU" && self.chance.u8(..6) == 0 { "pass" } else { "sms" };
        Buyer { number, phone, carrier, channel, good: self.chance.u8(1..=2) }
    }

    fn is_done(&mut self) -> bool {
        self.gather();
        self.buying.is_empty()
    }

    /// Everybody. Who knows nothing after a minute more will never know.
    async fn all_seen(mut self) -> Vec<Seen> {
        let (over, later) = (self.world.over.clone(), Duration::from_secs(60));
        let last = tokio::spawn(async move {
            sleep(later).await;
            over.store(true, Ordering::Relaxed);
        });
        while let Some(seen) = self.buying.join_next().await {
            self.seen.extend(seen);
        }
        last.abort();
        self.seen
    }
}
