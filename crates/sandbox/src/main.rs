//! Runs the sandbox.

use std::io::{self, ErrorKind, IsTerminal};
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use carrier_checkout_sandbox::{SandboxState, serve};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

const LISTEN: &str = "SANDBOX_LISTEN";
const DATABASE: &str = "SANDBOX_DATABASE";

/// What the environment asks for.
struct Settings {
    listen: SocketAddr,
    database: String,
}

/// A setting that somebody has to put right.
#[derive(Debug)]
struct WrongSetting(String);

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(io::stdout().is_terminal()).init();
    match run().await {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(WrongSetting(what))) => {
            say(&what);
            ExitCode::from(2)
        }
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "the last words are for whoever started it, not for the log")]
fn say(what: &str) {
    eprintln!("error: {what}");
}

async fn run() -> anyhow::Result<Result<(), WrongSetting>> {
    let settings = match settings() {
        Ok(settings) => settings,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let listener = match TcpListener::bind(settings.listen).await {
        Ok(listener) => listener,
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let port = settings.listen.port();
            let taken = format!("port {port} is taken; set {LISTEN} to another address, or stop what uses it");
            return Ok(Err(WrongSetting(taken)));
        }
        Err(error) => return Ok(Err(WrongSetting(format!("{LISTEN}: cannot listen there: {error}")))),
    };
    let state = match open(&settings.database).await {
        Ok(state) => state,
        Err(error) => return Ok(Err(WrongSetting(format!("{DATABASE}: cannot be opened: {error}")))),
    };
    let address = listener.local_addr().context("the listener has no address")?;
    tracing::info!(%address, "the sandbox listens");
    if !address.ip().is_loopback() {
        tracing::warn!("whoever reaches this address can read every code; 127.0.0.1 is safer");
    }
    serve(listener, state, told_to_end()).await.context("the server ended")?;
    tracing::info!("the sandbox ends");
    Ok(Ok(()))
}

fn settings() -> Result<Settings, WrongSetting> {
    let listen = std::env::var(LISTEN).unwrap_or_else(|_| "127.0.0.1:8082".to_owned());
    let listen = listen
        .parse()
        .map_err(|_| WrongSetting(format!("{LISTEN} is not an address with a port, such as 127.0.0.1:8082")))?;
    let database = std::env::var(DATABASE).unwrap_or_else(|_| "sandbox.db".to_owned());
    if database.is_empty() {
        return Err(WrongSetting(format!("{DATABASE} is empty: give a path, or :memory:")));
    }
    Ok(Settings { listen, database })
}

async fn open(database: &str) -> Result<SandboxState, carrier_checkout_sandbox::OpenError> {
    match database {
        ":memory:" => SandboxState::in_memory().await,
        path => SandboxState::open(Path::new(path)).await,
    }
}

/// Waits for Ctrl+C or SIGTERM.
async fn told_to_end() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        };
    };
    tokio::select! {
        () = terminated => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
