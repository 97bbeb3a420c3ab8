//! Focus, caret and text of single fields. Whatever is not on the screen is passed over.

use wasm_bindgen::JsCast;
#[cfg(feature = "component")]
use web_sys::ShadowRoot;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// Where they are looked for: on the page, but with the feature `component` in
/// the shadow root that the window may stand in.
pub struct Scope(#[cfg(feature = "component")] Option<ShadowRoot>);

impl Scope {
    /// Where a window in that element has its fields.
    #[cfg(feature = "component")]
    #[must_use]
    pub fn of(root: &Element) -> Self {
        Self(root.get_root_node().dyn_into().ok())
    }

    /// Where a window has its fields.
    #[cfg(not(feature = "component"))]
    #[must_use]
    pub const fn of(_: &Element) -> Self {
        Self()
    }

    /// Moves the focus to the element of that id; a field's text is selected, so
    /// that typing replaces it.
    pub fn focus(&self, id: &str) {
        let Some(element) = self.element(id) else { return };
        let _ = element.focus();
        if let Some(field) = element.dyn_ref::<HtmlInputElement>()
            && matches!(field.type_().as_str(), "text" | "tel")
        {
            field.select();
        }
    }

    /// Puts the caret of the field of that id, if it has the focus. False as long
    /// as the field has another text than the one that the caret is meant for.
    pub fn place_caret(&self, id: &str, at: usize, text: &str) -> bool {
        let Some(field) = self.input(id) else { return true };
        if field.value() != text {
            return false;
        }
        if self.active().is_some_and(|active| active.id() == id) {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let _ = field.set_selection_range(at, at);
        }
        true
    }

    /// Puts a text into the field of that id, and leaves it and its caret alone when it is there already.
    pub fn write(&self, id: &str, text: &str) {
        if let Some(field) = self.input(id)
            && field.value() != text
        {
            field.set_value(text);
        }
    }

    fn active(&self) -> Option<Element> {
        #[cfg(feature = "component")]
        if let Some(shadow) = &self.0 {
            return shadow.active_element();
        }
        active()
    }

    fn element(&self, id: &str) -> Option<HtmlElement> {
        #[cfg(feature = "component")]
        if let Some(shadow) = &self.0 {
            return shadow.get_element_by_id(id)?.dyn_into().ok();
        }
        web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
    }

    fn input(&self, id: &str) -> Option<HtmlInputElement> {
        self.element(id)?.dyn_into().ok()
    }
}

/// Whether anything on the page, but for the page itself, has the focus.
#[must_use]
pub fn is_somewhere() -> bool {
    active().is_some_and(|active| active.tag_name() != "BODY")
}

fn active() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}
