//! The page around the window: when it wakes, and how high it is.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver};

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

/// Watches an element's height.
#[must_use = "dropping it stops watching"]
pub struct HeightWatch {
    observer: ResizeObserver,
    _call: Closure<dyn FnMut()>,
}

impl HeightWatch {
    /// Calls with the height in whole pixels, rounded up, now and whenever it changes.
    #[must_use]
    pub fn new(element: &Element, mut call: impl FnMut(u32) + 'static) -> Option<Self> {
        let watched = element.clone();
        let call = Closure::<dyn FnMut()>::new(move || {
            call(watched.get_bounding_client_rect().height().ceil().max(0.0) as u32);
        });
        let observer = ResizeObserver::new(call.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _call: call })
    }
}

impl Drop for HeightWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
