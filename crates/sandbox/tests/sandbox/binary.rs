//! The program itself.

use std::net::TcpListener;
use std::process::{Command, Output};

fn run(name: &str, value: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_carrier-checkout-sandbox"))
        .env("SANDBOX_LISTEN", "127.0.0.1:0")
        .env("SANDBOX_DATABASE", ":memory:")
        .env(name, value)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_taken_port_is_told_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let output = run("SANDBOX_LISTEN", &address.to_string());
    assert_eq!(output.status.code(), Some(2));
    let port = address.port();
    let expected =
        format!("error: port {port} is taken; set SANDBOX_LISTEN to another address, or stop what uses it\n");
    assert_eq!(said(&output), expected);
}

#[test]
fn a_wrong_setting_is_named() {
    for (name, value) in [
        ("SANDBOX_LISTEN", "8082"),
        ("SANDBOX_LISTEN", "localhost:8082"),
        ("SANDBOX_DATABASE", ""),
        ("SANDBOX_DATABASE", "/nowhere/at/all/sandbox.db"),
    ] {
        let output = run(name, value);
        assert_eq!(output.status.code(), Some(2), "{name}={value}");
        assert!(said(&output).starts_with(&format!("error: {name}")), "{}", said(&output));
    }
}
