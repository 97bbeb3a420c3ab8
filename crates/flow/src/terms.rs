//! The full texts of what is agreed to, each fetched when it is opened.

use std::collections::BTreeMap;

use carrier_checkout_protocol::consent::{Consent, ConsentKind};

use crate::effect::Effect;

/// The texts opened so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    readings: BTreeMap<ConsentKind, Reading>,
}

/// How far one text has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// On its way.
    Loading,
    /// Here.
    Text(String),
    /// It could not be fetched: opening it again tries again.
    Unavailable,
}

impl Terms {
    /// The text of a consent, if it has been opened.
    #[must_use]
    pub fn of(&self, kind: ConsentKind) -> Option<&Reading> {
        self.readings.get(&kind)
    }

    pub(crate) fn forget(&mut self, changed: impl Fn(ConsentKind) -> bool) {
        self.readings.retain(|kind, _| !changed(*kind));
    }

    pub(crate) fn open(&mut self, consent: &Consent) -> Option<Effect> {
        match self.of(consent.kind) {
            Some(Reading::Loading | Reading::Text(_)) => None,
            Some(Reading::Unavailable) | None => {
                self.readings.insert(consent.kind, Reading::Loading);
                Some(Effect::FetchTerms(consent.clone()))
            }
        }
    }

    pub(crate) fn arrived(&mut self, kind: ConsentKind, text: Option<String>) {
        self.readings.insert(kind, text.map_or(Reading::Unavailable, Reading::Text));
    }
}
