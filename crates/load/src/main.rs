//! `carrier-checkout-load`: measures a gateway; `npm run bench:gateway` runs it.
//!
//! Reading order: [`wish`] is what is wanted; [`checkout`] is one whole checkout, [`outside`] the carriers and the
//! merchant around it, [`pace`] has them come by the clock; [`floor`] writes the same rows without a gateway;
//! [`measure`] and [`growth`] are what is found out, as JSON.

mod checkout;
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
mod server;
mod wish;

use std::io::Write as _;

use serde::Serialize;

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
    let wish = Wish::read()?;
    let mut found = Vec::new();
    for kind in &wish.databases {
        let databases = Databases::of(*kind, &wish.directory)?;
        let repeats = measure::throughput(&databases, &wish).await?;
        let slowest = repeats.iter().map(|repeat| repeat.gateway.greatest.rate).fold(f64::INFINITY, f64::min);
        let rate = slowest / 2.0;
        let stored = match wish.payments {
            0 => None,
            _ => Some(growth::stored(&databases, &wish, rate).await?),
        };
        let memory = match wish.sessions {
            0 => None,
            _ => Some(growth::memory(&databases, &wish, rate).await?),
        };
        let version = databases.version().await?;
        found.push(Found { database: *kind, version, repeats, stored, memory });
    }
    serde_json::to_writer_pretty(std::io::stdout(), &found)?;
    Ok(())
}

/// What is under way, for whoever waits.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "  {text}");
}
