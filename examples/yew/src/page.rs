use carrier_checkout::component::{CarrierCheckout, CheckoutError, Failed, Paid, Token};
use carrier_checkout_protocol::{
    Locale, SessionId,
    embed::{Screen, Theme},
};
use web_sys::{Element, HtmlElement, wasm_bindgen::JsCast};
use yew::prelude::*;

/// Shows the page where the server has left room for it.
pub(crate) fn show() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.get_element_by_id("app")) {
        let options = Options::of(&root);
        yew::Renderer::<Page>::with_root_and_props(root, options).render();
    }
}

/// What the server has written into the page.
#[derive(Clone, PartialEq, Properties)]
struct Options {
    session: Option<SessionId>,
    session_url: Option<AttrValue>,
    success_url: Option<AttrValue>,
    gateway: AttrValue,
    locale: Option<Locale>,
    theme: Theme,
}

impl Options {
    fn of(root: &Element) -> Self {
        let data = root.dyn_ref::<HtmlElement>().map(HtmlElement::dataset);
        let said = |name: &str| data.as_ref().and_then(|data| data.get(name));
        Self {
            session: said("session").and_then(|id| SessionId::parse(&id).ok()),
            session_url: said("sessionUrl").map(AttrValue::from),
            success_url: said("successUrl").map(AttrValue::from),
            gateway: said("gateway").unwrap_or_default().into(),
            locale: said("locale").and_then(|tag| Locale::from_wire(&tag)),
            theme: said("theme").and_then(|name| Theme::from_wire(&name)).unwrap_or(Theme::Auto),
        }
    }
}

/// The checkout, a button that takes it away and brings it back, and what the page is told.
struct Page {
    open: bool,
    told: Vec<String>,
}

enum Message {
    Told(String),
    Toggled,
}

impl Component for Page {
    type Message = Message;
    type Properties = Options;

    fn create(_: &Context<Self>) -> Self {
        Self { open: true, told: Vec::new() }
    }

    fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Told(event) => self.told.push(event),
            Message::Toggled => self.open = !self.open,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let toggle = ctx.link().callback(|_| Message::Toggled);
        html! {
            <>
                if self.open {
                    { checkout(ctx) }
                }
                <p>
                    <button type="button" class="button plain" onclick={toggle}>
                        { if self.open { "결제창 닫기" } else { "결제창 열기" } }
                    </button>
                </p>
                <ol aria-label="이벤트" lang="en">
                    { for self.told.iter().map(|event| html! { <li><code>{ event }</code></li> }) }
                </ol>
            </>
        }
    }
}

fn checkout(ctx: &Context<Page>) -> Html {
    let Options { session, session_url, success_url, gateway, locale, theme } = ctx.props().clone();
    let link = ctx.link();
    let told = |name: &'static str| link.callback(move |()| Message::Told(name.to_owned()));
    let onchange = link.callback(|screen: Screen| Message::Told(format!("change {screen}")));
    let onready = link.callback(|locale: Locale| Message::Told(format!("ready {locale}")));
    let ontoken = link.callback(|token: Token| Message::Told(format!("token {}", token.order_id)));
    let onpaid = link.callback(|paid: Paid| Message::Told(format!("paid {} {}", paid.order_id, paid.amount.get())));
    let onfailed = link.callback(|failed: Failed| Message::Told(format!("failed {}", failed.failure.reason)));
    let onerror = link.callback(|error: CheckoutError| Message::Told(format!("error {}", error.code())));
    html! {
        <CarrierCheckout
            {session}
            {session_url}
            {success_url}
            {gateway}
            {locale}
            {theme}
            confirm_url="/confirm"
            {onready}
            {onchange}
            {ontoken}
            {onpaid}
            {onfailed}
            oncancelled={told("cancelled")}
            {onerror}
        />
    }
}
