//! Holds the connections: how many, how long a caller may take to say what it wants, and how they end.
//!
//! `axum::serve` does not say how long a request's head may take and how large it may be; hyper does.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{HttpService, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tower::Service as _;

use crate::app::App;
use crate::metrics::max_open_files;
use crate::serving::Serving;
use crate::stalled::{Stalling, TAKEN_WITHIN};

/// How long the head of a request may take. It is also how long a connection may do nothing: longer than the minute
/// that proxies keep one for, which else send a request into a connection that is being closed.
const HEAD_WITHIN: Duration = Duration::from_secs(75);

/// The same for whoever comes when half of the places are taken, where callers come by themselves: they begin at once or
/// connect again, and whoever only holds places does not hold all.
const HEAD_WITHIN_WHEN_CROWDED: Duration = Duration::from_secs(5);

/// The largest head: the address of a frame may hold an appearance, and cookies of the console's host are none of ours.
const LARGEST_HEAD: usize = 32 * 1024;

/// The most headers that anybody has a reason to send.
const MOST_HEADERS: usize = 100;

/// Files that are left for the database, the carriers and the merchants.
const OTHER_FILES: u64 = 256;

/// How long an answer may still take when the gateway is told to stop: a charge is waited for.
const GRACE: Duration = Duration::from_secs(30);

/// As many connections as the operator's own programs need.
const OPERATORS: usize = 16;

/// Serves shoppers and merchants and, where there is a second listener, `/metrics` until it is told to stop and has.
pub async fn run(
    app: &App,
    serving: &Serving,
    (listener, metrics): (TcpListener, Option<TcpListener>),
    told: impl Future<Output = ()>,
) {
    let watched = metrics.map(|metrics| {
        let holding = Holding::of(OPERATORS, Duration::ZERO);
        tokio::spawn(serve(metrics, app.metrics_router(), holding, std::future::pending()))
    });
    let stop = async {
        told.await;
        // Load balancers find out, and send nobody here any more, before anybody is turned away.
        app.begin_to_stop();
        sleep(serving.drain).await;
        app.close_windows();
    };
    let holding = Holding::of(serving.connections, GRACE);
    let holding = match app.behind_proxy {
        true => holding,
        false => Holding { when_crowded: HEAD_WITHIN_WHEN_CROWDED, ..holding },
    };
    serve(listener, app.router(), holding, stop).await;
    // How the gateway stops can be watched to the end.
    if let Some(watched) = watched {
        watched.abort();
        let _ = watched.await;
    }
}

/// How a server holds its connections.
#[derive(Debug, Clone, Copy)]
pub struct Holding {
    /// How many at the same time. More wait in the kernel's queue.
    pub connections: usize,
    /// How long an answer may still take once the server is told to stop.
    pub grace: Duration,
    /// How long the head of a request may take.
    pub head_within: Duration,
    /// How long it may take when half of the places are taken.
    pub when_crowded: Duration,
}

impl Holding {
    /// So many connections, as far as the system allows files.
    ///
    /// A proxy of the operator's reads heads for itself, and keeps its connections.
    #[must_use]
    pub fn of(connections: usize, grace: Duration) -> Self {
        let files = max_open_files().map(|files| files.saturating_sub(OTHER_FILES).max(1));
        let most = files.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX);
        let connections = connections.min(most).clamp(1, Semaphore::MAX_PERMITS);
        Self { connections, grace, head_within: HEAD_WITHIN, when_crowded: HEAD_WITHIN }
    }
}

/// Serves until `stop` comes. Then nobody is let in any more, connections that do nothing end, and the others when
/// their answer is given.
pub async fn serve(listener: TcpListener, router: Router, holding: Holding, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(holding.connections));
    let accepting = async {
        loop {
            let (place, stream, peer) = next(&listener, &places).await;
            let crowded = places.available_permits() * 2 < holding.connections;
            let head_within = if crowded { holding.when_crowded } else { holding.head_within };
            let connection = hold(stream, peer, router.clone(), head_within);
            let held = graceful.watch(connection);
            tokio::spawn(async move {
                // How a connection ended is its caller's affair.
                let _ = held.await;
                drop(place);
            });
        }
    };
    tokio::select! {
        () = accepting => {}
        () = stop => {}
    }
    drop(listener);
    // Somebody who never finishes a request shall not keep the gateway up.
    if timeout(holding.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not finished in time");
    }
}

async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (Option<OwnedSemaphorePermit>, TcpStream, SocketAddr) {
    // It is never closed.
    let place = places.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (place, stream, peer),
            Err(error) if is_callers(&error) => {}
            Err(error) => {
                // Such as too many open files: some will be closed.
                tracing::error!(error = &error as &dyn std::error::Error, "nobody can be let in");
                sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// The caller is gone already.
fn is_callers(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

fn hold(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    head_within: Duration,
) -> http1::Connection<TokioIo<Stalling<TcpStream>>, impl HttpService<Incoming, ResBody = Body, Future: Send>> {
    // A word to a window that listens is small, and is not to wait for more.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| answer(router.clone(), peer, request));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_within)
        .max_headers(MOST_HEADERS)
        .max_header_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(Stalling::new(stream, TAKEN_WITHIN)), service)
}

async fn answer(
    mut router: Router,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    router.call(request).await
}
