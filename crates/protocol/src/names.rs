//! The names of an enum's values on the wire, in one text with a space after each.

/// The name at that place.
#[inline(never)]
pub(crate) fn nth(names: &'static str, place: usize) -> &'static str {
    names.split(' ').nth(place).unwrap_or_default()
}

/// The place of a name; behind the last one when there is no such name.
#[inline(never)]
pub(crate) fn place(names: &str, name: &str) -> usize {
    names.split(' ').take_while(|other| *other != name).count()
}

#[cfg(test)]
mod tests {
    use crate::{Carrier, ErrorCode, Reason};

    #[test]
    fn every_value_has_its_name_and_nothing_else_has_a_value() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_wire(reason.as_str()), Some(*reason));
            assert!(!reason.as_str().is_empty());
        }
        assert_eq!((Carrier::Skt.as_str(), Reason::Unknown.as_str()), ("SKT", "unknown"));
        for name in ["", " ", "otp", "unknown ", "otp_mismatch otp_expired", "UNKNOWN"] {
            assert_eq!(Reason::from_wire(name), None, "{name:?}");
            assert_eq!(ErrorCode::from_wire(name), None, "{name:?}");
        }
    }
}
