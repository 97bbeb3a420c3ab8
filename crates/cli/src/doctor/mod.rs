//! `carrier-checkout doctor`: whether a gateway with these settings can do its work, and what to do if not.

mod data;
mod finding;
mod outside;
mod setting;

use std::net::{IpAddr, Ipv4Addr};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use carrier_checkout_gateway::config::{Config, Settings};
use clap::Args;

use self::finding::{Finding, Level};
use crate::{Place, say};

/// How long the gateway may take to say whether it is ready.
const READY_WITHIN: Duration = Duration::from_secs(5);

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// One JSON array
    #[arg(long)]
    json: bool,
    /// Only ask the gateway that runs here whether it is ready: for containers
    #[arg(long, conflicts_with = "json")]
    health: bool,
}

pub(crate) async fn doctor(place: &Place, options: &Options) -> anyhow::Result<ExitCode> {
    if options.health {
        return health(&place.settings()?).await;
    }
    let findings = examine(place).await;
    let text = match options.json {
        true => serde_json::to_string_pretty(&findings)?,
        false => findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    };
    say(&text)?;
    let bad = findings.iter().any(|finding| finding.level == Level::Error);
    Ok(if bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn examine(place: &Place) -> Vec<Finding> {
    let settings = match place.settings() {
        Ok(settings) => settings,
        Err(error) => return vec![Finding::error("settings", error.to_string(), "set it right, and ask again")],
    };
    let mut findings = setting::settings(&settings);
    findings.extend(setting::files(&settings));
    findings.extend(data::database(&settings).await);
    let config = match Config::of(&settings) {
        Ok(config) => config,
        // What is wrong has been said; the rest needs all of them.
        Err(_) => return findings,
    };
    findings.push(setting::rules(&settings));
    findings.push(setting::assets(&config));
    findings.extend(outside::carriers(&config).await);
    findings.push(outside::public_url(&config).await);
    findings.push(outside::mail(&config).await);
    findings
}

/// Asks the gateway at the address that it listens on.
async fn health(settings: &Settings) -> anyhow::Result<ExitCode> {
    let mut address = settings.listen()?;
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let http = outside::client(READY_WITHIN).context("no HTTP client can be made")?;
    let answer = http.get(format!("http://{address}/readyz")).send().await;
    match answer.map(|answer| answer.status().as_u16()) {
        Ok(200) => say("ready"),
        Ok(status) => {
            say(&format!("not ready: {status}"))?;
            Ok(ExitCode::FAILURE)
        }
        Err(_) => {
            say(&format!("nobody answers at {address}"))?;
            Ok(ExitCode::FAILURE)
        }
    }
}
