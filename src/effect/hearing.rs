//! What is heard from outside: the message with the code ("message"), the gateway's word
//! that something has changed ("words"), and that the page has woken up ("wake"). The frame's script
//! listens (`www/frame/hearing.ts`): JavaScript does it in a tenth of the code.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Listening. Dropping it ends that.
#[must_use = "dropping it stops listening"]
pub struct Hearing {
    stop: Function,
    _call: Closure<dyn Fn(JsValue)>,
}

impl Drop for Hearing {
    fn drop(&mut self) {
        let _ = self.stop.call0(&JsValue::UNDEFINED);
    }
}

/// Calls with what is heard of that name. None where nobody listens.
pub fn hear(ears: Option<&Function>, name: &str, call: impl Fn(JsValue) + 'static) -> Option<Hearing> {
    listen(ears, name, Closure::new(call))
}

/// Once for whatever is called.
fn listen(ears: Option<&Function>, name: &str, call: Closure<dyn Fn(JsValue)>) -> Option<Hearing> {
    let stop = ears?.call2(&JsValue::UNDEFINED, &name.into(), call.as_ref()).ok()?;
    Some(Hearing { stop: stop.dyn_into().ok()?, _call: call })
}
