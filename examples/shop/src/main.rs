//! Runs the shop.

use std::io::{self, ErrorKind, IsTerminal};
use std::process::ExitCode;

use carrier_checkout_shop::{Config, OpenError, ShopState, config, router};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(io::stdout().is_terminal()).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Setting(what)) => {
            say(&what);
            ExitCode::from(2)
        }
        Err(Failure::Other(error)) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

enum Failure {
    /// Somebody has to put a setting right.
    Setting(String),
    Other(anyhow::Error),
}

#[expect(clippy::print_stderr, reason = "the last words are for whoever started it, not for the log")]
fn say(what: &str) {
    eprintln!("error: {what}");
}

async fn run() -> Result<(), Failure> {
    let config = Config::read(|name| std::env::var(name).ok()).map_err(|error| Failure::Setting(error.to_string()))?;
    let (listen, gateway) = (config.listen, config.gateway.clone());
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        Failure::Setting(match error.kind() {
            ErrorKind::AddrInUse => format!(
                "port {} is taken; set {} to another address, or stop what uses it",
                listen.port(),
                config::LISTEN
            ),
            _ => format!("{}: cannot listen on {listen}: {error}", config::LISTEN),
        })
    })?;
    let state = ShopState::open(config).await.map_err(|error| match error {
        OpenError::Database(_) => Failure::Setting(error.to_string()),
        OpenError::Http(_) => Failure::Other(error.into()),
    })?;
    tracing::info!(address = %listen, gateway = %gateway, "the shop listens");
    let server = axum::serve(listener, router(state)).with_graceful_shutdown(told_to_end());
    server.await.map_err(|error| Failure::Other(error.into()))?;
    tracing::info!("the shop ends");
    Ok(())
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
