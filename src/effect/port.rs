//! The port to the loader on the merchant's page.

use carrier_checkout_protocol::embed::{ConfirmOutcome, FrameMessage, LoaderMessage};
use gloo::events::EventListener;
use js_sys::JSON;
use serde::Deserialize;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, MessagePort};

use super::{reader::read, writer::write};

/// The port, with its listener. Closed when it is dropped.
pub struct Port {
    port: MessagePort,
    _listener: EventListener,
}

impl Port {
    /// Listens on a port that the frame's boot script has taken from the hello.
    /// A message that is not one of the loader's is passed over.
    #[must_use]
    pub fn new(port: MessagePort, call: impl Fn(LoaderMessage) + 'static) -> Self {
        let listener = EventListener::new(&port, "message", move |event| {
            let message = event.dyn_ref::<MessageEvent>().and_then(|event| read::<Heard>(event.data()).ok()?.message());
            if let Some(message) = message {
                call(message);
            }
        });
        port.start();
        Self { port, _listener: listener }
    }

    /// Says something to the loader.
    pub fn post(&self, message: &FrameMessage) {
        let value = write(message).ok().and_then(|text| JSON::parse(&text).ok());
        if let Some(value) = value {
            let _ = self.port.post_message(&value);
        }
    }
}

/// A [`LoaderMessage`] before it is known which one.
#[derive(Deserialize)]
struct Heard {
    r#type: String,
    ticket: Option<u32>,
    outcome: Option<ConfirmOutcome>,
}

impl Heard {
    fn message(self) -> Option<LoaderMessage> {
        match self.r#type.as_str() {
            "confirm_result" => Some(LoaderMessage::ConfirmResult { ticket: self.ticket?, outcome: self.outcome? }),
            "unmount" => Some(LoaderMessage::Unmount),
            _ => None,
        }
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        self.port.close();
    }
}
