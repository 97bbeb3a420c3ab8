//! Bytes that are sent as they are, and what comes of them: an answer, an end, silence, or no connection at all.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long somebody waits who has not said all: nothing need come.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long somebody waits who has, on a busy machine: longer is a gateway that hangs.
const WHOLE_WITHIN: Duration = Duration::from_secs(30);

/// What came of a request.
#[derive(Debug)]
pub(super) enum Outcome {
    Answered(String),
    /// The connection ended without an answer.
    Ended,
    /// It stayed open without one.
    Silent,
    /// There was no connection.
    Unreachable(String),
}

/// Sends that on a connection of its own.
pub(super) async fn ask(address: SocketAddr, request: &[u8]) -> Outcome {
    let mut connection = match timeout(WHOLE_WITHIN, TcpStream::connect(address)).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(error)) => return Outcome::Unreachable(error.to_string()),
        Err(_) => return Outcome::Unreachable("nobody lets it in".to_owned()),
    };
    let within = if is_whole(request) { WHOLE_WITHIN } else { PATIENCE };
    // A refusal may come before all is said.
    let _ = timeout(within, connection.write_all(request)).await;
    let (mut answer, mut bytes) = (Vec::new(), [0; 4_096]);
    let silent = loop {
        // What has begun is waited for, whatever was asked.
        let within = if answer.is_empty() { within } else { WHOLE_WITHIN };
        match timeout(within, connection.read(&mut bytes)).await {
            Ok(Ok(read)) if read > 0 => answer.extend_from_slice(&bytes[..read]),
            Ok(Ok(_) | Err(_)) => break false,
            Err(_) => break true,
        }
        if is_complete(&answer) {
            break false;
        }
    };
    match (answer.is_empty(), silent) {
        (false, _) => Outcome::Answered(String::from_utf8_lossy(&answer).into_owned()),
        (true, true) => Outcome::Silent,
        (true, false) => Outcome::Ended,
    }
}

/// Whether nothing is left to be said, so that something has to come. Where that is a question of reading, such as with
/// chunks, it is not whole.
pub(super) fn is_whole(request: &[u8]) -> bool {
    let Some((head, body)) = parted(request.trim_ascii_start()) else { return false };
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    !head.contains("transfer-encoding") && lengths(&head).all(|length| body.len() >= length)
}

/// Whether nothing more of the answer can come.
fn is_complete(answer: &[u8]) -> bool {
    let Some((head, body)) = parted(answer) else { return false };
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    match lengths(&head).next() {
        Some(length) => body.len() >= length,
        None => body.ends_with(b"0\r\n\r\n"),
    }
}

fn parted(message: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = message.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some((&message[..end], &message[end + 4..]))
}

/// Every length that is declared and is one: others are refused as soon as they are read.
fn lengths(head: &str) -> impl Iterator<Item = usize> {
    head.lines().filter_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_is_what_has_been_said_to_its_end() {
        for whole in
            ["GET / HTTP/1.1\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", "\r\nnonsense\r\n\r\n"]
        {
            assert!(is_whole(whole.as_bytes()), "{whole:?}");
        }
        for open in [
            "GET / HTTP/1.1\r\nhost: g\r\n",
            "POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\n{}",
            "POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 3\r\n\r\n{}",
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
        ] {
            assert!(!is_whole(open.as_bytes()), "{open:?}");
        }
    }

    #[test]
    fn an_answer_is_read_to_its_end() {
        assert!(is_complete(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\n{}"));
        assert!(!is_complete(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\n{"));
        assert!(is_complete(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"));
        assert!(!is_complete(b"HTTP/1.1 200 OK\r\n"));
    }

    #[tokio::test]
    async fn a_gateway_that_is_gone_hangs_or_ends_is_three_things() -> anyhow::Result<()> {
        let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = gone.local_addr()?;
        drop(gone);
        assert!(matches!(ask(address, b"GET / HTTP/1.1\r\n\r\n").await, Outcome::Unreachable(_)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let ending = async { listener.accept().await.map(drop) };
        let (outcome, ended) = tokio::join!(ask(address, b""), ending);
        ended?;
        assert!(matches!(outcome, Outcome::Ended));
        // Nobody accepts: the kernel lets it in, and nothing comes.
        assert!(matches!(ask(address, b"GET / HT").await, Outcome::Silent));
        Ok(())
    }
}
