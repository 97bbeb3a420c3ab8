//! Whoever takes their time: heads and bodies byte by byte, readers who do not read, connections that do nothing.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::Serialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::checkout::KEY;
use crate::gateway::Gateway;

/// How soon another byte comes.
const PAUSE: Duration = Duration::from_secs(1);

/// How long a body may take, with some time to notice.
const BODY_WITHIN: Duration = Duration::from_secs(20);

#[derive(Debug, Serialize)]
pub(crate) struct Found {
    /// Of each kind.
    connections: usize,
    seconds: u64,
    /// How many were ended by the gateway meanwhile.
    ended: Vec<(&'static str, usize)>,
}

/// What somebody does slowly.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Head,
    Body,
    Reader,
    Idle,
}

const KINDS: [(&str, Kind); 4] =
    [("heads", Kind::Head), ("bodies", Kind::Body), ("readers", Kind::Reader), ("idle", Kind::Idle)];

pub(crate) async fn hold(
    gateway: &Gateway,
    connections: usize,
    seconds: u64,
    broken: &mut Vec<String>,
) -> anyhow::Result<Found> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, gateway.port));
    let until = Instant::now() + Duration::from_secs(seconds);
    let counts = KINDS.map(|_| Arc::new(AtomicUsize::new(0)));
    let mut all = JoinSet::new();
    for ((_, kind), ended) in KINDS.iter().zip(&counts) {
        for _ in 0..connections {
            let (kind, ended) = (*kind, ended.clone());
            all.spawn(async move {
                // Whoever is turned away comes again: they have nothing else to do.
                while Instant::now() < until {
                    let held = tokio::time::timeout_at(until, one(kind, address)).await;
                    if held.is_ok() {
                        ended.fetch_add(1, Ordering::Relaxed);
                        sleep(Duration::from_millis(fastrand::u64(100..1_000))).await;
                    }
                }
            });
        }
    }
    all.join_all().await;
    let ended: Vec<_> =
        KINDS.iter().zip(&counts).map(|((name, _), count)| (*name, count.load(Ordering::Relaxed))).collect();
    if seconds > 2 * BODY_WITHIN.as_secs() {
        let bodies = ended.iter().find(|(name, _)| *name == "bodies").map_or(0, |(_, count)| *count);
        if bodies < connections {
            broken.push(format!("of {connections} slow bodies only {bodies} were refused within {seconds} s"));
        }
    }
    Ok(Found { connections, seconds, ended })
}

/// One connection, until the gateway ends it.
async fn one(kind: Kind, address: SocketAddr) -> anyhow::Result<()> {
    let mut connection = TcpStream::connect(address).await?;
    match kind {
        Kind::Head => {
            connection.write_all(b"GET /v1/checkout HTTP/1.1\r\nhost: gateway\r\nx-slow: ").await?;
            drip(&mut connection).await
        }
        Kind::Body => {
            let head = format!(
                "POST /v1/sessions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer {KEY}\r\nidempotency-key: slow\r\n\
                 content-type: application/json\r\ncontent-length: 60000\r\n\r\n{{"
            );
            connection.write_all(head.as_bytes()).await?;
            drip(&mut connection).await
        }
        Kind::Reader => {
            let ask = b"GET /openapi.json HTTP/1.1\r\nhost: gateway\r\n\r\n".repeat(64);
            // As much as is taken, and then nothing.
            while timeout(PAUSE, connection.write_all(&ask)).await.is_ok_and(|written| written.is_ok()) {}
            loop {
                sleep(PAUSE).await;
                connection.write_all(b"x").await?;
            }
        }
        Kind::Idle => {
            let mut byte = [0; 1];
            // Nothing is ever said: it ends.
            connection.read_exact(&mut byte).await?;
            Ok(())
        }
    }
}

/// A byte each second, until there is an answer or the end.
async fn drip(connection: &mut TcpStream) -> anyhow::Result<()> {
    let mut bytes = [0; 256];
    loop {
        if let Ok(read) = timeout(PAUSE, connection.read(&mut bytes)).await {
            read?;
            return Ok(());
        }
        connection.write_all(b"a").await?;
    }
}
