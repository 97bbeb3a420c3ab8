//! What loader and frame say to each other.

use carrier_checkout_protocol::embed::{ConfirmOutcome, FrameMessage, LoaderMessage, WindowMessage};
use serde_json::Value;

use crate::bodies::stands;

/// Laws of the messages, whichever of the three kinds one is.
pub fn port(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    stands::<WindowMessage>(text);
    stands::<FrameMessage>(text);
    stands::<LoaderMessage>(text);
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        assert!(serde_json::from_str::<LoaderMessage>(text).is_err());
        return;
    };
    // serde takes a list of an object's values for the object, which the widget does not.
    if let Ok(message) = serde_json::from_str::<LoaderMessage>(text)
        && value.is_object()
    {
        assert_eq!(heard(&value), Some(message), "{text}");
    }
}

/// What the widget makes of a message: as JavaScript has its values, 1.0 is 1, and what else is in it does not count.
pub(crate) fn heard(value: &Value) -> Option<LoaderMessage> {
    match value.get("type")?.as_str()? {
        "unmount" => Some(LoaderMessage::Unmount),
        "confirm_result" => {
            let ticket = value.get("ticket")?.as_f64().filter(|ticket| ticket.fract() == 0.0)?;
            let ticket = (0.0..=f64::from(u32::MAX)).contains(&ticket).then_some(ticket as u32)?;
            let outcome = ConfirmOutcome::from_wire(value.get("outcome")?.as_str()?)?;
            Some(LoaderMessage::ConfirmResult { ticket, outcome })
        }
        _ => None,
    }
}
