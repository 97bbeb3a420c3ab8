//! What cannot be, and why. A pair that is reached all the same is reported, and so is one that is not and has no reason.

use crate::place::{KINDS, Place};

/// Why no input of that kind comes there.
#[must_use]
pub fn why_no_input(place: Place, kind: usize) -> Option<&'static str> {
    (KINDS[kind] == "Started" && place != Place::Loading).then_some("a page starts once, before it shows anything")
}

/// Why the one screen never follows the other.
#[must_use]
pub const fn why_no_passage(from: Place, to: Place) -> Option<&'static str> {
    match (from, to) {
        (Place::Loading, Place::Loading)
        | (Place::Confirming, Place::Confirming | Place::Checking)
        | (Place::Paid, Place::Paid)
        | (Place::Over, Place::Over)
        | (Place::Checking | Place::Stuck, Place::Stuck) => None,
        (_, Place::Loading) => Some("a page that shows something is loaded anew only as a new page"),
        (Place::Confirming, _) => Some("whatever comes of a post, the gateway is asked"),
        (Place::Paid, _) => Some("a receipt stays"),
        (Place::Over, _) => Some("nothing is asked any more"),
        (_, Place::Stuck) => Some("only what became of a post leads there"),
        (Place::Details | Place::Code, Place::Unloaded) => Some("what was loaded once and is known no more is over"),
        (Place::Stuck, Place::Confirming) => Some("whether the token is still good is asked first"),
        _ => None,
    }
}
