//! The port to the loader on the merchant's page.

use carrier_checkout_protocol::embed::{FrameMessage, LoaderMessage};
use gloo::events::EventListener;
use serde::Serialize;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, MessagePort};

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
            if let Some(event) = event.dyn_ref::<MessageEvent>()
                && let Ok(message) = serde_wasm_bindgen::from_value(event.data())
            {
                call(message);
            }
        });
        port.start();
        Self { port, _listener: listener }
    }

    /// Says something to the loader.
    pub fn post(&self, message: &FrameMessage) {
        if let Ok(value) = message.serialize(&serde_wasm_bindgen::Serializer::json_compatible()) {
            let _ = self.port.post_message(&value);
        }
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        self.port.close();
    }
}
