//! The shop's pages.

mod checkout;
mod goods;
mod link;
mod monthly;
mod order;
mod playground;
mod playground_texts;
mod problem;

pub(crate) use checkout::{Embedding, Look, can_be_paid, checkout};
pub(crate) use goods::goods;
pub(crate) use monthly::{Notice, Subscription};
pub(crate) use order::{order, somebodys_order};
pub(crate) use playground::playground;
pub(crate) use problem::problem;

use maud::{DOCTYPE, Markup, html};

/// A page of the shop: what is around `main`.
fn page(title: &str, main: Markup) -> Markup {
    page_in("ko", title, html! {}, main)
}

/// The same in that language, with more in its head.
fn page_in(language: &str, title: &str, head: Markup, main: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                title { (title) " · 달빛상점" }
                link rel="icon" href="/assets/shop.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/shop.css";
                (head)
            }
            body {
                header.top lang="ko" {
                    a.brand href="/" {
                        img src="/assets/shop.svg" alt="" width="28" height="28";
                        "달빛상점"
                    }
                }
                main { (main) }
                footer lang="ko" {
                    p { "달빛상점은 휴대폰 결제를 시험해 보는 상점입니다. 실제 상품을 팔지 않습니다." }
                }
            }
        }
    }
}
