//! Columns to the types of the domain and back.

use carrier_checkout_protocol::{Timestamp, Won};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::database::Row;
use crate::seal::Sealed;
use crate::store::{ChallengeState, StoreError};

/// Reads one row by the names of its columns.
pub(super) struct Columns<'a>(pub(super) &'a Row);

impl Columns<'_> {
    pub(super) fn text(&self, name: &'static str) -> Result<String, StoreError> {
        self.0.get(name)
    }

    pub(super) fn optional_text(&self, name: &'static str) -> Result<Option<String>, StoreError> {
        self.0.get(name)
    }

    /// A text that a type of ours reads, such as an id.
    pub(super) fn read<T, E>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, StoreError> {
        parse(&self.text(name)?).map_err(|_| StoreError::Corrupt(name))
    }

    pub(super) fn read_optional<T, E>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, StoreError> {
        self.optional_text(name)?.map(|text| parse(&text)).transpose().map_err(|_| StoreError::Corrupt(name))
    }

    /// A text that is one of an enum's names on the wire.
    pub(super) fn named<T>(
        &self,
        name: &'static str,
        from_wire: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        from_wire(&self.text(name)?).ok_or(StoreError::Corrupt(name))
    }

    /// The same, where there may be none.
    pub(super) fn named_optional<T>(
        &self,
        name: &'static str,
        from_wire: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let Some(text) = self.optional_text(name)? else { return Ok(None) };
        from_wire(&text).map(Some).ok_or(StoreError::Corrupt(name))
    }

    pub(super) fn json<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, StoreError> {
        self.read(name, |text| serde_json::from_str(text))
    }

    pub(super) fn optional_json<T: DeserializeOwned>(&self, name: &'static str) -> Result<Option<T>, StoreError> {
        self.read_optional(name, |text| serde_json::from_str(text))
    }

    pub(super) fn time(&self, name: &'static str) -> Result<Timestamp, StoreError> {
        Ok(Timestamp::from_millis(self.0.get(name)?))
    }

    pub(super) fn optional_time(&self, name: &'static str) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.0.get::<Option<i64>>(name)?.map(Timestamp::from_millis))
    }

    pub(super) fn amount(&self, name: &'static str) -> Result<Won, StoreError> {
        let won = u32::try_from(self.0.get::<i64>(name)?).ok();
        won.and_then(|won| Won::new(won).ok()).ok_or(StoreError::Corrupt(name))
    }

    pub(super) fn count<T: TryFrom<i64>>(&self, name: &'static str) -> Result<T, StoreError> {
        T::try_from(self.0.get(name)?).map_err(|_| StoreError::Corrupt(name))
    }

    /// The same, where there may be none.
    pub(super) fn optional_count<T: TryFrom<i64>>(&self, name: &'static str) -> Result<Option<T>, StoreError> {
        let Some(count) = self.0.get::<Option<i64>>(name)? else { return Ok(None) };
        T::try_from(count).map(Some).map_err(|_| StoreError::Corrupt(name))
    }

    pub(super) fn flag(&self, name: &'static str) -> Result<bool, StoreError> {
        self.0.get(name)
    }

    pub(super) fn bytes(&self, name: &'static str) -> Result<Vec<u8>, StoreError> {
        self.0.get(name)
    }

    pub(super) fn optional_bytes(&self, name: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.get(name)
    }

    pub(super) fn sealed(&self, name: &'static str) -> Result<Sealed, StoreError> {
        self.bytes(name).map(Sealed)
    }
}

/// A value as a JSON column.
pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Unavailable(Box::new(error)))
}

const STATES: [(ChallengeState, &str); 6] = [
    (ChallengeState::Sending, "sending"),
    (ChallengeState::Sent, "sent"),
    (ChallengeState::CodeRight, "code_right"),
    (ChallengeState::Reserved, "reserved"),
    (ChallengeState::Spent, "spent"),
    (ChallengeState::Ended, "ended"),
];

/// The state of that name in the table.
pub(super) fn challenge_state(name: &str) -> Option<ChallengeState> {
    STATES.iter().find(|(_, stored)| *stored == name).map(|(state, _)| *state)
}
