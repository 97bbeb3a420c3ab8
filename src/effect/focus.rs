//! Focus, caret and text of single fields. Whatever is not on the screen is passed over.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// Moves the focus to the element of that id; a field's text is selected, so
/// that typing replaces it.
pub fn focus(id: &str) {
    let Some(element) = element(id) else { return };
    let _ = element.focus();
    if let Some(field) = element.dyn_ref::<HtmlInputElement>()
        && matches!(field.type_().as_str(), "text" | "tel")
    {
        field.select();
    }
}

/// Puts the caret of the field of that id, if it has the focus. False as long
/// as the field has another text than the one that the caret is meant for.
pub fn place_caret(id: &str, at: usize, text: &str) -> bool {
    let Some(field) = input(id) else { return true };
    if field.value() != text {
        return false;
    }
    if active().is_some_and(|active| active.id() == id) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let _ = field.set_selection_range(at, at);
    }
    true
}

/// Puts a text into the field of that id, and leaves it and its caret alone when it is there already.
pub fn write(id: &str, text: &str) {
    if let Some(field) = input(id)
        && field.value() != text
    {
        field.set_value(text);
    }
}

/// Whether anything on the page has the focus, but for the page itself.
#[must_use]
pub fn is_somewhere() -> bool {
    active().is_some_and(|active| active.tag_name() != "BODY")
}

fn active() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

fn element(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

fn input(id: &str) -> Option<HtmlInputElement> {
    element(id)?.dyn_into().ok()
}
