//! What somebody reads who has stolen the database: after a whole journey, and after challenges that came to nothing.

use serde_json::json;

use super::monthly::subscribe;
use super::page::Dist;
use super::support::{Gateway, KEY, LINE, LONGEST_LEASE_MS, challenge, exchange, wrong};
use super::support_database::{lasting, on_postgres};
use super::support_tables::{Cell, Tables};

const BIRTH: &str = "9001011";
const ADDRESS: &str = "203.0.113.9";

/// What must be nowhere, as it could be written.
#[derive(Default)]
struct Secrets(Vec<String>);

impl Secrets {
    fn line(&mut self, line: &str) {
        let rest = line.trim_start_matches('0');
        let (first, last) = (&line[3..7], &line[7..]);
        self.0.extend([line.to_owned(), rest.to_owned(), format!("010-{first}-{last}"), format!("{first}-{last}")]);
    }

    fn add(&mut self, secret: &str) {
        self.0.push(secret.to_owned());
    }

    fn found_in<'a>(&'a self, cells: &'a [Cell]) -> Vec<(&'a str, &'a str, &'a str)> {
        let holds = |cell: &Cell, secret: &str| cell.bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        let found = |cell: &'a Cell| {
            let secrets = self.0.iter().filter(move |secret| holds(cell, secret));
            secrets.map(|secret| (cell.table.as_str(), cell.column.as_str(), secret.as_str()))
        };
        cells.iter().flat_map(found).collect()
    }
}

async fn lasting_gateway() -> (Gateway, Dist) {
    let directory = Dist::built();
    let database = lasting(&directory).await;
    (Gateway::with(|config| config.database = database).await, directory)
}

/// Six digits are in many a number by chance: a code is looked for where it is not a part of something longer.
fn holds_code(cell: &Cell, code: &str) -> bool {
    let text = String::from_utf8_lossy(&cell.bytes);
    text.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == code)
}

#[tokio::test]
async fn after_a_whole_journey_no_birth_date_no_number_and_no_code_is_in_any_table() {
    let (gateway, directory) = lasting_gateway().await;
    let (mut secrets, mut codes) = (Secrets::default(), Vec::new());
    secrets.line(LINE);
    for secret in [BIRTH, "900101-1", ADDRESS, KEY, "12345678901234", "김하늘"] {
        secrets.add(secret);
    }
    // A typo, another code, the right one; paid, mailed nowhere, disputed.
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    codes.push(code);
    gateway.clock.advance(11_000);
    gateway.post(&format!("/v1/checkout/challenges/{id}/resend"), &session, &json!({})).await;
    let code = gateway.code(LINE).await;
    codes.extend([code.clone(), wrong(&code)]);
    assert_eq!(gateway.verify(&session, &id, &wrong(&code)).await.status, 422);
    let token = gateway.verify(&session, &id, &code).await.text("/token");
    let key = format!("900101-1 of {LINE} for {token}").replace(' ', "/");
    assert_eq!(gateway.post_as("/v1/payments", KEY, &key, &exchange(&token)).await.status, 201);
    secrets.add(&token);
    assert_eq!(gateway.post("/v1/checkout/disputes", &session, &json!({})).await.status, 201);

    came_to_nothing(&gateway, &mut secrets, &mut codes).await;
    let monthly = subscribe(&gateway, "01044445555").await;
    secrets.line("01044445555");
    gateway.month_ends();
    assert_eq!(gateway.give_back(&monthly.payment, 900).await.status, 201);
    let session = gateway.session().await;
    assert_eq!(gateway.begin_from(&session, LINE, ADDRESS).await.status, 201);
    codes.push(gateway.code(LINE).await);
    refused(&gateway, &session).await;

    let cells = Tables::of(&gateway.config.database).await.cells().await;
    assert!(cells.len() > 200 && cells.iter().any(|cell| cell.bytes == b"person"), "{}", cells.len());
    assert_eq!(secrets.found_in(&cells), []);
    let with_code = cells.iter().filter(|cell| codes.iter().any(|code| holds_code(cell, code)));
    assert_eq!(with_code.map(|cell| (&cell.table, &cell.column)).collect::<Vec<_>>(), []);
    if !on_postgres() {
        let files = super::restart::database_files(&directory.0);
        let found = secrets.0.iter().filter(|secret| files.windows(secret.len()).any(|part| part == secret.as_bytes()));
        assert_eq!(found.collect::<Vec<_>>(), Vec::<&String>::new(), "in the file or its log");
    }
}

/// Challenges that ended by too many typos, by time, by another line and with their session.
async fn came_to_nothing(gateway: &Gateway, secrets: &mut Secrets, codes: &mut Vec<String>) {
    for line in ["01055556666", "01066667777", "01077778888", "01088889999"] {
        secrets.line(line);
    }
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, "01055556666").await;
    for _ in 0..5 {
        assert!(gateway.verify(&session, &id, &wrong(&code)).await.status >= 400);
    }
    let (_, other) = gateway.challenged(&session, "01066667777").await;
    gateway.post("/v1/checkout/cancel", &session, &json!({})).await;
    let session = gateway.session().await;
    let (_, third) = gateway.challenged(&session, "01077778888").await;
    let (_, token) = gateway.verified("01088889999").await;
    secrets.add(&token);
    codes.extend([code, other, third]);
    gateway.clock.advance(1_800_001);
    gateway.app.sweep().await.unwrap();
    assert_eq!(gateway.stage(&session).await["status"], "expired");
}

/// Requests that are refused for what is in them.
async fn refused(gateway: &Gateway, session: &str) {
    let key = format!("{LINE}/{BIRTH}");
    for body in [challenge("0102345678"), json!({ "phone": LINE, "birth": BIRTH, "code": "482913" })] {
        assert_eq!(gateway.post_as("/v1/checkout/challenges", session, &key, &body).await.status, 422);
    }
}

#[tokio::test]
async fn when_a_challenge_has_ended_nothing_is_left_of_its_code_and_a_day_later_nothing_of_the_birth_date() {
    let (gateway, _directory) = lasting_gateway().await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    let verified = gateway.verify(&session, &id, &code).await;
    let mut tables = Tables::of(&gateway.config.database).await;
    let proofs = "SELECT COUNT(code_proof) FROM challenges";
    assert_eq!(tables.number(proofs).await, 1, "a right code is known again, until it is spent");
    gateway.pay(&verified.text("/token")).await;
    assert_eq!(tables.number(proofs).await, 0);
    gateway.verified("01055556666").await;
    assert_eq!(tables.number(proofs).await, 1);
    gateway.clock.advance(2_400_000);
    gateway.app.sweep().await.unwrap();
    assert_eq!(tables.number(proofs).await, 0, "its session has ended");

    let session = gateway.session().await;
    assert_eq!(gateway.begin_from(&session, "01066667777", ADDRESS).await.status, 201);
    // A keyed hash of birth date and address counts who begins how often, for the policy's day.
    let persons = "SELECT COUNT(*) FROM attempts WHERE scope = 'person'";
    assert_eq!(tables.number(persons).await, 1);
    gateway.clock.advance(24 * 3_600_000 + LONGEST_LEASE_MS);
    gateway.app.sweep().await.unwrap();
    assert_eq!(tables.number(persons).await, 0);
    for table in ["attempts", "sends", "idempotency", "console_tries", "console_logins"] {
        assert_eq!(tables.number(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
}

#[tokio::test]
async fn what_is_deleted_is_not_in_the_file_any_more() {
    let directory = Dist::built();
    let file = super::support_database::file_in(&directory);
    let gateway = Gateway::with(|config| config.database = file).await;
    let sessions = [gateway.session().await, gateway.session().await];
    gateway.clock.advance(366 * 24 * 3_600_000);
    gateway.app.sweep().await.unwrap();
    assert_eq!(gateway.app.forget().await.unwrap().unpaid, 2);
    // That they ended is an event, which names them.
    gateway.clock.advance(91 * 24 * 3_600_000);
    assert_eq!(gateway.app.forget().await.unwrap().events, 2);
    let mut tables = Tables::of(&gateway.config.database).await;
    tables.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
    let bytes = std::fs::read(directory.0.join("gateway.db")).unwrap();
    let is_there = |id: &str| bytes.windows(id.len()).any(|part| part == id.as_bytes());
    assert!(is_there("mer_sandbox"), "a look that finds what is there");
    assert!(!sessions.iter().any(|id| is_there(id)));
}
