//! The page around the window: when it wakes.

use gloo::events::EventListener;

/// Calls when the page may have slept: shown again, back from the history, online again.
#[must_use = "dropping it stops the calls"]
pub fn on_wake(call: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let listener = |target: &web_sys::EventTarget, name: &'static str| {
        let call = call.clone();
        EventListener::new(target, name, move |_| call())
    };
    let mut listeners = vec![listener(&window, "pageshow"), listener(&window, "online")];
    listeners.extend(window.document().map(|document| listener(&document, "visibilitychange")));
    listeners
}
