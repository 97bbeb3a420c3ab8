//! What every part of the window may look at.

use std::rc::Rc;

use carrier_checkout_flow::Flow;
use yew::{AttrValue, Html, virtual_dom::VNode};

use super::Dispatch;
use crate::locale::Texts;

/// The flow that is shown, in which language, and where inputs go.
pub(super) struct Screen<'a> {
    pub(super) flow: &'a Flow,
    pub(super) texts: &'static Texts,
    pub(super) dispatch: &'a Dispatch,
    /// Whether the widget has shown it before: else its fields may hold what was filled
    /// in as the gateway rendered them.
    pub(super) shown: bool,
}

impl Screen<'_> {
    /// A field's `value`: untouched at first.
    pub(super) fn value(&self, text: &str) -> Option<AttrValue> {
        self.shown.then(|| text.to_owned().into())
    }

    /// A radio or a checkbox, and whether it is on: untouched at first. What the gateway renders says what is on.
    /// `checked={…}` would be set in any case.
    pub(super) fn tick(&self, mut field: Html, on: bool) -> Html {
        if (self.shown || (cfg!(feature = "ssr") && on))
            && let VNode::VTag(tag) = &mut field
            && let Some(tag) = Rc::get_mut(tag)
        {
            tag.set_checked(on);
        }
        field
    }
}
