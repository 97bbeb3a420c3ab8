//! A member that is left out may also be `null` in what the gateway takes; what it says never has one.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Takes `null` out of every schema that no request has.
pub(super) fn only_where_taken(document: &mut Value) {
    let taken = taken(document);
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for (name, schema) in schemas.into_iter().flatten() {
        if !taken.contains(name) {
            without_null(schema);
        }
    }
}

/// The names of the schemas that requests are made of.
fn taken(document: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let operations = document["paths"].as_object().into_iter().flatten().filter_map(|(_, item)| item.as_object());
    for operation in operations.flat_map(Map::values) {
        follow(document, &operation["requestBody"], &mut names);
        follow(document, &operation["parameters"], &mut names);
    }
    names
}

fn follow(document: &Value, part: &Value, names: &mut BTreeSet<String>) {
    match part {
        Value::Object(members) => {
            let place = members.get("$ref").and_then(Value::as_str);
            if let Some(name) = place.and_then(|place| place.strip_prefix("#/components/schemas/"))
                && names.insert(name.to_owned())
            {
                follow(document, &document["components"]["schemas"][name], names);
            }
            members.values().for_each(|member| follow(document, member, names));
        }
        Value::Array(items) => items.iter().for_each(|item| follow(document, item, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn without_null(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::Array(types)) = members.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [only] = &types[..] {
                    let only = only.clone();
                    members.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(choices)) = members.get_mut("oneOf") {
                choices.retain(|choice| *choice != json!({ "type": "null" }));
            }
            members.values_mut().for_each(without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(without_null),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    if let Some(only) = only_choice(schema) {
        *schema = only;
    }
}

/// What is left of a choice between something and nothing.
fn only_choice(schema: &Value) -> Option<Value> {
    let members = schema.as_object().filter(|members| members.len() == 1)?;
    match members.get("oneOf")?.as_array()?.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}
