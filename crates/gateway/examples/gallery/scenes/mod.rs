//! The scenes: every state in which a window can be looked at.

mod code;
mod details;
mod outcome;
mod refusals;

use std::sync::Arc;

use carrier_checkout_flow::Flow;
use carrier_checkout_protocol::Locale;

use crate::shopper::Shopper;

/// A state of the window, under a name that files are called by.
pub(crate) struct Scene {
    pub(crate) name: String,
    pub(crate) begin: Begin,
    pub(crate) touch: Touch,
}

/// How a language's window comes to stand there.
pub(crate) type Begin = Arc<dyn Fn(Locale) -> Flow + Send + Sync>;

/// What is done to the HTML that no flow knows of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Touch {
    Nothing,
    /// The first text is unfolded.
    Unfolded,
    /// The shopper is told that the widget does not come.
    NotLoaded,
}

/// All of them, in the order of a checkout.
pub(crate) fn all() -> Vec<Scene> {
    [details::scenes(), code::scenes(), outcome::scenes(), refusals::scenes()].into_iter().flatten().collect()
}

fn scene(name: &str, shopper: impl Fn(Locale) -> Shopper + Send + Sync + 'static) -> Scene {
    Scene { name: name.to_owned(), begin: Arc::new(move |locale| shopper(locale).leaves()), touch: Touch::Nothing }
}

impl Scene {
    fn touched(self, touch: Touch) -> Self {
        Self { touch, ..self }
    }
}
