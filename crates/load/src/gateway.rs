//! The real gateway, as its operator runs it, and what it uses of the machine.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use serde::Deserialize;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::checkout::Shoppers;
use crate::http::{Ask, Client};
use crate::machine::{Usage, usage};
use crate::outside::Outside;

/// What it seals with.
pub(crate) const KEY: [u8; 32] = [7; 32];

const START: Duration = Duration::from_secs(60);

/// How a gateway is started: the one place that knows it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Program {
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<String>,
    pub(crate) assets: PathBuf,
}

/// A gateway that runs; it ends when this is dropped.
pub(crate) struct Gateway {
    child: Child,
    pub(crate) port: u16,
    pub(crate) client: Client,
    pub(crate) outside: Outside,
    pub(crate) shoppers: Shoppers,
}

impl Gateway {
    /// Starts one on that database, with its log in that directory.
    pub(crate) async fn start(program: &Program, database: &str, directory: &Path) -> anyhow::Result<Self> {
        Self::start_with(program, database, &directory.join("gateway.log"), &[]).await
    }

    /// One with other settings, and its log in that file.
    pub(crate) async fn start_with(
        program: &Program,
        database: &str,
        log: &Path,
        settings: &[(&str, String)],
    ) -> anyhow::Result<Self> {
        let outside = Outside::default();
        let world = outside.start().await?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let child = Command::new(&program.program)
            .args(&program.arguments)
            .env("CARRIER_CHECKOUT_MODE", "sandbox")
            .env("CARRIER_CHECKOUT_LISTEN", format!("127.0.0.1:{port}"))
            .env("CARRIER_CHECKOUT_PUBLIC_URL", format!("http://localhost:{port}"))
            .env("CARRIER_CHECKOUT_DATABASE", database)
            .env("CARRIER_CHECKOUT_ASSETS", &program.assets)
            .env("CARRIER_CHECKOUT_SEALING_KEY", STANDARD.encode(KEY))
            .env("CARRIER_CHECKOUT_BEHIND_PROXY", "true")
            .env("CARRIER_CHECKOUT_CARRIERS_URL", format!("http://{world}/carriers"))
            .env("CARRIER_CHECKOUT_CARRIERS_CLIENT_ID", "load")
            .env("CARRIER_CHECKOUT_CARRIERS_CLIENT_SECRET", "load-secret")
            .env("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_URL", format!("http://{world}/webhooks"))
            .env("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_SECRET", "whsec_c2FuZGJveC1kZW1vLXdlYmhvb2stc2VjcmV0LTMyYnl0")
            .envs(settings.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(log)?)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be started", program.program.display()))?;
        let client = Client::to(format!("127.0.0.1:{port}"));
        let shoppers = Shoppers::of(client.clone(), outside.clone());
        let gateway = Self { child, port, client: client.clone(), outside, shoppers };
        let healthy = async {
            let health = || Ask::get("/healthz");
            while client.ask(health(), StatusCode::OK).await.is_err() {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(START, healthy).await.with_context(|| format!("no gateway: see {}", log.display()))?;
        Ok(gateway)
    }

    /// What it has used so far.
    pub(crate) fn usage(&self) -> anyhow::Result<Usage> {
        usage(self.child.id().context("the gateway has ended")?)
    }

    /// Tells it to stop, and waits until it has. It fails where the gateway had ended before, or does not end well.
    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        if let Some(status) = self.child.try_wait()? {
            anyhow::bail!("the gateway had ended before it was told to stop: {status}");
        }
        let id = self.child.id().context("the gateway has ended")?.to_string();
        Command::new("kill").args(["-TERM", &id]).status().await?;
        let status = self.child.wait().await?;
        anyhow::ensure!(status.success(), "told to stop, the gateway ended with {status}");
        Ok(())
    }
}
