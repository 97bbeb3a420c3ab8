//! Too many, too often, too slow, too large: what must hold while somebody overdoes it, and that honest shoppers pay
//! meanwhile.
//!
//! Reading order: [`crowd`] is many honest ones at once; [`guesses`] tries codes, sends and addresses; [`slow`] takes its
//! time; [`malformed`] is what no honest client sends, by [`raw`]. [`watch`] has how the others fare, and the memory.

mod crowd;
mod guesses;
mod malformed;
mod raw;
mod slow;
mod watch;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::database::{Databases, Kind};
use crate::gateway::{Gateway, Program};
use watch::{Honest, Memory, stopped};

/// What is to be done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    gateway: Program,
    directory: PathBuf,
    databases: Vec<Kind>,
    /// Sessions at once.
    sessions: usize,
    /// How often codes, resends and addresses are tried.
    tries: usize,
    /// What one address may ask in a minute: well below ten times the tries, which one address makes.
    address_rate: usize,
    /// How many slow connections of each kind.
    slow: usize,
    /// How long slow connections are held, in seconds.
    seconds: u64,
    /// How many malformed requests are drawn.
    malformed: usize,
    seed: u64,
    /// How many honest shoppers come each second meanwhile.
    honest: f64,
}

/// What came of it on one database.
#[derive(Debug, Serialize)]
struct Run {
    database: Kind,
    crowd: crowd::Found,
    guesses: guesses::Found,
    slow: slow::Found,
    malformed: malformed::Found,
    /// How the honest ones fared during guesses, slow connections and malformed requests.
    honest: Vec<(&'static str, Honest)>,
    /// Of the gateway that met all but what is slow, and of the one that met that.
    memory: [(&'static str, Memory); 2],
}

#[derive(Debug, Serialize)]
pub(crate) struct Told {
    seed: u64,
    runs: Vec<Run>,
    violations: Vec<String>,
}

pub(crate) async fn run(wish: &Wish) -> anyhow::Result<Told> {
    let mut told = Told { seed: wish.seed, runs: Vec::new(), violations: Vec::new() };
    for kind in &wish.databases {
        let (run, broken) = on(wish, *kind).await.with_context(|| format!("seed {}, {kind:?}", wish.seed))?;
        told.violations.extend(broken.into_iter().map(|law| format!("seed {}, {kind:?}: {law}", wish.seed)));
        told.runs.push(run);
    }
    Ok(told)
}

/// What somebody outside the sandbox has: its merchant and its tester are one, who is quick. Resends need not wait, so that
/// they compete for what a session may have sent.
fn behind_proxy(wish: &Wish) -> [(&'static str, String); 4] {
    [
        ("CARRIER_CHECKOUT_ADDRESS_RATE", wish.address_rate.to_string()),
        ("CARRIER_CHECKOUT_FAILURE_RATE", "120".to_owned()),
        ("CARRIER_CHECKOUT_LINE_SENDS", guesses::LINE_SENDS.to_string()),
        ("CARRIER_CHECKOUT_RESEND_AFTER_SECONDS", "0".to_owned()),
    ]
}

async fn on(wish: &Wish, kind: Kind) -> anyhow::Result<(Run, Vec<String>)> {
    let directory = wish.directory.join(format!("storm-{kind:?}").to_lowercase());
    std::fs::create_dir(&directory)?;
    let databases = Databases::of(kind, &directory)?;
    let log = directory.join("gateway.log");
    let gateway = start(wish, &databases, &log, &behind_proxy(wish)).await?;
    let mut broken = Vec::new();
    let mut honest = Vec::new();
    let held = Memory::of(&gateway)?;

    crate::say(&format!("{kind:?}: {} sessions at once", wish.sessions));
    let crowd = held.during(&gateway, crowd::come(&gateway, wish.sessions, &mut broken)).await?;
    crate::say(&format!("{kind:?}: guesses and sends"));
    let guessing = guesses::guess(&gateway, wish.tries, wish.address_rate, &mut broken);
    let (guesses, fared) = held.during(&gateway, watch::beside(&gateway, wish.honest, guessing)).await?;
    honest.push(("guesses", fared));
    crate::say(&format!("{kind:?}: {} malformed requests", wish.malformed));
    let malformed = malformed::send(&gateway, wish.seed, wish.malformed, &mut broken);
    let (malformed, fared) = held.during(&gateway, watch::beside(&gateway, wish.honest, malformed)).await?;
    honest.push(("malformed", fared));
    let crowded = held.rested(&gateway, "crowd, guesses and malformed requests", &mut broken).await?;
    stopped(gateway, &log, &mut broken).await?;

    // Whoever is slow meets the gateway itself: a proxy would wait for them.
    let log = directory.join("facing.log");
    let facing = start(wish, &databases, &log, &facing(wish)).await?;
    let held = Memory::of(&facing)?;
    crate::say(&format!("{kind:?}: {} slow connections of each kind", wish.slow));
    let slowly = slow::hold(&facing, wish.slow, wish.seconds, &mut broken);
    let (slow, fared) = held.during(&facing, watch::beside(&facing, wish.honest, slowly)).await?;
    honest.push(("slow", fared));
    let slowed = held.rested(&facing, "slow connections", &mut broken).await?;
    stopped(facing, &log, &mut broken).await?;

    for (storm, fared) in &honest {
        broken.extend(fared.judged(storm));
    }
    let memory = [("crowd, guesses, malformed", crowded), ("slow", slowed)];
    Ok((Run { database: kind, crowd, guesses, slow, malformed, honest, memory }, broken))
}

/// Fewer places than slow connections, and far fewer for requests.
fn facing(wish: &Wish) -> [(&'static str, String); 3] {
    [
        ("CARRIER_CHECKOUT_BEHIND_PROXY", "false".to_owned()),
        ("CARRIER_CHECKOUT_CONNECTIONS", (3 * wish.slow).to_string()),
        ("CARRIER_CHECKOUT_REQUESTS_AT_ONCE", (wish.slow / 5).to_string()),
    ]
}

async fn start(wish: &Wish, databases: &Databases, log: &Path, settings: &[(&str, String)]) -> anyhow::Result<Gateway> {
    Gateway::start_with(&wish.gateway, &databases.fresh().await?, log, settings).await
}
