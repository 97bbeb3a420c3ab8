//! `carrier-checkout-load`: shoppers for a gateway, more than a test has.
//!
//! With a wish alone it measures, for `npm run bench:gateway`; behind `crashes` or `storm` it looks for what must never
//! happen, for `npm run reliability`.
//!
//! Reading order: [`wish`] is what is to be measured; [`checkout`] is one whole checkout, [`outside`] the carriers and the
//! merchant around it, [`pace`] has them come by the clock; [`floor`] writes the same rows without a gateway;
//! [`measure`] and [`growth`] are what is found out, as JSON. [`crashes`] and [`storm`] have heads of their own.

mod balancer;
mod checkout;
mod crashes;
mod database;
mod fill;
mod floor;
mod gateway;
mod growth;
mod http;
mod machine;
mod measure;
mod outside;
mod pace;
mod process;
mod server;
mod storm;
mod wish;

use std::io::Write as _;

use anyhow::Context as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::signal::unix::{SignalKind, signal};

use database::{Databases, Kind};
use growth::{Memory, Stored};
use measure::Repeat;
use wish::Wish;

/// What was found on one database.
#[derive(Serialize)]
struct Found {
    database: Kind,
    version: String,
    repeats: Vec<Repeat>,
    stored: Option<Stored>,
    memory: Option<Memory>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // What is dropped with the work are programs, servers and disks, none of which may stay.
    let (mut terminated, mut interrupted, mut left) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?, signal(SignalKind::hangup())?);
    tokio::select! {
        done = work() => done,
        _ = terminated.recv() => anyhow::bail!("told to end by SIGTERM"),
        _ = interrupted.recv() => anyhow::bail!("told to end by SIGINT"),
        _ = left.recv() => anyhow::bail!("told to end by SIGHUP"),
    }
}

async fn work() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [wish] => tell(&measure(&read(wish)?).await?),
        ["crashes", wish] => tell(&crashes::run(&read(wish)?).await?),
        ["storm", wish] => tell(&storm::run(&read(wish)?).await?),
        _ => anyhow::bail!("no wish"),
    }
}

/// A wish is JSON; the scripts below `scripts` write it.
fn read<T: DeserializeOwned>(wish: &str) -> anyhow::Result<T> {
    serde_json::from_str(wish).context("the wish cannot be read")
}

fn tell(found: &impl Serialize) -> anyhow::Result<()> {
    Ok(serde_json::to_writer_pretty(std::io::stdout(), found)?)
}

async fn measure(wish: &Wish) -> anyhow::Result<Vec<Found>> {
    let mut found = Vec::new();
    for kind in &wish.databases {
        let databases = Databases::of(*kind, &wish.directory)?;
        let repeats = measure::throughput(&databases, wish).await?;
        let slowest = repeats.iter().map(|repeat| repeat.gateway.greatest.rate).fold(f64::INFINITY, f64::min);
        let rate = slowest / 2.0;
        let stored = match wish.payments {
            0 => None,
            _ => Some(growth::stored(&databases, wish, rate).await?),
        };
        let memory = match wish.sessions {
            0 => None,
            _ => Some(growth::memory(&databases, wish, rate).await?),
        };
        let version = databases.version().await?;
        found.push(Found { database: *kind, version, repeats, stored, memory });
    }
    Ok(found)
}

/// What is under way, for whoever waits.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "  {text}");
}
