//! The settings in a TOML file.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use super::error::ConfigError;
use super::keys::{KEYS, nearest};

/// The settings of a file by their keys, each as the text that a variable would have. A key that is not known is an
/// error: nobody shall believe that a setting holds when it was only misspelt.
pub(super) fn read(path: &Path) -> Result<BTreeMap<String, String>, ConfigError> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigError::new(&name, format!("cannot be read: {}", error.kind())))?;
    // The error's own text would show the line, which may be a secret's.
    let table: Table = toml::from_str(&text).map_err(|error: toml::de::Error| {
        let line = error.span().map_or(0, |span| text[..span.start].lines().count().max(1));
        ConfigError::new(&name, format!("is not TOML: line {line}: {}", error.message()))
    })?;
    let mut settings = BTreeMap::new();
    collect(&name, "", table, &mut settings)?;
    Ok(settings)
}

fn collect(file: &str, above: &str, table: Table, settings: &mut BTreeMap<String, String>) -> Result<(), ConfigError> {
    for (key, value) in table {
        let key = if above.is_empty() { key } else { format!("{above}.{key}") };
        let section = KEYS.iter().any(|known| known.name.split_once('.').is_some_and(|(section, _)| section == key));
        match value {
            Value::Table(inner) if section => collect(file, &key, inner, settings)?,
            _ if section => return Err(ConfigError::new(format!("{file}: {key}"), "is not a table")),
            value => {
                check_known(file, &key)?;
                let text = as_text(value).ok_or_else(|| {
                    ConfigError::new(format!("{file}: {key}"), "is neither a text, a number, true or false, nor a list")
                })?;
                settings.insert(key, text);
            }
        }
    }
    Ok(())
}

fn check_known(file: &str, key: &str) -> Result<(), ConfigError> {
    if names().any(|name| name == key) {
        return Ok(());
    }
    let names: Vec<_> = names().collect();
    let problem = match nearest(key, names.iter().map(String::as_str)) {
        Some(meant) => format!("is not a setting; {meant} is"),
        None => "is not a setting".to_owned(),
    };
    Err(ConfigError::new(format!("{file}: {key}"), problem))
}

/// Every key that a file may have.
fn names() -> impl Iterator<Item = String> {
    KEYS.iter().flat_map(|key| {
        let beside = key.secret.then(|| format!("{}_file", key.name));
        std::iter::once(key.name.to_owned()).chain(beside)
    })
}

fn as_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(yes) => Some(yes.to_string()),
        Value::Array(list) => {
            let texts: Option<Vec<_>> = list.into_iter().map(|one| one.as_str().map(str::to_owned)).collect();
            texts.map(|texts| texts.join(","))
        }
        Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}
