//! What JavaScript calls: the frame's boot script mounts and unmounts the window.

use std::cell::RefCell;

use carrier_checkout_protocol::{Locale, SessionId};
use wasm_bindgen::{JsError, prelude::wasm_bindgen};
use web_sys::{Element, MessagePort};

use crate::driver::{Driver, Setting};

thread_local! {
    static MOUNTED: RefCell<Option<Driver>> = const { RefCell::new(None) };
}

/// Shows the checkout of a session in an element. A window that is already
/// shown is unmounted first.
///
/// `embedder` is the origin of the page around the frame and `port` the one that
/// came with its hello; neither when the checkout is a page of its own.
///
/// # Errors
/// When the session's id is not one.
#[wasm_bindgen]
pub fn mount(
    root: Element,
    session: &str,
    locale: &str,
    embedder: Option<String>,
    port: Option<MessagePort>,
) -> Result<(), JsError> {
    unmount();
    let setting = Setting {
        session: SessionId::parse(session)?,
        locale: Locale::from_tag(locale).unwrap_or(Locale::Ko),
        embedder,
        unmount,
    };
    let driver = Driver::start(root, setting, port);
    MOUNTED.with(|mounted| *mounted.borrow_mut() = Some(driver));
    Ok(())
}

/// Takes the window away: no node, listener, timer or request is left.
#[wasm_bindgen]
pub fn unmount() {
    let driver = MOUNTED.with(|mounted| mounted.borrow_mut().take());
    if let Some(driver) = driver {
        driver.stop();
    }
}
