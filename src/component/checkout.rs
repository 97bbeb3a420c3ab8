use std::rc::Rc;

use carrier_checkout_protocol::{
    Reason, SessionId,
    embed::{CheckoutEvent, ConfirmOutcome, FrameMessage, LoaderMessage},
};
use web_sys::{Element, HtmlElement};
use yew::{Component, Context, Html, NodeRef, html};

use super::{
    CheckoutError, CheckoutProps,
    confirm::Confirms,
    events::tell,
    hearing::Ears,
    place::Place,
    session::Asking,
    words::{spoken, words},
};
use crate::{
    driver::{Around, Driver, Setting},
    effect::clock::nonce,
};

/// Of what stands beside the window in the page's own colours. The padding makes the link a target for a thumb.
const AROUND: &str = "display:block;padding:1rem;text-align:center";

/// The checkout window on this page, without the frame: see the [module](super) for whose page that may be.
///
/// It asks the gateway how the session stands, so that a reload goes on where it was. Taking it away gives back every
/// listener, timer and request; a payment that is under way goes on at the gateway, which knows what becomes of it.
#[derive(Default)]
pub struct CarrierCheckout {
    host: NodeRef,
    waiting: NodeRef,
    order: NodeRef,
    /// The button that had the focus is gone.
    retried: bool,
    place: Option<Place>,
    /// Counts the checkouts: what an earlier one says is passed over.
    turn: u32,
    window: Option<Window>,
    standing: Standing,
    confirms: Confirms,
    asking: Option<Asking>,
    /// Of the session URL: the same until there is an answer.
    key: Option<String>,
}

/// What is held while a window is shown.
struct Window {
    driver: Driver,
    session: SessionId,
    _ears: Ears,
}

/// What stands there.
#[derive(Default, PartialEq, Eq)]
enum Standing {
    /// The window.
    #[default]
    Window,
    /// The session URL is being asked.
    Waiting,
    /// There is no window, and asking again does not help.
    Failed,
    /// There is no window as long as the session URL gives no session.
    Unanswered,
    /// The window, with the receipt.
    Paid,
}

/// What happens around the window.
#[doc(hidden)]
pub enum Happened {
    /// There is room for the window.
    Placed,
    /// The window says something.
    Said(u32, FrameMessage),
    /// A token has been posted, or not.
    Confirmed(u32, String, ConfirmOutcome),
    /// The session URL has answered.
    Answered(u32, Option<SessionId>),
    /// The shopper wants it tried again.
    Retried,
}

impl Component for CarrierCheckout {
    type Message = Happened;
    type Properties = CheckoutProps;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.place = self.host.cast::<Element>().as_ref().and_then(Place::new);
            ctx.link().send_message(Happened::Placed);
        }
        // By the CSSOM, as the loader does: an attribute is what a strict policy forbids.
        for part in [&self.waiting, &self.order] {
            if let Some(part) = part.cast::<HtmlElement>() {
                part.style().set_css_text(AROUND);
            }
        }
        if core::mem::take(&mut self.retried)
            && let Some(waiting) = self.waiting.cast::<HtmlElement>()
        {
            let _ = waiting.focus();
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &CheckoutProps) -> bool {
        if !ctx.props().shows_the_same(old) {
            self.key = None;
            self.begin(ctx);
        } else if let Some(place) = &self.place {
            place.set(spoken(ctx.props().locale), ctx.props().theme);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, happened: Happened) -> bool {
        match happened {
            Happened::Placed => {
                self.begin(ctx);
                true
            }
            Happened::Said(turn, message) if turn == self.turn => self.hear(ctx, message),
            Happened::Confirmed(turn, key, outcome) if turn == self.turn => {
                for ticket in self.confirms.end(&key) {
                    if let Some(window) = &self.window {
                        window.driver.hear(LoaderMessage::ConfirmResult { ticket, outcome });
                    }
                }
                false
            }
            Happened::Answered(turn, session) if turn == self.turn => {
                self.asking = None;
                match session {
                    Some(session) => {
                        self.key = None;
                        self.show(ctx, session);
                    }
                    None => self.fail(ctx, CheckoutError::SessionUnavailable),
                }
                true
            }
            Happened::Said(..) | Happened::Confirmed(..) | Happened::Answered(..) => false,
            Happened::Retried => {
                self.begin(ctx);
                self.retried = true;
                true
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let locale = spoken(ctx.props().locale);
        let words = words(locale);
        let retry = ctx.link().callback(|_| Happened::Retried);
        let order = ctx.props().success_url.clone().filter(|_| self.standing == Standing::Paid);
        html! {
            <div class="carrier-checkout" lang={locale.as_str()}>
                <div class="carrier-checkout-window" key="window" ref={&self.host} />
                if self.standing == Standing::Waiting {
                    <p class="carrier-checkout-waiting" key="waiting" role="status" tabindex="-1" ref={&self.waiting}>
                        { words.waiting }
                    </p>
                }
                if matches!(self.standing, Standing::Failed | Standing::Unanswered) {
                    <div class="carrier-checkout-error" key="error" role="alert">
                        <p>{ words.unavailable }</p>
                        if self.standing == Standing::Unanswered {
                            <button type="button" class="carrier-checkout-retry" onclick={retry}>{ words.retry }</button>
                        }
                    </div>
                }
                // The receipt has to be seen, so the page never leaves by itself.
                if let Some(url) = order {
                    <a class="carrier-checkout-order" key="order" href={url} ref={&self.order}>{ words.order }</a>
                }
            </div>
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.stop();
    }
}

impl CarrierCheckout {
    /// Shows what the options ask for.
    fn begin(&mut self, ctx: &Context<Self>) {
        self.stop();
        self.standing = Standing::Window;
        let props = ctx.props();
        match (&props.session, &props.session_url) {
            (Some(session), _) => self.show(ctx, session.clone()),
            (None, Some(url)) => {
                let key = self.key.get_or_insert_with(nonce).clone();
                let (link, turn) = (ctx.link().clone(), self.turn);
                let answered = move |session| link.send_message(Happened::Answered(turn, session));
                self.asking = Asking::begin(url, key, answered);
                match self.asking {
                    Some(_) => self.standing = Standing::Waiting,
                    None => self.fail(ctx, CheckoutError::Reason(Reason::MerchantDataInvalid)),
                }
            }
            (None, None) => self.fail(ctx, CheckoutError::Reason(Reason::MerchantDataInvalid)),
        }
    }

    /// Draws the window of that session.
    fn show(&mut self, ctx: &Context<Self>, session: SessionId) {
        let props = ctx.props();
        let Some(place) = &self.place else {
            return self.fail(ctx, CheckoutError::Reason(Reason::BrowserUnsupported));
        };
        let locale = spoken(props.locale);
        place.set(locale, props.theme);
        let gateway = props.gateway.trim_end_matches('/').to_owned();
        let ears = Ears::new(gateway.clone(), session.clone());
        let (link, turn) = (ctx.link().clone(), self.turn);
        let around = Around {
            gateway,
            // Yew passes it on when it has time: never within the driver's own step.
            tell: Rc::new(move |message| link.send_message(Happened::Said(turn, message))),
        };
        let setting = Setting {
            session: session.clone(),
            locale,
            framed: true,
            ears: Some(ears.function()),
            shown: None,
            unmount: || {},
            around: Some(around),
        };
        let driver = Driver::start(place.root.clone(), setting, None, 0);
        if let Some(origin) = web_sys::window().and_then(|window| window.location().origin().ok()) {
            driver.join(origin);
        }
        self.standing = Standing::Window;
        self.window = Some(Window { driver, session, _ears: ears });
    }

    fn fail(&mut self, ctx: &Context<Self>, error: CheckoutError) {
        self.standing = match error {
            CheckoutError::Reason(_) => Standing::Failed,
            CheckoutError::SessionUnavailable => Standing::Unanswered,
        };
        ctx.props().onerror.emit(error);
    }

    /// Whether something around the window has changed.
    fn hear(&mut self, ctx: &Context<Self>, message: FrameMessage) -> bool {
        match message {
            FrameMessage::Confirm(request) => {
                if self.window.as_ref().is_some_and(|window| window.session == request.body.session) {
                    let (link, turn) = (ctx.link().clone(), self.turn);
                    let ended = move |key, outcome| link.send_message(Happened::Confirmed(turn, key, outcome));
                    self.confirms.begin(ctx.props(), request, ended);
                }
                false
            }
            FrameMessage::Event(event) => {
                let paid = matches!(event, CheckoutEvent::Paid { .. });
                if paid {
                    self.standing = Standing::Paid;
                }
                tell(ctx.props(), event);
                paid
            }
            // The page makes room by itself.
            FrameMessage::Welcome { .. } | FrameMessage::Resize { .. } | FrameMessage::Reveal { .. } => false,
        }
    }

    /// Takes away what is shown, and whatever it holds.
    fn stop(&mut self) {
        self.turn += 1;
        self.asking = None;
        self.confirms = Confirms::default();
        if let Some(window) = self.window.take() {
            window.driver.stop();
        }
    }
}
