//! The full texts of what is agreed to, each fetched when it is opened.

use carrier_checkout_protocol::consent::{Consent, ConsentKind};

use crate::effect::Effect;

/// The texts opened so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    readings: Vec<(ConsentKind, Reading)>,
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
        self.readings.iter().find(|(of, _)| *of == kind).map(|(_, reading)| reading)
    }

    pub(crate) fn forget(&mut self, changed: impl Fn(ConsentKind) -> bool) {
        self.readings.retain(|(kind, _)| !changed(*kind));
    }

    pub(crate) fn open(&mut self, consent: &Consent) -> Option<Effect> {
        match self.of(consent.kind) {
            Some(Reading::Loading | Reading::Text(_)) => None,
            Some(Reading::Unavailable) | None => {
                self.set(consent.kind, Reading::Loading);
                Some(Effect::FetchTerms(consent.clone()))
            }
        }
    }

    pub(crate) fn arrived(&mut self, kind: ConsentKind, text: Option<String>) {
        self.set(kind, text.map_or(Reading::Unavailable, Reading::Text));
    }

    fn set(&mut self, kind: ConsentKind, reading: Reading) {
        self.forget(|of| of == kind);
        self.readings.push((kind, reading));
    }
}
