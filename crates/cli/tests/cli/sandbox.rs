//! `carrier-checkout sandbox`.

use std::net::TcpListener;

use super::support::{Said, Server, command, http};

fn run(name: &str, value: &str) -> Said {
    let mut command = command(&["sandbox"]);
    command.env("SANDBOX_LISTEN", "127.0.0.1:0").env("SANDBOX_DATABASE", ":memory:").env(name, value);
    Said::of(&command.output().unwrap())
}

#[test]
fn a_taken_port_is_told_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let said = run("SANDBOX_LISTEN", &address.to_string());
    let port = address.port();
    let told = format!("error: port {port} is taken; set SANDBOX_LISTEN to another address, or stop what uses it\n");
    assert_eq!((said.code, said.err), (Some(2), told));
}

#[test]
fn a_wrong_setting_is_named() {
    for (name, value) in [
        ("SANDBOX_LISTEN", "8082"),
        ("SANDBOX_LISTEN", "localhost:8082"),
        ("SANDBOX_DATABASE", ""),
        ("SANDBOX_DATABASE", "/nowhere/at/all/sandbox.db"),
    ] {
        let said = run(name, value);
        assert_eq!(said.code, Some(2), "{name}={value}");
        assert!(said.err.starts_with(&format!("error: {name}")), "{}", said.err);
    }
}

#[tokio::test]
async fn it_answers_and_ends_when_it_is_told_to() {
    let sandbox = Server::sandbox();
    assert_eq!(http().get(sandbox.url("/healthz")).send().await.unwrap().status(), 200);
    assert_eq!(sandbox.terminate(), Some(0));
}
