//! What every part of the window may look at.

use carrier_checkout_flow::Flow;

use super::Dispatch;
use crate::locale::Texts;

/// The flow that is shown, in which language, and where inputs go.
pub(super) struct Screen<'a> {
    pub(super) flow: &'a Flow,
    pub(super) texts: &'static Texts,
    pub(super) dispatch: &'a Dispatch,
}
