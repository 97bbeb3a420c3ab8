//! Notices when personal data reaches a log line.

use core::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

use super::personal::{holds, holds_birth, holds_phone};

/// Watches every field and message for a Korean mobile number in any
/// spelling, a birth date with the digit after it, and whatever text it is
/// told to watch for, such as a one-time code. Clones share what they know.
///
/// A test puts it beside the subscriber, drives a payment and asks for
/// [`PrivacyLayer::leaks`].
#[derive(Clone, Default)]
pub struct PrivacyLayer {
    shared: Arc<Mutex<Shared>>,
    panics: bool,
    ignored_target: Option<&'static str>,
}

#[derive(Default)]
struct Shared {
    watched: Vec<String>,
    leaks: Vec<Leak>,
}

/// Where personal data was seen, without the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// The module that logged it.
    pub target: String,
    /// The field, or `message`.
    pub field: String,
    /// `phone`, `birth` or `watched`.
    pub kind: &'static str,
}

impl PrivacyLayer {
    /// A layer that keeps what it notices.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Panics at once, where the line is logged, which names the culprit in the backtrace.
    #[must_use]
    pub fn panicking(self) -> Self {
        Self { panics: true, ..self }
    }

    /// Takes no notice of the modules of another server in the same process.
    #[must_use]
    pub fn ignoring(self, target: &'static str) -> Self {
        Self { ignored_target: Some(target), ..self }
    }

    /// Watches for this text, too, where no letter or digit is directly beside it.
    pub fn watch(&self, secret: &str) {
        self.shared().watched.push(secret.to_owned());
    }

    /// What was noticed so far.
    #[must_use]
    pub fn leaks(&self) -> Vec<Leak> {
        self.shared().leaks.clone()
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader<'a>(&'a self, metadata: &'a Metadata<'_>) -> Reader<'a> {
        Reader { layer: self, target: metadata.target() }
    }

    fn ignores(&self, target: &str) -> bool {
        self.ignored_target.is_some_and(|ignored| target.starts_with(ignored))
    }

    fn inspect(&self, target: &str, field: &str, text: &str) {
        let kind = if holds_phone(text) {
            "phone"
        } else if holds_birth(text) {
            "birth"
        } else if self.shared().watched.iter().any(|secret| holds(text, secret)) {
            "watched"
        } else {
            return;
        };
        let leak = Leak { target: target.to_owned(), field: field.to_owned(), kind };
        assert!(!self.panics, "personal data in a log line: {leak:?}");
        self.shared().leaks.push(leak);
    }
}

impl<S: Subscriber> Layer<S> for PrivacyLayer {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        attributes.record(&mut self.reader(attributes.metadata()));
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        values.record(&mut Reader { layer: self, target: "span" });
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut self.reader(event.metadata()));
    }
}

/// Visits the fields; numbers and text arrive here too, formatted.
struct Reader<'a> {
    layer: &'a PrivacyLayer,
    target: &'a str,
}

impl Visit for Reader<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if !self.layer.ignores(self.target) {
            self.layer.inspect(self.target, field.name(), &format!("{value:?}"));
        }
    }
}
