//! Lists of payments: what is in them, and by which queries.

use std::collections::BTreeMap;

use cucumber::{given, then};
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use crate::property;
use crate::world::World;

const DAY: i64 = 86_400_000;

#[given(regex = r"^no payments have been created by operation createPayment OR preparePayment$")]
fn none(_world: &mut World) {}

/// One every five days, the last one now, and one of each kind.
#[given(regex = r"^several existing payments created by operation createPayment OR preparePayment\b.*$")]
async fn several(world: &mut World) {
    for _ in 0..7 {
        world.make_payment(None).await;
        world.sandbox().clock.advance(5 * DAY);
    }
    let merchant = "$.amountTransaction.paymentAmount.chargingMetaData.merchantIdentifier";
    let shop = crate::environment::ENVIRONMENT.values["merchantIdentifier"].clone();
    for how in ["confirmPayment", "cancelPayment"] {
        let payment = world.make_payment(Some((merchant, &shop))).await;
        world.settle(&payment, how).await;
    }
    world.make_payment(Some((merchant, &"another-shop".into()))).await;
}

#[given(regex = r#"^the query parameter "([^"]+)" is set to "([^"]+)"$"#)]
fn query(world: &mut World, name: String, value: String) {
    let value = if value.starts_with("NOW") { world.instant(&value).to_string() } else { value };
    world.query.push((name, value));
}

#[given(regex = r#"^the query parameter "([^"]+)" is set to the value representing such a merchant$"#)]
fn query_of_the_merchant(world: &mut World, name: String) {
    let value = crate::environment::ENVIRONMENT.values[&name].as_str().expect("a text").to_owned();
    world.query.push((name, value));
}

#[then(regex = r#"^the response body is an empty array "\[\]"$"#)]
fn an_empty_list(world: &mut World) {
    assert_eq!(world.answer().text, "[]");
}

#[then(regex = r"^only five payments returned$")]
fn five(world: &mut World) {
    assert_eq!(world.listed().len(), 5);
}

#[then(regex = r#"^all the payments returned are ordered by "(asc|desc)" property "([^"]+)"$"#)]
fn ordered(world: &mut World, order: String, path: String) {
    let instants: Vec<Timestamp> = world.listed().iter().map(|payment| instant_of(payment, &path)).collect();
    assert!(instants.len() > 1, "nothing to put in order");
    let sorted = if order == "asc" { instants.is_sorted() } else { instants.is_sorted_by(|a, b| a >= b) };
    assert!(sorted, "{instants:?}");
}

#[then(regex = r#"^all the payments returned have their property "([^"]+)" (.+)$"#)]
fn all_are(world: &mut World, path: String, how: String) {
    for payment in world.listed() {
        assert!(world.is(&payment, &path, &how), "not {how}: {payment}");
    }
}

/// Nothing that fits is missing.
#[then(regex = r#"^only the payments with their property "([^"]+)" (.+?)(?: are returned)?$"#)]
async fn only_those(world: &mut World, path: String, how: String) {
    let everything = world.everything().await;
    let fitting = everything.iter().filter(|payment| world.is(payment, &path, &how)).count();
    assert_eq!(world.listed().len(), fitting);
}

#[then(regex = r"^only the payments associated to that application are returned$")]
async fn all_of_the_client(world: &mut World) {
    assert_eq!(world.listed(), world.everything().await);
}

impl World {
    fn listed(&self) -> Vec<Value> {
        self.answer().json().as_array().expect("a list").clone()
    }

    /// Every payment there is, by the longest page.
    async fn everything(&self) -> Vec<Value> {
        let all = self.call("retrievePayments", &BTreeMap::new(), &Value::Null).await;
        let all = all.as_array().expect("a list").clone();
        assert!(all.len() < 100, "more than one page");
        all
    }

    /// `NOW - 7 days`.
    fn instant(&self, words: &str) -> Timestamp {
        let now = carrier_checkout_sandbox::Clock::now(&*self.sandbox().clock).millis();
        let now = Timestamp::from_millisecond(now).expect("a time");
        let days = words.strip_prefix("NOW - ").map_or("0", |rest| rest.split(' ').next().unwrap_or("0"));
        now - (24 * days.parse::<i64>().expect("a number of days")).hours()
    }

    fn is(&self, payment: &Value, path: &str, how: &str) -> bool {
        let quoted: Vec<&str> = how.split('"').skip(1).step_by(2).collect();
        let at = |place: usize| self.instant(quoted[place]);
        if how.starts_with("==") {
            return property::get(payment, path).and_then(Value::as_str) == Some(quoted[0]);
        }
        if how.starts_with("set to the same value as the query parameter") {
            let query = self.query.iter().find(|(name, _)| name == quoted[0]).map(|(_, value)| value.as_str());
            return property::get(payment, path).and_then(Value::as_str) == query;
        }
        let when = instant_of(payment, path);
        match how.split(' ').next() {
            Some("greater") => when >= at(0),
            Some("lower") => when <= at(0),
            Some("between") => (at(0)..=at(1)).contains(&when),
            _ => panic!("nobody knows what it is to be {how}"),
        }
    }
}

fn instant_of(payment: &Value, path: &str) -> Timestamp {
    let text = property::get(payment, path).and_then(Value::as_str).unwrap_or_else(|| panic!("no {path}: {payment}"));
    text.parse().expect("a time")
}
