use maud::{Markup, html};

use super::page;

/// Says why there is nothing else to show, and what to do now.
pub(crate) fn problem(title: &str, text: &str) -> Markup {
    page(
        title,
        html! {
            h1 { (title) }
            p.lead { (text) }
            p.next { a.button href="/" { "상품 목록으로" } }
        },
    )
}
