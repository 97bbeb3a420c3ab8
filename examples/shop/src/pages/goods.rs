use maud::{Markup, html};
use url::Url;

use super::page;
use crate::goods::{ALL, Good};

/// The list of goods.
pub(crate) fn goods(sandbox: Option<&Url>) -> Markup {
    page(
        "상품",
        html! {
            h1 { "휴대폰 요금으로 결제하세요" }
            p.lead { "카드도 계좌도 필요 없습니다. 휴대폰 번호와 인증번호만 있으면 됩니다." }
            ul.goods {
                @for good in &ALL {
                    li { (card(good)) }
                }
            }
            @if let Some(sandbox) = sandbox {
                (practice(sandbox))
            }
            p { a href="/playground" { "결제창 모양 바꿔 보기" } }
            p { a href="/checkout/2?embed=yew" { "Yew 컴포넌트로 띄운 결제창 보기" } }
        },
    )
}

fn card(good: &Good) -> Markup {
    let heading = format!("good-{}", good.number);
    html! {
        article aria-labelledby=(heading) {
            img src={ "/assets/" (good.picture) } alt="" width="320" height="180";
            div.words {
                h2 id=(heading) { (good.name) }
                p { (good.about) }
                p.period { "제공기간 " (good.period_text()) }
            }
            div.buy {
                p.price { (good.price_text()) }
                a.button href={ "/checkout/" (good.number) } aria-describedby=(heading) { "구매하기" }
            }
        }
    }
}

/// Tells whoever tries the shop where the codes arrive.
pub(super) fn practice(sandbox: &Url) -> Markup {
    html! {
        aside.practice aria-label="연습 안내" {
            p {
                "연습용 상점입니다. 실제로 청구되지 않으며, 010으로 시작하는 아무 번호나 쓸 수 있습니다. 인증번호는 "
                a href=(sandbox) target="_blank" rel="noopener" { "연습용 휴대폰(새 창)" }
                "에 도착합니다."
            }
        }
    }
}
