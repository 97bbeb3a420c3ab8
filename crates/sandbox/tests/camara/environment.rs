//! `environment.toml` and `departures.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

/// What the feature files leave to whoever runs them.
pub(crate) static ENVIRONMENT: LazyLock<Environment> =
    LazyLock::new(|| toml::from_str(include_str!("environment.toml")).unwrap());

/// Where the feature files are read otherwise than they are written, or not at all.
pub(crate) static DEPARTURES: LazyLock<Departures> =
    LazyLock::new(|| toml::from_str(include_str!("departures.toml")).unwrap());

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Environment {
    pub(crate) config: BTreeMap<String, Value>,
    pub(crate) values: BTreeMap<String, Value>,
    pub(crate) needed: Needed,
    pub(crate) phrases: BTreeMap<String, Value>,
    pub(crate) fixtures: BTreeMap<String, String>,
    pub(crate) setting: Vec<Setting>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Needed {
    pub(crate) always: Vec<String>,
}

/// What is otherwise in the world of the scenarios whose tag or step has `when` in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Setting {
    pub(crate) when: String,
    pub(crate) carrier: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) tries: Option<u32>,
    pub(crate) requests_a_second: Option<u32>,
    #[expect(dead_code, reason = "for people; demanded of every entry")]
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Departures {
    pub(crate) read: Vec<Read>,
    pub(crate) skip: Vec<Skip>,
}

/// Words that are read as others in the files whose name ends so.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Read {
    pub(crate) files: Vec<String>,
    pub(crate) written: String,
    pub(crate) meant: String,
    pub(crate) reason: String,
}

/// A step, or the whole of it, that is left out of the scenarios with these tags.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Skip {
    pub(crate) tags: Vec<String>,
    pub(crate) step: Option<String>,
    pub(crate) reason: String,
}

impl Environment {
    /// A number of `[config]`.
    pub(crate) fn number(&self, name: &str) -> u32 {
        let number = self.config.get(name).and_then(Value::as_u64);
        number.and_then(|number| u32::try_from(number).ok()).unwrap_or_else(|| panic!("no config_var {name}"))
    }
}
