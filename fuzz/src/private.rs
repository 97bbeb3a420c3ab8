//! What may be shown: no number of anybody's.

/// The longest run of ASCII digits that a log, an error or an event may have where nothing of ours has more.
pub(crate) const LONGEST: usize = 5;

/// Fails when a text has a run of more digits than [`LONGEST`].
pub(crate) fn assert_no_number(shown: &str) {
    for run in shown.split(|c: char| !c.is_ascii_digit()) {
        assert!(run.len() <= LONGEST, "a number of {} digits is shown: {shown:?}", run.len());
    }
}
