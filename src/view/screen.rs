//! What every part of the window may look at.

use carrier_checkout_flow::Flow;
use yew::AttrValue;

use super::Dispatch;
use crate::locale::Texts;

/// The flow that is shown, in which language, and where inputs go.
pub(super) struct Screen<'a> {
    pub(super) flow: &'a Flow,
    pub(super) texts: &'static Texts,
    pub(super) dispatch: &'a Dispatch,
    /// Whether it has been shown before: else its fields may hold what was typed
    /// into them as the gateway rendered them.
    pub(super) shown: bool,
}

impl Screen<'_> {
    /// A field's `value`: untouched at first, as long as the flow knows of none.
    pub(super) fn value(&self, text: &str) -> Option<AttrValue> {
        (self.shown || !text.is_empty()).then(|| text.to_owned().into())
    }
}
