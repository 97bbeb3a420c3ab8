//! What each carrier can take off a bill again: the operator's file.

use std::collections::HashMap;

use carrier_checkout_protocol::Carrier;
use serde::Deserialize;

/// What each carrier that bills can do.
#[derive(Debug, Clone)]
pub struct Capabilities(HashMap<Carrier, Capability>);

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Capability {
    partial_cancel: bool,
}

/// The file is not one of capabilities.
#[derive(Debug, thiserror::Error)]
pub enum CapabilityError {
    /// It is not TOML, or names what nobody knows.
    #[error("{0}")]
    Unreadable(#[from] toml::de::Error),
    /// A carrier that bills is missing, or one is there that does not.
    #[error("{0} is missing, or does not bill")]
    Carriers(Carrier),
}

impl Capabilities {
    /// The file that comes with the gateway.
    ///
    /// # Errors
    /// When it is wrong, which a test would have seen.
    pub fn built_in() -> Result<Self, CapabilityError> {
        Self::parse(include_str!("../refunds.toml"))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it is wrong.
    pub fn parse(text: &str) -> Result<Self, CapabilityError> {
        let read: HashMap<Carrier, Capability> = toml::from_str(text)?;
        let wrong =
            Carrier::ALL.iter().find(|carrier| (carrier.billed_by() == **carrier) != read.contains_key(carrier));
        match wrong {
            Some(carrier) => Err(CapabilityError::Carriers(*carrier)),
            None => Ok(Self(read)),
        }
    }

    /// Whether less than the whole of a payment of that carrier's line can be cancelled.
    #[must_use]
    pub fn partial_cancel(&self, carrier: Carrier) -> bool {
        self.0.get(&carrier.billed_by()).is_some_and(|capability| capability.partial_cancel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_that_comes_with_the_gateway_has_every_carrier_that_bills() {
        let capabilities = Capabilities::built_in().unwrap();
        assert!(capabilities.partial_cancel(Carrier::Skt) && capabilities.partial_cancel(Carrier::MvnoSkt));
        assert!(!capabilities.partial_cancel(Carrier::Lgu) && !capabilities.partial_cancel(Carrier::MvnoLgu));
    }

    #[test]
    fn a_carrier_that_is_missing_or_does_not_bill_is_named() {
        let built_in = include_str!("../refunds.toml");
        let missing = Capabilities::parse(&built_in.replace("[KCT]", "[SK7X]"));
        assert!(missing.is_err());
        let guest = Capabilities::parse(&format!("{built_in}\n[MVNO_KT]\npartial_cancel = true\n")).unwrap_err();
        assert_eq!(guest.to_string(), "MVNO_KT is missing, or does not bill");
        assert!(Capabilities::parse(&built_in.replace("partial_cancel = true", "partial = true")).is_err());
    }
}
