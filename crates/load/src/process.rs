//! Programs that can be killed and started again, as a supervisor does.

use std::fs::OpenOptions;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context as _;
use http::StatusCode;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::http::{Ask, Client};

const START: Duration = Duration::from_secs(60);

/// How it is started, each time.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) name: &'static str,
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<String>,
    pub(crate) environment: Vec<(&'static str, String)>,
    /// Where it listens.
    pub(crate) port: u16,
    /// Where it says that it is well.
    pub(crate) health: &'static str,
    pub(crate) log: PathBuf,
}

/// It ends when this is dropped.
pub(crate) struct Process {
    pub(crate) plan: Plan,
    child: Option<Child>,
}

impl Process {
    pub(crate) const fn new(plan: Plan) -> Self {
        Self { plan, child: None }
    }

    /// Starts it, and waits for nothing.
    pub(crate) fn start(&mut self) -> anyhow::Result<()> {
        let plan = &self.plan;
        let log = OpenOptions::new().create(true).append(true).open(&plan.log)?;
        let child = Command::new(&plan.program)
            .args(&plan.arguments)
            .envs(plan.environment.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be started", plan.program.display()))?;
        self.child = Some(child);
        Ok(())
    }

    /// Waits until it answers.
    pub(crate) async fn ready(&self) -> anyhow::Result<()> {
        let client = self.client();
        let well = async {
            while client.ask(Ask::get(self.plan.health), StatusCode::OK).await.is_err() {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(START, well).await.with_context(|| format!("{} does not start: {}", self.plan.name, self.last_words()))
    }

    /// As when the machine loses its power: SIGKILL.
    pub(crate) async fn kill(&mut self) -> anyhow::Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    pub(crate) const fn is_up(&self) -> bool {
        self.child.is_some()
    }

    /// Whether it has ended without having been killed.
    pub(crate) fn has_fallen(&mut self) -> bool {
        self.child.as_mut().is_some_and(|child| !matches!(child.try_wait(), Ok(None)))
    }

    pub(crate) fn client(&self) -> Client {
        Client::to(format!("127.0.0.1:{}", self.plan.port))
    }

    /// Everything that it has logged.
    pub(crate) fn said(&self) -> String {
        std::fs::read_to_string(&self.plan.log).unwrap_or_default()
    }

    /// The end of its log.
    pub(crate) fn last_words(&self) -> String {
        let said = self.said();
        let lines: Vec<&str> = said.lines().rev().take(3).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join(" | ")
    }
}

/// A port that nobody has. It is below those that the kernel gives to connections, one of which would else have it
/// before a program that is started anew.
pub(crate) fn free_port() -> anyhow::Result<u16> {
    let mut tries = std::iter::repeat_with(|| fastrand::u16(20_000..32_000)).take(1_000);
    tries.find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()).context("no port is free")
}
