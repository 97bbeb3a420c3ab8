//! docs/sandbox.md says what the sandbox does.

use carrier_checkout_sandbox::magic::TABLE;
use carrier_checkout_sandbox::{CLIENT_ID, CLIENT_SECRET};

const DOCS: &str = include_str!("../../../../docs/sandbox.md");

#[test]
fn the_docs_have_one_row_for_each_magic_number() {
    let rows: Vec<&str> = DOCS.lines().filter(|line| line.starts_with("| `010-0000-")).collect();
    let expected: Vec<String> = TABLE
        .iter()
        .map(|magic| {
            let (answer, message) = magic.outcome.answer();
            let told = magic.reason.map_or("pays".to_owned(), |reason| format!("`{reason}`"));
            format!("| `{}` | {told} | {} | `{answer}`: {message} |", magic.number(), magic.outcome.step())
        })
        .collect();
    assert_eq!(rows, expected, "docs/sandbox.md should have:\n{}", expected.join("\n"));
}

#[test]
fn the_docs_name_the_client_and_the_settings() {
    for name in [CLIENT_ID, CLIENT_SECRET, "SANDBOX_LISTEN", "SANDBOX_DATABASE", "/ledger", "/phones/"] {
        assert!(DOCS.contains(name), "{name}");
    }
}
