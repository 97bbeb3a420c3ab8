//! Copies of the receipt by mail.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carrier_checkout_gateway::config::Config;
use carrier_checkout_gateway::mail::{MailConfig, MailTo};
use carrier_checkout_gateway::telemetry::PrivacyLayer;
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use tracing_subscriber::layer::SubscriberExt as _;

use super::page::Dist;
use super::privacy::heard_by;
use super::restart::database_files;
use super::support::{Gateway, LINE};
use super::support_database::file_in;

const RECEIPTS: &str = "/v1/checkout/receipts";

/// A server of mails that says of each recipient what it is told to say.
struct MailServer {
    address: String,
    /// What it was sent: whom for, and the mail itself.
    taken: Arc<Mutex<Vec<(String, String)>>>,
    refuses: Arc<Mutex<bool>>,
}

impl MailServer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let (taken, refuses) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(false)));
        let (sink, refusing) = (taken.clone(), refuses.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, sink.clone(), refusing.clone()));
            }
        });
        Self { address, taken, refuses }
    }

    async fn gateway(&self) -> Gateway {
        self.gateway_with(|_| {}).await
    }

    async fn gateway_with(&self, change: impl FnOnce(&mut Config)) -> Gateway {
        let to = MailTo::Server(self.address.parse().unwrap());
        let from = "달빛상점 <receipts@shop.example>".parse().unwrap();
        Gateway::with(|config| {
            config.mail = Some(MailConfig { to, from });
            change(config);
        })
        .await
    }

    fn taken(&self) -> Vec<(String, String)> {
        self.taken.lock().unwrap().clone()
    }
}

/// One conversation (RFC 5321).
async fn talk(stream: TcpStream, taken: Arc<Mutex<Vec<(String, String)>>>, refuses: Arc<Mutex<bool>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.example\r\n").await.unwrap();
    let mut to = String::new();
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250 mail.example",
            "RCPT" if *refuses.lock().unwrap() => "451 not now, hong@mail.example",
            "RCPT" => {
                to = line.trim_start_matches("RCPT TO:").to_owned();
                "250 ok"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.unwrap();
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await.unwrap().filter(|line| line != ".") {
                    mail.push_str(&line);
                    mail.push('\n');
                }
                taken.lock().unwrap().push((to.clone(), mail));
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

/// The text of a mail.
fn text(mail: &str) -> String {
    let (head, body) = mail.split_once("\n\n").unwrap();
    assert!(head.contains("Content-Transfer-Encoding: base64"), "{head}");
    String::from_utf8(STANDARD.decode(body.replace('\n', "")).unwrap()).unwrap().replace("\r\n", "\n")
}

async fn paid(gateway: &Gateway) -> String {
    let (session, token) = gateway.verified(LINE).await;
    assert_eq!(gateway.pay(&token).await.text("/status"), "succeeded");
    session
}

#[tokio::test]
async fn a_copy_has_the_four_items_of_the_law_and_goes_to_nobody_else() {
    let server = MailServer::start().await;
    let gateway = server.gateway().await;
    let session = paid(&gateway).await;
    let answer = gateway.post(RECEIPTS, &session, &json!({ "email": " hong@mail.example " })).await;
    assert_eq!((answer.status, &answer.body), (202, &json!({})));
    let [(to, mail)] = &server.taken()[..] else { panic!("{:?}", server.taken()) };
    assert_eq!(to, "<hong@mail.example>");
    assert!(mail.contains("To: hong@mail.example\n") && mail.contains("<receipts@shop.example>"), "{mail}");
    let text = text(mail);
    let items = [
        "결제 일시: ",
        "달빛상점 (02-1234-5678)",
        "이모티콘 모음",
        "9,900원 (부가세 포함)",
        "이의신청 방법: ",
        "취소 가능: ",
        "pay_",
    ];
    for item in items {
        assert!(text.contains(item), "{item} is not in {text}");
    }
    assert!(text.contains("010-****-6789") && !text.contains(LINE), "{text}");
}

#[tokio::test]
async fn it_speaks_the_language_of_the_window() {
    let server = MailServer::start().await;
    let gateway = server.gateway().await;
    let session = paid(&gateway).await;
    let answer = gateway.post_in("en", RECEIPTS, &session, &json!({ "email": "hong@mail.example" })).await;
    assert_eq!(answer.status, 202, "{}", answer.body);
    let mail = server.taken().remove(0).1;
    assert!(text(&mail).starts_with("Payment complete\n"), "{}", text(&mail));
}

#[tokio::test]
async fn a_session_has_three_copies_and_a_repeated_wish_is_one() {
    let server = MailServer::start().await;
    let gateway = server.gateway().await;
    let session = paid(&gateway).await;
    let wish = json!({ "email": "hong@mail.example" });
    for _ in 0..2 {
        assert_eq!(gateway.post_as(RECEIPTS, &session, "wish-1", &wish).await.status, 202);
    }
    assert_eq!(server.taken().len(), 1);
    for _ in 0..2 {
        assert_eq!(gateway.post(RECEIPTS, &session, &wish).await.status, 202);
    }
    assert_eq!(gateway.post(RECEIPTS, &session, &wish).await.problem(), (429, "sends_exhausted".into()));
    assert_eq!(server.taken().len(), 3);
}

#[tokio::test]
async fn what_the_server_does_not_take_may_be_tried_again_and_is_not_counted() {
    let server = MailServer::start().await;
    let gateway = server.gateway().await;
    let session = paid(&gateway).await;
    let wish = json!({ "email": "hong@mail.example" });
    *server.refuses.lock().unwrap() = true;
    for _ in 0..4 {
        assert_eq!(gateway.post_as(RECEIPTS, &session, "wish-1", &wish).await.problem(), (500, "internal".into()));
    }
    *server.refuses.lock().unwrap() = false;
    assert_eq!(gateway.post_as(RECEIPTS, &session, "wish-1", &wish).await.status, 202);
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn only_a_receipt_goes_to_an_address_and_only_where_mails_can_be_sent() {
    let server = MailServer::start().await;
    let gateway = server.gateway().await;
    let wish = json!({ "email": "hong@mail.example" });
    let open = gateway.session().await;
    assert_eq!(gateway.post(RECEIPTS, &open, &wish).await.problem(), (404, "payment_not_found".into()));
    let session = paid(&gateway).await;
    for email in ["", "hong", "hong@mail.example, kim@mail.example", "hong@mail.example\r\nBcc: kim@mail.example"] {
        let answer = gateway.post(RECEIPTS, &session, &json!({ "email": email })).await;
        assert_eq!(answer.problem(), (422, "invalid_request".into()), "{email}");
        assert!(!answer.body.to_string().contains("mail.example"), "{}", answer.body);
    }
    assert_eq!(server.taken(), []);
    let without = Gateway::start().await;
    let session = paid(&without).await;
    assert_eq!(without.post(RECEIPTS, &session, &wish).await.problem(), (404, "not_found".into()));
}

#[tokio::test]
async fn the_receipt_has_the_form_only_where_mails_can_be_sent() {
    let server = MailServer::start().await;
    for (gateway, form) in [(server.gateway().await, true), (Gateway::start().await, false)] {
        for (session, mark) in [(gateway.session().await, "data-mail"), (paid(&gateway).await, "id=\"mail-address\"")] {
            let page = gateway.get(&format!("/v1/checkout/{session}?locale=ko"), "").await;
            assert_eq!(page.body.as_str().unwrap().contains(mark), form, "{mark}");
        }
    }
}

#[tokio::test]
async fn the_address_is_neither_logged_nor_stored() {
    let layer = PrivacyLayer::new().ignoring("carrier_checkout_sandbox");
    layer.watch("hong@mail.example");
    let _guard = heard_by(tracing_subscriber::registry().with(layer.clone()));
    let (server, directory) = (MailServer::start().await, Dist::built());
    let file = file_in(&directory);
    let gateway = server.gateway_with(|config| config.database = file).await;
    let session = paid(&gateway).await;
    for (refused, status) in [(true, 500), (false, 202)] {
        *server.refuses.lock().unwrap() = refused;
        let answer = gateway.post(RECEIPTS, &session, &json!({ "email": "hong@mail.example" })).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    assert_eq!(layer.leaks(), []);
    let files = database_files(&directory.0);
    assert!(files.len() > 10_000);
    assert!(!files.windows(4).any(|bytes| bytes == b"hong"));
}
