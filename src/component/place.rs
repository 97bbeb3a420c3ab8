//! Where the window stands: a shadow root of its own, with the window's style sheet.

use carrier_checkout_protocol::{Locale, embed::Theme};
use gloo::events::EventListener;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, Element, Event, ShadowRoot, ShadowRootInit, ShadowRootMode};

use super::words::words;
use crate::driver::Driver;

const STYLE: &str = include_str!("window.css");

/// The place, for as long as its host is on the page.
pub(super) struct Place {
    page: Element,
    /// What the window is drawn into.
    pub(super) root: Element,
    _print: EventListener,
}

impl Place {
    /// Makes it in a host that has none yet. None in a browser without shadow roots.
    pub(super) fn new(host: &Element) -> Option<Self> {
        let document = host.owner_document()?;
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
        dress(&document, &shadow)?;
        let page = document.create_element("div").ok()?;
        page.set_class_name("cc-page");
        let root = Driver::spare_place().or_else(|| document.create_element("section").ok())?;
        root.set_id("checkout");
        page.append_child(&root).ok()?;
        shadow.append_child(&page).ok()?;
        let print = EventListener::new(&root, "click", print);
        Some(Self { page, root, _print: print })
    }

    /// Gives it its language and colours.
    pub(super) fn set(&self, locale: Locale, theme: Theme) {
        let _ = self.page.set_attribute("lang", locale.as_str());
        let _ = self.page.set_attribute("data-theme", theme.as_str());
        let _ = self.root.set_attribute("aria-label", words(locale).title);
    }
}

/// A constructed sheet, for which a page's policy needs no exception; where there is none, an element.
fn dress(document: &Document, shadow: &ShadowRoot) -> Option<()> {
    let adopted = CssStyleSheet::new().and_then(|sheet| {
        sheet.replace_sync(STYLE)?;
        if !Reflect::has(shadow, &"adoptedStyleSheets".into())? {
            return Err(JsValue::UNDEFINED);
        }
        Reflect::set(shadow, &"adoptedStyleSheets".into(), &Array::of1(&sheet))
    });
    if adopted.is_err() {
        let style = document.create_element("style").ok()?;
        style.set_text_content(Some(STYLE));
        shadow.append_child(&style).ok()?;
    }
    Some(())
}

/// "인쇄 / 저장" takes no widget: elsewhere the frame's first script does it.
fn print(event: &Event) {
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if pressed.is_some_and(|element| matches!(element.closest(".print"), Ok(Some(_)))) {
        let _ = web_sys::window().map(|window| window.print());
    }
}
