//! The port to the loader on the merchant's page.

use carrier_checkout_protocol::embed::{FrameMessage, LoaderMessage};
use gloo::events::EventListener;
use js_sys::{JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
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
            let message = event.dyn_ref::<MessageEvent>().and_then(|event| heard(&event.data()));
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

fn heard(value: &JsValue) -> Option<LoaderMessage> {
    let of = |name: &str| Reflect::get(value, &name.into()).ok();
    match of("type")?.as_string()?.as_str() {
        "confirm_result" => {
            Some(LoaderMessage::ConfirmResult { ticket: read(&of("ticket")?)?, outcome: read(&of("outcome")?)? })
        }
        "unmount" => Some(LoaderMessage::Unmount),
        _ => None,
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        self.port.close();
    }
}
