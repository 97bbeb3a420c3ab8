//! Programs that can be killed and started again, as a supervisor does.

use std::fs::OpenOptions;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use http::StatusCode;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::http::{Ask, Client};

const START: Duration = Duration::from_secs(60);

const SIGKILL: i32 = 9;

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
    /// How often it was started.
    starts: usize,
    /// When it ended without having been killed, in a sentence each.
    fallen: Vec<String>,
}

impl Process {
    pub(crate) const fn new(plan: Plan) -> Self {
        Self { plan, child: None, starts: 0, fallen: Vec::new() }
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
        self.starts += 1;
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

    /// As when the machine loses its power: SIGKILL. If it had ended by itself before, that is kept.
    pub(crate) async fn kill(&mut self) -> anyhow::Result<()> {
        self.bury()?;
        if let Some(mut child) = self.child.take() {
            child.start_kill()?;
            let status = child.wait().await?;
            // It may have ended in the moment before.
            if status.signal() != Some(SIGKILL) {
                self.note(status);
            }
        }
        Ok(())
    }

    /// Waits until it ends by itself, as it is to; none where it does not.
    pub(crate) async fn ends(&mut self, within: Duration) -> anyhow::Result<Option<ExitStatus>> {
        let Some(child) = &mut self.child else { return Ok(None) };
        let Ok(status) = timeout(within, child.wait()).await else { return Ok(None) };
        self.child = None;
        Ok(Some(status?))
    }

    pub(crate) const fn is_up(&self) -> bool {
        self.child.is_some()
    }

    /// Keeps that it has ended by itself, if it has; then it is down.
    pub(crate) fn bury(&mut self) -> anyhow::Result<()> {
        if let Some(child) = &mut self.child
            && let Some(status) = child.try_wait()?
        {
            self.child = None;
            self.note(status);
        }
        Ok(())
    }

    fn note(&mut self, status: ExitStatus) {
        let Self { plan, starts, .. } = &self;
        let text = format!("{} ended by itself ({status}) after start {starts}: {}", plan.name, self.last_words());
        self.fallen.push(text);
    }

    /// What no program may do, however often it was killed since: end by itself, or panic. Its supervisor would hide
    /// the one, the gateway's 500 and whoever asks again the other.
    pub(crate) fn faults(&mut self) -> anyhow::Result<Vec<String>> {
        self.bury()?;
        let mut faults = self.fallen.clone();
        let said = self.said();
        let mut lines = said.lines().peekable();
        while let Some(line) = lines.next() {
            if line.contains("panicked at") {
                // What it panicked with stands in the line after.
                let why = lines.peek().copied().unwrap_or_default();
                faults.push(format!("{} panicked: {line} {why}", self.plan.name));
            }
        }
        Ok(faults)
    }

    pub(crate) fn client(&self) -> Client {
        Client::to(format!("127.0.0.1:{}", self.plan.port))
    }

    /// Everything that it has logged, each time that it ran.
    pub(crate) fn said(&self) -> String {
        self.said_since(0)
    }

    /// What it has logged after so many bytes. A kill may cut a letter in two.
    pub(crate) fn said_since(&self, bytes: usize) -> String {
        let log = std::fs::read(&self.plan.log).unwrap_or_default();
        String::from_utf8_lossy(log.get(bytes..).unwrap_or_default()).into_owned()
    }

    /// How many bytes it has logged.
    pub(crate) fn logged(&self) -> usize {
        std::fs::read(&self.plan.log).map_or(0, |log| log.len())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A shell that does this, with a log of its own.
    fn shell(does: &str) -> Process {
        let log = std::env::temp_dir().join(format!("carrier-checkout-load-{}.log", fastrand::u64(..)));
        let arguments = vec!["-c".to_owned(), does.to_owned()];
        Process::new(Plan {
            name: "shell",
            program: "/bin/sh".into(),
            arguments,
            environment: Vec::new(),
            port: 0,
            health: "/",
            log,
        })
    }

    #[tokio::test]
    async fn who_is_killed_has_done_nothing_wrong() {
        let mut process = shell("exec sleep 60");
        process.start().unwrap();
        process.kill().await.unwrap();
        assert_eq!(process.faults().unwrap(), Vec::<String>::new());
        std::fs::remove_file(&process.plan.log).unwrap();
    }

    #[tokio::test]
    async fn who_ended_before_it_was_killed_and_who_panicked_is_told_of_after_a_restart_too() {
        let mut process = shell("echo \"thread 'main' panicked at here\"; echo why; exit 3");
        process.start().unwrap();
        process.child.as_mut().unwrap().wait().await.unwrap();
        process.kill().await.unwrap();
        process.plan.arguments[1] = "exec sleep 60".to_owned();
        process.start().unwrap();
        process.kill().await.unwrap();
        let [fallen, panicked] = &process.faults().unwrap()[..] else { panic!("not two faults") };
        assert!(fallen.starts_with("shell ended by itself (exit status: 3) after start 1: "), "{fallen}");
        assert_eq!(panicked, "shell panicked: thread 'main' panicked at here why");
        std::fs::remove_file(&process.plan.log).unwrap();
    }
}
