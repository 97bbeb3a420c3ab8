//! `carrier-checkout sandbox`: the carriers and the phone that nothing real stands behind.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use carrier_checkout_gateway::config::Settings;
use carrier_checkout_gateway::telemetry;
use carrier_checkout_sandbox::{OpenError, SandboxState};
use tokio::net::TcpListener;

use crate::serve::told_to_stop;

const LISTEN: &str = "SANDBOX_LISTEN";
const DATABASE: &str = "SANDBOX_DATABASE";

pub(crate) async fn sandbox() -> anyhow::Result<ExitCode> {
    // Of the gateway's settings only the log's are asked for: the sandbox stands beside it.
    let of_the_log = |name: &str| name == "CARRIER_CHECKOUT_LOG_FORMAT" || name == "RUST_LOG";
    let settings = Settings::open(None, |name| std::env::var(name).ok().filter(|_| of_the_log(name)))?;
    telemetry::init(&settings.log()?)?;
    let listener = listen(listen_where()?).await?;
    let state = open(&database()?).await.map_err(|error| anyhow::anyhow!("{DATABASE}: cannot be opened: {error}"))?;
    let address = listener.local_addr().context("the listener has no address")?;
    tracing::info!(listen = %address, "the sandbox listens");
    if !address.ip().is_loopback() {
        tracing::warn!("whoever reaches this address can read every code; 127.0.0.1 is safer");
    }
    carrier_checkout_sandbox::serve(listener, state, told_to_stop()?).await.context("the server ended")?;
    Ok(ExitCode::SUCCESS)
}

fn listen_where() -> anyhow::Result<SocketAddr> {
    let listen = std::env::var(LISTEN).unwrap_or_else(|_| "127.0.0.1:8082".to_owned());
    listen.parse().map_err(|_| anyhow::anyhow!("{LISTEN} is not an address with a port, such as 127.0.0.1:8082"))
}

fn database() -> anyhow::Result<String> {
    let database = std::env::var(DATABASE).unwrap_or_else(|_| "sandbox.db".to_owned());
    if database.is_empty() {
        bail!("{DATABASE} is empty: give a path, or :memory:");
    }
    Ok(database)
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            let port = address.port();
            anyhow::anyhow!("port {port} is taken; set {LISTEN} to another address, or stop what uses it")
        }
        _ => anyhow::anyhow!("{LISTEN}: cannot listen there: {error}"),
    })
}

async fn open(database: &str) -> Result<SandboxState, OpenError> {
    match database {
        ":memory:" => SandboxState::in_memory().await,
        path => SandboxState::open(Path::new(path)).await,
    }
}
