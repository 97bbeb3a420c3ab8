//! Who runs the gateway, and by which rules.

use carrier_checkout_protocol::Carrier;
use carrier_checkout_protocol::goods::Provider;

use super::error::ConfigError;
use super::keys::{Key, OPERATOR_NAME, OPERATOR_PHONE, OWN_CODE, POLICY, REFUNDS};
use super::settings::Settings;
use crate::capability::Capabilities;
use crate::policy::Policy;

/// The longest name that a narrow window shows well, in characters.
const LONGEST_NAME: usize = 40;

impl Settings {
    pub(super) fn operator(&self) -> Result<Provider, ConfigError> {
        let name = self.text(&OPERATOR_NAME)?.trim();
        if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            return Err(self.wrong(&OPERATOR_NAME, "is not a name of up to 40 characters"));
        }
        let phone = self.text(&OPERATOR_PHONE)?.trim();
        if !shown_phone(phone) {
            return Err(self.wrong(&OPERATOR_PHONE, "is not a phone number, such as 1600-0000"));
        }
        Ok(Provider { name: name.to_owned(), phone: phone.to_owned() })
    }

    pub(super) fn own_code(&self) -> Result<Vec<Carrier>, ConfigError> {
        let known = |name| Carrier::from_wire(name).ok_or_else(|| self.wrong(&OWN_CODE, "is not a list of carriers"));
        self.list(&OWN_CODE).map(known).collect()
    }

    pub(super) fn policy(&self) -> Result<Policy, ConfigError> {
        let Some(text) = self.file_of(&POLICY)? else {
            let built_in = Policy::built_in().map_err(|error| self.wrong(&POLICY, &error.to_string()))?;
            return Ok(if self.sandbox() { built_in.for_sandbox() } else { built_in });
        };
        Policy::parse(&text).map_err(|error| self.wrong(&POLICY, &format!("is not a policy: {error}")))
    }

    pub(super) fn capabilities(&self) -> Result<Capabilities, ConfigError> {
        match self.file_of(&REFUNDS)? {
            None => Capabilities::built_in().map_err(|error| self.wrong(&REFUNDS, &error.to_string())),
            Some(text) => Capabilities::parse(&text)
                .map_err(|error| self.wrong(&REFUNDS, &format!("is not a file of capabilities: {error}"))),
        }
    }

    /// The files that are read in the place of the gateway's own rules.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        [&POLICY, &REFUNDS].into_iter().filter_map(|key| self.given(key))
    }

    /// The text of the file of that path, if one was set.
    fn file_of(&self, key: &Key) -> Result<Option<String>, ConfigError> {
        let Some(path) = self.given(key) else { return Ok(None) };
        let text = std::fs::read_to_string(path);
        text.map(Some).map_err(|error| self.wrong(key, &format!("cannot be read: {error}")))
    }
}

/// Whether somebody can call that: digits, which hyphens and spaces may divide.
#[must_use]
pub fn shown_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others = text.strip_prefix('+').unwrap_or(text).chars();
    (3..=15).contains(&digits) && others.into_iter().all(|one| one.is_ascii_digit() || one == '-' || one == ' ')
}
