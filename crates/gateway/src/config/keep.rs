//! How long what the law does not speak of is kept.

use super::error::ConfigError;
use super::keys::{KEEP_EVENTS, KEEP_LINES, KEEP_UNPAID, Key};
use super::settings::Settings;
use crate::retention::Keep;

/// Longer than the law has small payments kept nothing else is.
const DAYS: &str = "a number of days from 1 to 365";

impl Settings {
    pub(super) fn keep(&self) -> Result<Keep, ConfigError> {
        let keep =
            Keep { lines: self.days(&KEEP_LINES)?, unpaid: self.days(&KEEP_UNPAID)?, events: self.days(&KEEP_EVENTS)? };
        if keep.lines > keep.unpaid {
            let problem = format!("is more than {}: a line is of a session", self.name(&KEEP_UNPAID));
            return Err(self.wrong(&KEEP_LINES, &problem));
        }
        Ok(keep)
    }

    fn days(&self, key: &Key) -> Result<u16, ConfigError> {
        match self.parsed(key, DAYS)? {
            days @ 1..=365 => Ok(days),
            _ => Err(self.wrong(key, &format!("is not {DAYS}"))),
        }
    }
}
