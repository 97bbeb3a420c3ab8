//! Settings that are wrong are named, and nothing starts.

use super::support::{Place, Said, command};

#[test]
fn what_is_missing_or_wrong_is_named_and_the_exit_code_is_2() {
    for (variable, value, told) in [
        ("CARRIER_CHECKOUT_LISTEN", "8081", "error: CARRIER_CHECKOUT_LISTEN is not an address and port\n"),
        ("CARRIER_CHECKOUT_OPERATOR_PHONE", "nobody", "error: CARRIER_CHECKOUT_OPERATOR_PHONE is not a phone number"),
        ("CARRIER_CHECKOUT_PUBLIC_URL", "http://pay.example", "error: CARRIER_CHECKOUT_PUBLIC_URL does not begin with"),
        ("CARRIER_CHECKOUT_SEALING_KEY_FILE", "/nowhere", "error: CARRIER_CHECKOUT_SEALING_KEY_FILE cannot be read"),
    ] {
        let said = Place::live(None).with(variable, value).run(&["serve"]);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{variable}");
        assert!(said.err.starts_with(told), "{}", said.err);
    }
}

#[test]
fn a_misspelt_key_of_the_file_is_named_with_the_one_that_was_meant() {
    let place = Place::live(None);
    place.write("carrier-checkout.toml", "[operator]\nnme = \"통신과금\"\n");
    let said = place.run(&["serve"]);
    let file = place.path("carrier-checkout.toml");
    assert_eq!(said.code, Some(2));
    assert_eq!(said.err, format!("error: {file}: operator.nme is not a setting; operator.name is\n"));
}

#[test]
fn the_environment_alone_does_too_and_names_the_file() {
    let place = Place::live(None);
    place.write("carrier-checkout.toml", "listen = 1\n");
    let file = place.path("carrier-checkout.toml");
    let said = Said::of(&command(&["serve"]).env("CARRIER_CHECKOUT_CONFIG", &file).output().unwrap());
    assert!(said.err.starts_with(&format!("error: {file}: listen is not")), "{}", said.err);
    let said = Said::of(&command(&["serve"]).output().unwrap());
    assert_eq!(said.code, Some(2));
    assert_eq!(said.err, "error: CARRIER_CHECKOUT_DATABASE is not set\n");
}

#[test]
fn a_taken_port_is_told_with_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let said = Place::live(None).with("CARRIER_CHECKOUT_LISTEN", &address.to_string()).run(&["serve"]);
    let port = address.port();
    assert_eq!(said.code, Some(2));
    let told =
        format!("error: port {port} is taken; set CARRIER_CHECKOUT_LISTEN to another address, or stop what uses it\n");
    assert_eq!(said.err, told);
}

#[test]
fn a_command_that_there_is_not_is_refused() {
    let said = Said::of(&command(&["server"]).output().unwrap());
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("serve"), "it says what was meant: {}", said.err);
}
