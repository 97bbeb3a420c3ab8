//! `carrier-checkout migrate`.

use std::path::Path;

use super::support::Place;

#[test]
fn what_is_due_is_told_and_then_done() {
    let place = Place::live(None);
    let due = place.run(&["migrate", "--check"]);
    assert_eq!(due.code, Some(1));
    assert!(due.out.starts_with("0001 gateway: is due\n"), "{}", due.out);
    assert!(!Path::new(&place.path("gateway.db")).exists(), "a question makes nothing");
    let done = place.done(&["migrate"]);
    assert_eq!(done, due.out.replace("is due", "done"));
    assert_eq!(place.done(&["migrate", "--check"]), "The database is up to date.\n");
    assert_eq!(place.done(&["migrate"]), "The database was up to date.\n");
}

#[test]
fn other_commands_do_not_touch_a_database_that_is_not_up_to_date() {
    let place = Place::live(None);
    let said = place.run(&["merchant", "list"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.ends_with("run `carrier-checkout migrate` first\n"), "{}", said.err);
    assert!(!Path::new(&place.path("gateway.db")).exists());
}

#[test]
fn a_database_that_is_none_is_told() {
    let place = Place::live(None);
    place.write("gateway.db", "These are not the rows that you are looking for. ".repeat(100).as_str());
    let said = place.run(&["migrate"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.err.starts_with(&format!("error: the database {} cannot be used", place.path("gateway.db"))),
        "{said:?}"
    );
}
