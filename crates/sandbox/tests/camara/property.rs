//! Properties as the features name them: `$.a.b`.

use serde_json::{Value, json};

/// The property, if it is there.
pub(crate) fn get<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    names(path).try_fold(value, |value, name| value.get(name))
}

/// Sets it; the objects around it are made when they are missing.
pub(crate) fn set(value: &mut Value, path: &str, to: Value) {
    let mut place = value;
    for name in names(path) {
        if !place.is_object() {
            *place = json!({});
        }
        place = &mut place[name];
    }
    *place = to;
}

/// Takes it away.
pub(crate) fn remove(value: &mut Value, path: &str) {
    let (parent, name) = path.rsplit_once('.').expect("a property below $");
    let mut place = Some(value);
    for name in names(parent) {
        place = place.and_then(|place| place.get_mut(name));
    }
    if let Some(parent) = place.and_then(Value::as_object_mut) {
        parent.remove(name);
    }
}

/// The property around it, unless that is the body itself.
pub(crate) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('.').map(|(parent, _)| parent).filter(|parent| *parent != "$")
}

/// The last of its names.
pub(crate) fn name(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Where a name stands in a value, however deep.
pub(crate) fn find(value: &Value, wanted: &str) -> Option<String> {
    fn below(value: &Value, wanted: &str, path: &str) -> Option<String> {
        let properties = value.as_object()?;
        if properties.contains_key(wanted) {
            return Some(format!("{path}.{wanted}"));
        }
        properties.iter().find_map(|(name, value)| below(value, wanted, &format!("{path}.{name}")))
    }
    below(value, wanted, "$")
}

fn names(path: &str) -> impl Iterator<Item = &str> {
    path.strip_prefix('$').unwrap_or_else(|| panic!("not a property: {path}")).split('.').skip(1)
}
