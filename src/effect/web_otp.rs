//! WebOTP: reading the code from the coming message, where the browser can
//! (Chrome on Android, not its WebView; `allow="otp-credentials"` on the frame).

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

/// Listening for one message. Dropping it stops the browser's prompt.
#[must_use = "dropping it stops listening"]
pub struct Listening {
    controller: AbortController,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

/// Calls with the code of the next message that names this page's origins.
/// None where the browser cannot.
pub fn listen(call: impl FnOnce(String) + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    if !Reflect::has(&window, &"OTPCredential".into()).unwrap_or(false) {
        return None;
    }
    let controller = AbortController::new().ok()?;
    let promise = get(&window.navigator(), &controller).ok()?;
    spawn_local(async move {
        // A refusal (no permission, aborted, no message) only means that it is typed.
        if let Ok(credential) = JsFuture::from(promise).await
            && let Some(code) = Reflect::get(&credential, &"code".into()).ok().and_then(|code| code.as_string())
        {
            call(code);
        }
    });
    Some(Listening { controller })
}

/// `navigator.credentials.get({ otp: { transport: ["sms"] }, signal })`.
fn get(navigator: &JsValue, controller: &AbortController) -> Result<Promise, JsValue> {
    let otp = Object::new();
    Reflect::set(&otp, &"transport".into(), &Array::of1(&"sms".into()))?;
    let options = Object::new();
    Reflect::set(&options, &"otp".into(), &otp)?;
    Reflect::set(&options, &"signal".into(), &controller.signal())?;
    let credentials = Reflect::get(navigator, &"credentials".into())?;
    let get: Function = Reflect::get(&credentials, &"get".into())?.dyn_into()?;
    get.call1(&credentials, &options)?.dyn_into()
}
