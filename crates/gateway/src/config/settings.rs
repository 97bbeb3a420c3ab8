//! What was set, and where.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::ConfigError;
use super::file;
use super::keys::{DATABASE, KEYS, Key, MODE};
use crate::store::is_postgres;

/// The variable that names the file.
pub const CONFIG: &str = "CARRIER_CHECKOUT_CONFIG";

/// Every setting that was given, as text. A variable comes before the file.
#[derive(Clone)]
pub struct Settings {
    given: BTreeMap<&'static str, Given>,
    file: Option<PathBuf>,
    sandbox: bool,
}

/// A value and the name under which it was given.
#[derive(Clone)]
struct Given {
    value: String,
    name: String,
    /// Of a secret that stands in a file of its own.
    path: Option<PathBuf>,
}

impl Settings {
    /// Gathers the settings: those of the file, which is else the one that `CARRIER_CHECKOUT_CONFIG` names, if any,
    /// and before them those of the environment. `variable` looks one up, as `std::env::var` does.
    ///
    /// # Errors
    /// When the file or that of a secret cannot be read, or has what is no setting.
    pub fn open(file: Option<&Path>, variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let variable = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let file = file.map(PathBuf::from).or_else(|| variable(CONFIG).map(PathBuf::from));
        let in_file = file.as_deref().map(file::read).transpose()?.unwrap_or_default();
        let path = file.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
        let of_file = |key: &str| in_file.get(key).filter(|value| !value.trim().is_empty()).cloned();
        let mut given = BTreeMap::new();
        for key in KEYS {
            let from_environment = value(key, key.variable, "_FILE", |name| name.to_owned(), variable)?;
            let found = match from_environment {
                Some(found) => Some(found),
                None => value(key, key.name, "_file", |name| format!("{path}: {name}"), of_file)?,
            };
            if let Some(found) = found {
                given.insert(key.name, found);
            }
        }
        // What hosts and containers call it; not for us alone, so only where nothing else is said.
        let usual = "DATABASE_URL";
        if let Some(value) = variable(usual).filter(|url| is_postgres(url)) {
            given.entry(DATABASE.name).or_insert(Given { value, name: usual.to_owned(), path: None });
        }
        let mut settings = Self { given, file, sandbox: false };
        settings.sandbox = match settings.text(&MODE)? {
            "live" => false,
            "sandbox" => true,
            _ => return Err(settings.wrong(&MODE, "is neither live nor sandbox")),
        };
        Ok(settings)
    }

    /// Whether this is a sandbox, where nothing is real.
    #[must_use]
    pub fn sandbox(&self) -> bool {
        self.sandbox
    }

    /// The file with settings, if there is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Which secrets stand in the file itself.
    pub fn secrets_in_file(&self) -> impl Iterator<Item = &'static str> {
        let path = self.file.as_deref().map(|path| format!("{}: ", path.display()));
        let here = move |key: &&Key| {
            let name = self.given.get(key.name).map(|given| &given.name);
            // The path of a file is no secret, a URL may have a password.
            let path_only = **key == DATABASE && self.given(key).is_some_and(|database| !is_postgres(database));
            key.secret
                && !path_only
                && name.zip(path.as_ref()).is_some_and(|(name, path)| *name == format!("{path}{}", key.name))
        };
        KEYS.iter().filter(here).map(|key| key.name)
    }

    /// The files that have a secret and nothing else.
    pub fn secret_files(&self) -> impl Iterator<Item = &Path> {
        self.given.values().filter_map(|given| given.path.as_deref())
    }

    /// What was set.
    pub(super) fn given(&self, key: &Key) -> Option<&str> {
        self.given.get(key.name).map(|given| given.value.as_str())
    }

    /// What was set, or else what is usual.
    pub(super) fn optional(&self, key: &Key) -> Option<&str> {
        self.given(key).or(if self.sandbox { key.in_sandbox } else { key.usual })
    }

    pub(super) fn text(&self, key: &Key) -> Result<&str, ConfigError> {
        self.optional(key).ok_or_else(|| self.wrong(key, "is not set"))
    }

    pub(super) fn parsed<T: std::str::FromStr>(&self, key: &Key, what: &str) -> Result<T, ConfigError> {
        self.text(key)?.trim().parse().map_err(|_| self.wrong(key, &format!("is not {what}")))
    }

    /// The parts of a list, which a variable has in one line, with commas.
    pub(super) fn list(&self, key: &Key) -> impl Iterator<Item = &str> {
        self.optional(key).unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty())
    }

    pub(super) fn wrong(&self, key: &Key, problem: &str) -> ConfigError {
        ConfigError::new(self.name(key), problem)
    }

    /// What whoever set it calls it.
    pub(super) fn name(&self, key: &Key) -> String {
        match (self.given.get(key.name), &self.file) {
            (Some(given), _) => given.name.clone(),
            (None, Some(file)) => format!("{}: {} (or {})", file.display(), key.name, key.variable),
            (None, None) => key.variable.to_owned(),
        }
    }
}

/// What was set, without what it is.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.given.values().map(|given| &given.name)).finish()
    }
}

/// The value from one place, there or in the file that is named there.
fn value(
    key: &Key,
    name: &str,
    suffix: &str,
    shown: impl Fn(&str) -> String,
    at: impl Fn(&str) -> Option<String>,
) -> Result<Option<Given>, ConfigError> {
    let beside = format!("{name}{suffix}");
    match (at(name), at(&beside).filter(|_| key.secret)) {
        (None, None) => Ok(None),
        (Some(value), None) => Ok(Some(Given { value, name: shown(name), path: None })),
        (Some(_), Some(_)) => Err(ConfigError::new(shown(&beside), format!("is set beside {name}"))),
        (None, Some(path)) => {
            let name = shown(&beside);
            let text = std::fs::read_to_string(path.trim())
                .map_err(|error| ConfigError::new(&name, format!("cannot be read: {}", error.kind())))?;
            let value = text.trim().to_owned();
            if value.is_empty() {
                Err(ConfigError::new(name, "is an empty file"))
            } else {
                Ok(Some(Given { value, name, path: Some(path.trim().into()) }))
            }
        }
    }
}
