//! `carrier-checkout serve`: the gateway, until it is told to stop.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use carrier_checkout_gateway::clock::SystemClock;
use carrier_checkout_gateway::config::{Config, Settings};
use carrier_checkout_gateway::{App, server, telemetry};
use sd_notify::NotifyState;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

pub(crate) async fn serve(settings: &Settings) -> anyhow::Result<ExitCode> {
    let config = Config::of(settings)?;
    telemetry::init(&config.log)?;
    let listener = listen(config.listen, &settings.listen_name()).await?;
    let address = listener.local_addr().context("the listener has no address")?;
    let app = App::open(&config, Arc::new(SystemClock)).await?;
    let background = app.run_background();
    let told = told_to_stop()?;
    let metrics = match config.serving.metrics_listen {
        Some(address) => Some(listen(address, &settings.metrics_listen_name()).await?),
        None => None,
    };
    notify(&[NotifyState::Ready]);
    tracing::info!(listen = %address, public_url = %config.public_url, sandbox = config.sandbox.is_some(), "ready");
    let told = async {
        told.await;
        notify(&[NotifyState::Stopping]);
    };
    server::run(&app, &config.serving, (listener, metrics), told).await;
    background.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Tells systemd, where it has started the gateway and wants to know (`Type=notify`).
fn notify(state: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(false, state) {
        tracing::warn!(%error, "systemd could not be told");
    }
}

async fn listen(address: SocketAddr, name: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        if error.kind() == ErrorKind::AddrInUse {
            let port = address.port();
            anyhow::anyhow!("port {port} is taken; set {name} to another address, or stop what uses it")
        } else {
            anyhow::anyhow!("{name}: {address} cannot be listened on: {error}")
        }
    })
}

/// Waits for Ctrl+C or SIGTERM.
pub(crate) fn told_to_stop() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
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
