//! What no honest client sends. Whatever it is, it is refused with a code or its connection ends; nothing breaks.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use fastrand::Rng;
use serde::Serialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::checkout::KEY;
use crate::gateway::Gateway;

/// How long an answer may take, and its next part.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(100);

/// So many at the same time.
const AT_ONCE: usize = 100;

#[derive(Debug, Serialize)]
pub(crate) struct Found {
    requests: usize,
    /// How often which status was answered; 0 is an end without one.
    answers: BTreeMap<u16, usize>,
}

pub(crate) async fn send(
    gateway: &Gateway,
    seed: u64,
    drawn: usize,
    broken: &mut Vec<String>,
) -> anyhow::Result<Found> {
    use futures_util::StreamExt as _;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, gateway.port));
    let mut chance = Rng::with_seed(seed);
    let known = known();
    let of_chance = (0..drawn).map(|_| draw(&mut chance)).collect::<Vec<_>>();
    let requests: Vec<Vec<u8>> = known.into_iter().chain(of_chance).collect();
    let (count, mut answers, mut wrong) = (requests.len(), BTreeMap::new(), 0);
    let asked = futures_util::stream::iter(requests).map(async |request| (ask(address, &request).await, request));
    let mut asked = std::pin::pin!(asked.buffer_unordered(AT_ONCE));
    while let Some((answer, request)) = asked.next().await {
        let status = status(&answer);
        *answers.entry(status).or_default() += 1;
        let has_code = answer.contains("\"code\":\"");
        // 431 and what is no HTTP are the connection's own refusals, which know no codes.
        let says = match status {
            0 | 408 | 431 => true,
            400 => has_code || answer.contains("content-length: 0"),
            500.. => answer.contains("\"code\":\"overloaded\""),
            401..500 => has_code,
            _ => true,
        };
        if !says && wrong < 5 {
            wrong += 1;
            let shown = String::from_utf8_lossy(&request).chars().take(200).collect::<String>();
            broken.push(format!("answered {status} without a code: {shown:?}"));
        }
    }
    Ok(Found { requests: count, answers })
}

/// What is answered. A request that is not whole is waited for; then nothing is.
async fn ask(address: SocketAddr, request: &[u8]) -> String {
    let Ok(mut connection) = TcpStream::connect(address).await else { return String::new() };
    // A refusal may come before all is said.
    let _ = timeout(PATIENCE, connection.write_all(request)).await;
    let (mut answer, mut bytes) = (Vec::new(), [0; 4_096]);
    loop {
        let within = if answer.is_empty() { PATIENCE } else { PAUSE };
        match timeout(within, connection.read(&mut bytes)).await {
            Ok(Ok(read)) if read > 0 => answer.extend_from_slice(&bytes[..read]),
            Ok(Ok(_) | Err(_)) | Err(_) => return String::from_utf8_lossy(&answer).into_owned(),
        }
    }
}

fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)?.parse().ok()).unwrap_or(0)
}

/// What has been thought of.
fn known() -> Vec<Vec<u8>> {
    let json = |body: &[u8]| post("application/json", body);
    let deep = [b"[".repeat(30_000), b"]".repeat(30_000)].concat();
    let nested = [b"{\"a\":".repeat(10_000), b"1".to_vec(), b"}".repeat(10_000)].concat();
    let mut all = vec![
        json(&deep),
        json(&nested),
        json(b"{\"order_id\":\"\xff\xfe\xed\xa0\x80\",\"amount\":9900}"),
        json(b"{\"order_id\":\"a\\ud800\",\"amount\":9900}"),
        json(b"{\"order_id\":\"a\\u0000b\",\"amount\":9900}"),
        json(b"{\"order_id\":\"a\",\"order_id\":\"b\",\"amount\":9900}"),
        json(b"{\"order_id\":\"a\",\"amount\":1e308}"),
        json(b"{\"order_id\":\"a\",\"amount\":-1}"),
        json(b"{\"order_id\":\"a\",\"amount\":99999999999999999999999999}"),
        json(b"\xef\xbb\xbf{}"),
        json(b"null"),
        json(b""),
        json(&b" ".repeat(65_537)),
        json(&b"a".repeat(1_000_000)),
        post("text/plain", b"{}"),
        post("application/x-www-form-urlencoded", b"a=b"),
        post("application/json; charset=utf-16", b"{}"),
        post("multipart/form-data; boundary=\"", b"--"),
        post("\u{ff}", b"{}"),
    ];
    let chunked = "POST /v1/sessions HTTP/1.1\r\nhost: g\r\ntransfer-encoding: chunked\r\n";
    for rest in
        ["\r\nzz\r\n{}\r\n0\r\n\r\n", "\r\nffffffffffffffffff\r\n", "\r\n5\r\nab", "content-length: 3\r\n\r\nabc"]
    {
        all.push(format!("{chunked}{rest}").into_bytes());
    }
    for line in [
        "GET /v1/checkout/%00%ff HTTP/1.1",
        "GET /../../etc/passwd HTTP/1.1",
        "GET //v1//sessions HTTP/1.1",
        "GET /v1/sessions/%E0%80%AF HTTP/1.1",
        "DELETE /v1/sessions HTTP/1.1",
        "TRACE / HTTP/1.1",
        "CONNECT gateway:443 HTTP/1.1",
        "BREW /v1/payments HTTP/1.1",
        "GET /v1/payments?limit=%FF&limit=1 HTTP/1.1",
        "GET http://elsewhere/v1/sessions HTTP/1.1",
        "GET /v1/sessions HTTP/9.9",
        "GET /v1/sessions",
        "\0\0\0\0",
        "PRI * HTTP/2.0",
        "GET /v1/events?starting_after=evt_%00 HTTP/1.1",
        "OPTIONS * HTTP/1.1",
    ] {
        all.push(format!("{line}\r\nhost: g\r\nauthorization: Bearer {KEY}\r\n\r\n").into_bytes());
    }
    for head in [
        "x".repeat(70_000),
        format!("cookie: {}", "a=b; ".repeat(8_000)),
        "a: b\r\n".repeat(300),
        "content-length: -1".to_owned(),
        "content-length: 5\r\ncontent-length: 6".to_owned(),
        "idempotency-key: \u{1}".to_owned(),
        "authorization: Bearer \u{7f}".to_owned(),
        " folded: yes".to_owned(),
        "transfer-encoding: gzip, chunked".to_owned(),
        "expect: 200-nonsense".to_owned(),
        "x-forwarded-for: , , ;;[::".to_owned(),
        "host: other".to_owned(),
        "accept-language: \u{feff}".to_owned(),
    ] {
        all.push(format!("POST /v1/sessions HTTP/1.1\r\nhost: g\r\n{head}\r\n\r\n").into_bytes());
    }
    all
}

fn post(media_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST /v1/sessions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer {KEY}\r\nidempotency-key: malformed\r\n\
         content-type: {media_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// A request that was right until some of its bytes were changed, doubled, left out or cut off.
fn draw(chance: &mut Rng) -> Vec<u8> {
    let body = br#"{"order_id":"order-1","amount":9900,"goods":{"name":"x","kind":"digital","offer_period":{"unit":"unlimited"}}}"#;
    let mut request = match chance.u8(..3) {
        0 => post("application/json", body),
        1 => {
            format!("GET /v1/payments?limit=3 HTTP/1.1\r\nhost: g\r\nauthorization: Bearer {KEY}\r\n\r\n").into_bytes()
        }
        _ => b"POST /v1/checkout/challenges HTTP/1.1\r\nhost: g\r\nauthorization: Bearer cs_0000000000000000000000\r\n\
              idempotency-key: k\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
            .to_vec(),
    };
    for _ in 0..chance.usize(1..=4) {
        let at = chance.usize(..request.len());
        match chance.u8(..5) {
            0 => request[at] = chance.u8(..),
            1 => request.insert(at, chance.u8(..)),
            2 => drop(request.remove(at)),
            3 => {
                let part = request[at..(at + chance.usize(1..64)).min(request.len())].to_vec();
                request.splice(at..at, part);
            }
            _ => request.truncate(at.max(1)),
        }
    }
    request
}
