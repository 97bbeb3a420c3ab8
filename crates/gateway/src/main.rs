//! `carrier-checkout-gateway`: see [`Config`] for what can be set.

use std::io::{ErrorKind, Write as _, stderr};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use carrier_checkout_gateway::clock::SystemClock;
use carrier_checkout_gateway::config::Config;
use carrier_checkout_gateway::{App, telemetry};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use tokio::time::sleep;

/// How long an answer may still take when the gateway is told to stop: a
/// charge is waited for.
const GRACE: Duration = Duration::from_secs(30);

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is nobody left to tell when standard error is closed.
            let _ = writeln!(stderr(), "error: {error:#}");
            ExitCode::from(2)
        }
    }
}

#[tokio::main]
async fn run() -> anyhow::Result<()> {
    let config = Config::read(|variable| std::env::var(variable).ok())?;
    telemetry::init()?;
    let listener = listen(config.listen).await?;
    let app = App::open(&config, Arc::new(SystemClock)).await?;
    let background = app.run_background();
    tracing::info!(listen = %config.listen, public_url = %config.public_url, sandbox = config.sandbox.is_some(), "ready");
    let stopping = Arc::new(Notify::new());
    let told = told_to_stop()?;
    let (stop, windows) = (stopping.clone(), app.clone());
    let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        told.await;
        windows.close_windows();
        stop.notify_one();
    });
    let served = tokio::select! {
        served = server => served,
        // Somebody who never finishes a request shall not keep the gateway up.
        () = async { stopping.notified().await; sleep(GRACE).await } => Ok(()),
    };
    background.stop().await;
    served.context("the server failed")
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        if error.kind() == ErrorKind::AddrInUse {
            let port = address.port();
            anyhow::anyhow!(
                "port {port} is taken; set CARRIER_CHECKOUT_LISTEN to another address, or stop what uses it"
            )
        } else {
            anyhow::anyhow!("CARRIER_CHECKOUT_LISTEN: {address} cannot be listened on: {error}")
        }
    })
}

fn told_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM cannot be waited for")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT cannot be waited for")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("told to stop");
    })
}
