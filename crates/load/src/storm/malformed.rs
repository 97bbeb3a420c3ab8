//! What no honest client sends. Whatever it is, it is refused with a code or its connection ends; nothing breaks.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};

use fastrand::Rng;
use futures_util::StreamExt as _;
use serde::Serialize;

use super::raw::{Outcome, ask, is_whole};
use crate::checkout::KEY;
use crate::gateway::Gateway;

/// So many at the same time.
const AT_ONCE: usize = 100;

/// So many violations are told: one fault breaks a law many times.
const TOLD: usize = 5;

#[derive(Debug, Serialize)]
pub(crate) struct Found {
    requests: usize,
    /// How often which status was answered, or what came instead.
    answers: BTreeMap<String, usize>,
}

struct Request {
    bytes: Vec<u8>,
    /// Whether it may be taken: it is unusual and not wrong, or chance has left it right.
    may_be_right: bool,
}

pub(crate) async fn send(
    gateway: &Gateway,
    seed: u64,
    drawn: usize,
    broken: &mut Vec<String>,
) -> anyhow::Result<Found> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, gateway.port));
    let mut chance = Rng::with_seed(seed);
    let mut requests = known();
    requests.extend((0..drawn).map(|_| Request { bytes: draw(&mut chance), may_be_right: true }));
    let (count, mut answers, mut wrong) = (requests.len(), BTreeMap::new(), Vec::new());
    let asked = futures_util::stream::iter(requests).map(async |request| (ask(address, &request.bytes).await, request));
    let mut asked = std::pin::pin!(asked.buffer_unordered(AT_ONCE));
    while let Some((outcome, request)) = asked.next().await {
        let (what, law) = judged(&outcome, &request);
        *answers.entry(what).or_default() += 1;
        if let Some(law) = law {
            let shown = String::from_utf8_lossy(&request.bytes).chars().take(200).collect::<String>();
            wrong.push(format!("{law}: {shown:?}"));
        }
    }
    broken.extend(wrong.into_iter().take(TOLD));
    Ok(Found { requests: count, answers })
}

/// What came of it, and the law that this breaks.
fn judged(outcome: &Outcome, request: &Request) -> (String, Option<String>) {
    let answer = match outcome {
        Outcome::Answered(answer) => answer,
        Outcome::Ended => return ("ended".to_owned(), None),
        Outcome::Silent => {
            let hangs = is_whole(&request.bytes).then(|| "nothing was answered to a whole request".to_owned());
            return ("silent".to_owned(), hangs);
        }
        Outcome::Unreachable(why) => return ("unreachable".to_owned(), Some(format!("no connection ({why})"))),
    };
    let Some(status) = status(answer) else {
        return ("no HTTP".to_owned(), Some("something was answered that is no HTTP".to_owned()));
    };
    let has_code = answer.contains("\"code\":\"");
    // 431 and what is no HTTP are the connection's own refusals, which know no codes.
    let law = match status {
        408 | 431 => None,
        400 => (!has_code && !answer.contains("content-length: 0")).then_some("without a code"),
        401..500 => (!has_code).then_some("without a code"),
        500.. => (!answer.contains("\"code\":\"overloaded\"")).then_some("which is the server's error"),
        _ => (!request.may_be_right).then_some("and so taken, which is malformed"),
    };
    (status.to_string(), law.map(|law| format!("answered {status} {law}")))
}

fn status(answer: &str) -> Option<u16> {
    answer.strip_prefix("HTTP/1.")?.get(2..5)?.parse().ok()
}

/// What has been thought of.
fn known() -> Vec<Request> {
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
    all.into_iter().map(|bytes| Request { bytes, may_be_right: false }).collect()
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
            // Something has to be left, to be sent and to be changed.
            2 if request.len() > 1 => drop(request.remove(at)),
            3 => {
                let part = request[at..(at + chance.usize(1..64)).min(request.len())].to_vec();
                request.splice(at..at, part);
            }
            _ => request.truncate(at.max(1)),
        }
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(outcome: Outcome, bytes: &[u8], may_be_right: bool) -> bool {
        judged(&outcome, &Request { bytes: bytes.to_vec(), may_be_right }).1.is_some()
    }

    #[test]
    fn silence_and_no_connection_are_no_end() {
        let (whole, open) = (b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n");
        assert!(broken(Outcome::Silent, whole, true));
        assert!(!broken(Outcome::Silent, open, true));
        assert!(broken(Outcome::Unreachable(String::new()), open, true));
        assert!(!broken(Outcome::Ended, whole, false));
    }

    #[test]
    fn what_is_malformed_is_not_taken() {
        let answered = |answer: &str, may_be_right| broken(Outcome::Answered(answer.to_owned()), b"", may_be_right);
        assert!(answered("HTTP/1.1 200 OK\r\n\r\n", false));
        assert!(!answered("HTTP/1.1 200 OK\r\n\r\n", true));
        assert!(answered("HTTP/1.1 422 Unprocessable\r\n\r\n", true));
        assert!(answered("HTTP/1.1 500 Oh\r\n\r\n{\"code\":\"internal\"}", true));
        assert!(answered("hello", true));
    }
}
