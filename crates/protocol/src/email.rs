//! An e-mail address, for the copy of a receipt.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::private::Personal;

/// What one line of an SMTP dialogue takes (RFC 5321, 4.5.3.1).
const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;

/// An address that a mail can be sent to: ASCII, one `@`, a host with a dot.
///
/// It is laxer than RFC 5321 is strict: whether there is such a mailbox only its host knows.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// A text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("that is no e-mail address")]
pub struct NotAnAddress;

impl EmailAddress {
    /// Reads an address; spaces around are ignored.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let (local, host) = text.rsplit_once('@').ok_or(NotAnAddress)?;
        let fits = text.len() <= LONGEST && local.len() <= LONGEST_LOCAL;
        if fits && is_local(local) && is_host(host) { Ok(Self(text.to_owned())) } else { Err(NotAnAddress) }
    }

    /// The address: personal data, only for the mail that goes there.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Words of what may stand there unquoted, apart by dots.
fn is_local(local: &str) -> bool {
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.split('.').all(|word| !word.is_empty() && word.chars().all(is_atom))
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(inner)
    };
    host.contains('.') && host.split('.').all(is_label)
}

impl Personal for EmailAddress {
    const SHOWN_AS: &'static str = "[email]";
}

impl Serialize for EmailAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Private;

    #[test]
    fn addresses_are_read_and_spaces_around_them_ignored() {
        for text in ["a@b.kr", " hong.gil-dong+shop@mail.example.co.kr ", "o'neil_1@xn--bj0bj06e.kr"] {
            assert_eq!(EmailAddress::parse(text).unwrap().as_str(), text.trim());
        }
    }

    #[test]
    fn what_is_no_address_or_more_than_one_is_refused() {
        let long = format!("{}@b.kr", "a".repeat(65));
        for text in [
            "",
            "a",
            "@b.kr",
            "a@",
            "a@b",
            "a@b..kr",
            "a@-b.kr",
            "a..b@c.kr",
            "a@b.kr,c@d.kr",
            "a b@c.kr",
            "a@b.kr\r\nBcc: c@d.kr",
            "<a@b.kr>",
            "가@b.kr",
            &long,
        ] {
            assert!(EmailAddress::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn debug_does_not_show_it() {
        let address = Private::new(EmailAddress::parse("a@b.kr").unwrap());
        assert_eq!(format!("{address:?}"), "[email]");
    }
}
