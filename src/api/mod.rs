//! What JavaScript calls: the frame's boot script mounts and unmounts the window.

use std::cell::RefCell;

use carrier_checkout_protocol::{Locale, SessionId};
use js_sys::Function;
use wasm_bindgen::{JsError, JsValue, prelude::wasm_bindgen};
use web_sys::{Element, MessagePort};

use crate::{
    driver::{Driver, Setting},
    effect::reader::read,
};

thread_local! {
    static MOUNTED: RefCell<Option<Driver>> = const { RefCell::new(None) };
}

/// Shows the checkout of a session in an element. A window that is already
/// shown is unmounted first.
///
/// What the gateway has rendered there is taken over as it is. `checkout` is the
/// one that it rendered, received `age_ms` ago; without it, the gateway is asked.
/// `framed` says that a page around is going to [`connect`]. `ears` listens for the window
/// (`effect::hearing`). `shown` is called once the window can be used.
///
/// # Errors
/// When the session's id is not one.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "an object would be read field by field, by code that shoppers download")]
pub fn mount(
    root: Element,
    session: &str,
    locale: &str,
    framed: bool,
    checkout: JsValue,
    age_ms: f64,
    ears: Option<Function>,
    shown: Option<Function>,
) -> Result<(), JsError> {
    unmount();
    let setting = Setting {
        session: SessionId::parse(session)?,
        locale: Locale::from_wire(locale).unwrap_or(Locale::Ko),
        framed,
        ears,
        shown,
        unmount,
        #[cfg(feature = "component")]
        around: None,
    };
    let driver = Driver::start(root, setting, read(&checkout), age_ms as i64);
    MOUNTED.with(|mounted| *mounted.borrow_mut() = Some(driver));
    Ok(())
}

/// Joins the window to the page around: its origin, and the port that came with
/// its hello. What was to be said before is said now.
#[wasm_bindgen]
pub fn connect(embedder: String, port: MessagePort) {
    MOUNTED.with(|mounted| {
        if let Some(driver) = &*mounted.borrow() {
            driver.connect(embedder, port);
        }
    });
}

/// Takes the window away: no node, listener, timer or request is left.
#[wasm_bindgen]
pub fn unmount() {
    let driver = MOUNTED.with(|mounted| mounted.borrow_mut().take());
    if let Some(driver) = driver {
        driver.stop();
    }
}
