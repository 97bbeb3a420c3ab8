//! Which database.

use url::Url;

use super::error::ConfigError;
use super::keys::DATABASE;
use super::settings::Settings;
use crate::store::{is_postgres, is_private};

impl Settings {
    /// The path of a SQLite file, `:memory:`, or the URL of a PostgreSQL database.
    ///
    /// # Errors
    /// When it is missing, or on another machine and not encrypted in live mode.
    pub fn database(&self) -> Result<String, ConfigError> {
        let database = self.text(&DATABASE)?;
        if is_postgres(database) {
            let private = is_private(database).map_err(|_| self.wrong(&DATABASE, "is not the URL of a database"))?;
            if !self.sandbox() && !private {
                return Err(self.wrong(&DATABASE, "names another machine without ?sslmode=verify-full"));
            }
        }
        Ok(database.to_owned())
    }
}

/// The database as it can be shown: without its password.
#[must_use]
pub fn masked(database: &str) -> String {
    if !is_postgres(database) {
        return database.to_owned();
    }
    let Ok(url) = Url::parse(database) else { return "postgres://[not shown]".to_owned() };
    // The password can stand in the query, too; nothing of that is needed to know which one it is.
    format!("postgres://{}{}", url.host_str().unwrap_or_default(), url.path())
}
