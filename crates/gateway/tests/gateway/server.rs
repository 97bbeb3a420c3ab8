//! Connections: who says too slowly, or too much, what it wants, and how they end.

use std::net::SocketAddr;
use std::time::Duration;

use carrier_checkout_gateway::server::{Holding, run, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::support::{Gateway, KEY, exchange};

struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

async fn start(gateway: &Gateway, change: impl FnOnce(&mut Holding)) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut holding = Holding::of(100, Duration::from_secs(30));
    change(&mut holding);
    let (stop, stopped) = oneshot::channel();
    let stopped = async { stopped.await.unwrap() };
    let served = tokio::spawn(serve(listener, gateway.app.router(), holding, stopped));
    Server { address, stop, served }
}

impl Server {
    /// A connection on which that was said.
    async fn say(&self, text: &str) -> TcpStream {
        let mut connection = TcpStream::connect(self.address).await.unwrap();
        connection.write_all(text.as_bytes()).await.unwrap();
        connection
    }
}

/// Everything until the connection ends, which it does within ten seconds.
async fn rest(connection: &mut TcpStream) -> String {
    let mut text = Vec::new();
    timeout(Duration::from_secs(10), connection.read_to_end(&mut text)).await.unwrap().unwrap();
    String::from_utf8(text).unwrap()
}

/// One answer, whose end is that of its body.
async fn answer(connection: &mut TcpStream, end: &str) -> String {
    let mut text = String::new();
    while !text.ends_with(end) {
        let mut bytes = [0; 1024];
        let read = timeout(Duration::from_secs(10), connection.read(&mut bytes)).await;
        let read = read.unwrap_or_else(|_| panic!("no more than {text}")).unwrap();
        assert!(read > 0, "ended with {text}");
        text.push_str(std::str::from_utf8(&bytes[..read]).unwrap());
    }
    text
}

const ALIVE: &str = "GET /healthz HTTP/1.1\r\nhost: gateway\r\n\r\n";

#[tokio::test]
async fn who_sends_its_head_byte_by_byte_is_not_waited_for() {
    let gateway = Gateway::start().await;
    let server = start(&gateway, |holding| holding.head_within = Duration::from_millis(50)).await;
    let mut slow = server.say("GET /healthz HTTP/1.1\r\nhost: gate").await;
    let told = rest(&mut slow).await;
    assert!(told.is_empty() || told.starts_with("HTTP/1.1 408"), "{told}");
    let mut quick = server.say(ALIVE).await;
    assert!(answer(&mut quick, "ok").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let gateway = Gateway::start().await;
    let server = start(&gateway, |_| {}).await;
    let fields = (0..101).map(|number| format!("x-{number}: 1\r\n")).collect::<String>();
    for head in [format!("x-long: {}\r\n", "x".repeat(40_000)), fields] {
        let mut connection = server.say(&format!("GET /healthz HTTP/1.1\r\nhost: gateway\r\n{head}\r\n")).await;
        let told = rest(&mut connection).await;
        assert!(told.starts_with("HTTP/1.1 431"), "{told}");
    }
    let head = format!("x-long: {}\r\n", "x".repeat(20_000));
    let mut connection = server.say(&format!("GET /healthz HTTP/1.1\r\nhost: gateway\r\n{head}\r\n")).await;
    assert!(answer(&mut connection, "ok").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn more_connections_than_are_held_wait_for_one_to_end() {
    let gateway = Gateway::start().await;
    let server = start(&gateway, |holding| holding.connections = 1).await;
    let mut first = server.say(ALIVE).await;
    answer(&mut first, "ok").await;
    let mut second = server.say(ALIVE).await;
    let mut byte = [0; 1];
    tokio::select! {
        biased;
        _ = second.read(&mut byte) => panic!("there is one too many"),
        () = async { for _ in 0..100 { tokio::task::yield_now().await } } => {}
    }
    drop(first);
    assert!(answer(&mut second, "ok").await.contains("200"));
}

#[tokio::test]
async fn who_only_holds_places_does_not_hold_all() {
    let gateway = Gateway::start().await;
    let server = start(&gateway, |holding| {
        holding.connections = 4;
        holding.when_crowded = Duration::from_millis(50);
    })
    .await;
    let mut idle = Vec::new();
    for _ in 0..8 {
        idle.push(TcpStream::connect(server.address).await.unwrap());
    }
    let mut honest = server.say(ALIVE).await;
    assert!(answer(&mut honest, "ok").await.contains("200"));
    let mut first = [0; 1];
    assert!(timeout(Duration::from_millis(1), idle[0].read(&mut first)).await.is_err(), "it came when there was room");
}

#[tokio::test]
async fn a_stop_ends_connections_that_do_nothing_and_waits_for_answers() {
    let gateway = Gateway::start().await;
    let server = start(&gateway, |_| {}).await;
    let mut idle = server.say(ALIVE).await;
    answer(&mut idle, "ok").await;
    let (_, token) = gateway.verified("01000000012").await;
    let body = exchange(&token).to_string();
    let head = format!(
        "POST /v1/payments HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer {KEY}\r\n\
         idempotency-key: 1\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let mut busy = server.say(&format!("{head}{body}")).await;
    gateway.sandbox.clock.slept_on().await;
    server.stop.send(()).unwrap();
    assert_eq!(rest(&mut idle).await, "", "it ends at once");
    assert!(!server.served.is_finished());
    gateway.sandbox.clock.advance(8_000);
    let told = rest(&mut busy).await;
    assert!(told.starts_with("HTTP/1.1 201") && told.contains("connection: close"), "{told}");
    server.served.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err(), "nobody is let in any more");
}

#[tokio::test]
async fn the_whole_gateway_is_watched_and_says_that_it_stops() {
    let gateway = Gateway::with(|config| {
        config.behind_proxy = false;
        config.serving.drain = Duration::from_millis(200);
    })
    .await;
    let listeners = [TcpListener::bind("127.0.0.1:0").await.unwrap(), TcpListener::bind("127.0.0.1:0").await.unwrap()];
    let [address, metrics_address] = [0, 1].map(|at: usize| listeners[at].local_addr().unwrap());
    let [listener, metrics] = listeners;
    let (stop, stopped) = oneshot::channel();
    let (app, serving) = (gateway.app.clone(), gateway.config.serving.clone());
    let told = async { stopped.await.unwrap() };
    let ran = tokio::spawn(async move { run(&app, &serving, (listener, Some(metrics)), told).await });
    let get = async |address, path: &str| {
        let mut connection = TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\n\r\n");
        connection.write_all(request.as_bytes()).await.unwrap();
        rest(&mut connection).await
    };
    assert!(get(address, "/readyz").await.starts_with("HTTP/1.1 200"));
    assert!(get(address, "/metrics").await.starts_with("HTTP/1.1 404"));
    assert!(get(metrics_address, "/metrics").await.ends_with("# EOF\n"));
    assert!(get(metrics_address, "/readyz").await.starts_with("HTTP/1.1 404"));
    stop.send(()).unwrap();
    while get(address, "/readyz").await.starts_with("HTTP/1.1 200") {}
    assert!(get(metrics_address, "/metrics").await.ends_with("# EOF\n"));
    ran.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err() && TcpStream::connect(metrics_address).await.is_err());
}

#[tokio::test]
async fn who_never_finishes_does_not_keep_the_gateway_up() {
    let gateway = Gateway::start().await;
    let server = start(&gateway, |holding| holding.grace = Duration::from_millis(50)).await;
    let mut half = server.say("POST /v1/sessions HTTP/1.1\r\nhost: gateway\r\nidempotency-key: 1\r\n").await;
    let key = format!("authorization: Bearer {KEY}\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{{");
    half.write_all(key.as_bytes()).await.unwrap();
    // Whoever comes after it has been accepted after it, too.
    answer(&mut server.say(ALIVE).await, "ok").await;
    server.stop.send(()).unwrap();
    timeout(Duration::from_secs(10), server.served).await.unwrap().unwrap();
}
