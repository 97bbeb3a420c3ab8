//! What a feature says about one property of the body.

use cucumber::given;
use serde_json::{Value, json};

use crate::environment::ENVIRONMENT;
use crate::property;
use crate::world::World;

#[given(regex = r#"^(?:the )?request body (?:array )?property ?(?:includes property )?"([^"]+)" (.+)$"#)]
async fn property_of_the_body(world: &mut World, path: String, words: String) {
    let value = match words.as_str() {
        "is missing" | "is not included" | "is not valued" => None,
        "is set to false OR not set" => Some(false.into()),
        words if words.contains("already use in a non-completed payment") => Some(world.used(&path, true).await),
        words if words.contains("already use in another payment request") => Some(world.used(&path, false).await),
        "is set to the value from send-code request" => {
            world.send_code().await;
            Some(world.facts["authenticationId"].clone())
        }
        words => Some(world.value(&path, words)),
    };
    let body = world.body.as_mut().expect("a body");
    match value {
        Some(value) => property::set(body, &path, value),
        None => property::remove(body, &path),
    }
}

impl World {
    /// The value that the words mean.
    fn value(&mut self, path: &str, words: &str) -> Value {
        let name = property::name(path);
        if let Some(value) = phrase(words) {
            return value;
        }
        if let Some((_, place)) = words.split_once("does not comply with the OAS schema at ") {
            return self.wrong(name, place.trim_matches('"'));
        }
        if let Some((_, name)) = words.split_once("longer than config_var:") {
            return self.longer(path, name.trim().trim_matches('"'));
        }
        if let Some((_, not)) = words.split_once("whose value is not ") {
            self.around(path);
            return if not.trim_matches('"') == "ACCESSTOKEN" { "PLAIN".into() } else { "other".into() };
        }
        if words.contains("which is not set to an url") {
            return "nowhere".into();
        }
        if words.contains("first request") || words.contains("first send-code") {
            return self.first[name].clone();
        }
        if words.contains("distinct from the value received") {
            return self.unlike_the_code();
        }
        if words.contains("received in the SMS") || words.contains("with this authenticationId") {
            return self.facts[name].clone();
        }
        if words.contains("non-existing value") || words.contains("unknown value") {
            return self.unknown(name);
        }
        self.valid(path, words)
    }

    /// A valid value, when the words ask for one.
    fn valid(&mut self, path: &str, words: &str) -> Value {
        assert!(words.contains("valid"), "nobody knows a property that {words}");
        self.around(path);
        let schema = self.api().property(self.operation().body().expect("an operation that takes a body"), path);
        let mut value = self.sample(&schema, property::name(path));
        if let Some((_, pair)) = words.split_once("with property ") {
            let (inner, literal) = pair.split_once(" set to ").expect("a value of the inner property");
            let inner = inner.trim_matches('"').strip_prefix(path).expect("a property of the property");
            property::set(&mut value, &format!("${inner}"), literal.trim_matches('"').into());
        }
        let errors = self.api().errors(&schema, &value);
        assert!(errors.is_empty(), "the value that was made does not comply: {errors:?}: {value}");
        value
    }

    /// Makes the object around a property, with what is required in it, unless it is there.
    fn around(&mut self, path: &str) {
        let Some(parent) = property::parent(path) else { return };
        if self.body.as_ref().is_some_and(|body| property::get(body, parent).is_none()) {
            let body = self.operation().body().expect("an operation that takes a body");
            let value = self.sample(&self.api().property(body, parent), property::name(parent));
            property::set(self.body.as_mut().expect("a body"), parent, value);
        }
    }

    fn wrong(&self, name: &str, place: &str) -> Value {
        let schema = self.api().at(place);
        let schema = self.api().own_property(schema, name).unwrap_or_else(|| schema.clone());
        self.sampler(self.api()).wrong(&schema)
    }

    /// A text of one character more than may be.
    fn longer(&self, path: &str, limit: &str) -> Value {
        let text = self.body.as_ref().and_then(|body| property::get(body, path)).and_then(Value::as_str);
        let (text, limit) = (text.expect("a text"), ENVIRONMENT.number(limit) as usize);
        let missing = (limit + 1).saturating_sub(text.chars().count());
        format!("{text}{}", "가".repeat(missing)).into()
    }

    /// A value that another payment has: one that is only reserved, or one made by the same operation.
    async fn used(&mut self, path: &str, reserved: bool) -> Value {
        let value = self.valid(path, "is valid");
        if reserved {
            self.make_payment(Some((path, &value))).await;
        } else {
            let operation = self.operation();
            let mut body = self.new_body(&operation);
            property::set(&mut body, path, value.clone());
            self.call(operation.id(), &self.path, &body).await;
        }
        value
    }
}

/// A value of the environment, or one that stands in the step itself.
fn phrase(words: &str) -> Option<Value> {
    let bare = ["is set to ", "is set with ", "is "].iter().find_map(|start| words.strip_prefix(start));
    let bare = bare.unwrap_or(words);
    if let Some(value) = ENVIRONMENT.phrases.get(bare).or_else(|| ENVIRONMENT.phrases.get(words)) {
        return Some(value.clone());
    }
    if let Some(name) = words.strip_prefix("is set to config_var:") {
        let name = name.trim().trim_matches('"');
        return Some(ENVIRONMENT.config.get(name).unwrap_or_else(|| panic!("no config_var {name}")).clone());
    }
    match words.strip_prefix("is set to ")? {
        "true" => Some(json!(true)),
        "false" => Some(json!(false)),
        literal => Some(literal.strip_prefix('"')?.strip_suffix('"')?.into()),
    }
}
