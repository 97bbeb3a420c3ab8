//! Makes values that comply with a schema, from `environment.toml` and the schema's own examples.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::api::Api;
use crate::environment::ENVIRONMENT;

/// Makes values of one OpenAPI file for one scenario.
pub(crate) struct Sample<'a> {
    pub(crate) api: &'a Api,
    /// What the scenario has found out, which comes before what the environment says.
    pub(crate) facts: &'a BTreeMap<String, Value>,
    /// Goes where the environment writes `{n}`.
    pub(crate) number: u32,
}

impl Sample<'_> {
    /// A value of that schema with what is required in it; `name` is the property's.
    pub(crate) fn of(&self, schema: &Value, name: &str) -> Value {
        let schema = self.flat(schema, true);
        if schema["properties"].is_object() {
            return self.object(&schema);
        }
        if schema["type"] == "array" {
            return json!([self.of(&schema["items"], name)]);
        }
        if let Some(only) = schema["enum"].as_array().filter(|allowed| allowed.len() == 1) {
            return only[0].clone();
        }
        if let Some(known) = self.known(name) {
            return known;
        }
        if !schema["example"].is_null() {
            return schema["example"].clone();
        }
        match (schema["type"].as_str(), schema["enum"][0].as_str()) {
            (_, Some(first)) => first.into(),
            (Some("boolean"), None) => true.into(),
            (Some("integer" | "number"), None) => schema["minimum"].as_f64().map_or(1.0, f64::ceil).max(1.0).into(),
            (Some("object"), None) => json!({}),
            (_, None) => format!("{name}-{}", self.number).into(),
        }
    }

    /// A value that does not comply with the schema: of another type if the schema says which.
    pub(crate) fn wrong(&self, schema: &Value) -> Value {
        let candidates = [json!(7), json!("not at all!"), json!([])];
        let text_first = schema["pattern"].is_string() && schema["format"].is_null();
        let order = if text_first { [1, 0, 2] } else { [0, 1, 2] };
        let wrong = order.map(|place| &candidates[place]).into_iter();
        let mut wrong = wrong.filter(|value| !self.api.errors(schema, value).is_empty());
        wrong.next().unwrap_or_else(|| panic!("everything complies with {schema}")).clone()
    }

    fn object(&self, schema: &Value) -> Value {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let needed = |name: &String| required.iter().any(|own| own == name) || ENVIRONMENT.needed.always.contains(name);
        let properties = schema["properties"].as_object().into_iter().flatten();
        let properties = properties.filter(|(name, _)| needed(name));
        Value::Object(properties.map(|(name, schema)| (name.clone(), self.of(schema, name))).collect())
    }

    fn known(&self, name: &str) -> Option<Value> {
        let known = self.facts.get(name).or_else(|| ENVIRONMENT.values.get(name))?;
        Some(match known.as_str() {
            Some(text) => text.replace("{n}", &self.number.to_string()).into(),
            None => known.clone(),
        })
    }

    /// A schema without `$ref` and `allOf`, and with what its discriminator leads to.
    fn flat(&self, schema: &Value, lead: bool) -> Value {
        let own = self.api.resolve(schema);
        let mut flat = own.as_object().cloned().unwrap_or_default();
        for part in flat.remove("allOf").iter().filter_map(Value::as_array).flatten() {
            join(&mut flat, self.flat(part, lead));
        }
        let led = own["discriminator"]["propertyName"].as_str().filter(|_| lead);
        if let (Some(name), Some(mapping)) = (led, own["discriminator"]["mapping"].as_object()) {
            let wished = self.known(name).and_then(|value| mapping.get_key_value(value.as_str()?));
            if let Some((value, place)) = wished.or_else(|| mapping.iter().next()) {
                join(&mut flat, self.flat(&json!({ "$ref": place }), false));
                flat["properties"][name] = json!({ "type": "string", "enum": [value] });
            }
        }
        flat.into()
    }
}

/// Adds what another schema demands.
fn join(to: &mut Map<String, Value>, other: Value) {
    let Value::Object(other) = other else { return };
    for (key, value) in other {
        match (to.get_mut(&key), value) {
            (Some(Value::Object(own)), Value::Object(more)) => own.extend(more),
            (Some(Value::Array(own)), Value::Array(more)) => own.extend(more),
            (Some(_), _) => {}
            (None, value) => {
                to.insert(key, value);
            }
        }
    }
}
