//! The window as a Yew component of somebody else's page, without the frame.
//!
//! **Whose page this is for.** Without the frame the page itself can read the phone number, the birth date and the code
//! as they are typed, and can cover or press every button. It is for pages whose owner is allowed to see these: the
//! operator's own, or those of a merchant who has a contract about it. Everybody else takes the frame, by the script, the
//! custom element or the npm package. The gateway answers such a page only where the operator has registered its origin
//! for that (`direct_origins`). docs/yew.md says what else is different.
//!
//! **How it is made.** [`CarrierCheckout`] is to the window what the loader is elsewhere: it posts the token and tells the
//! page. Both say the same to each other as across the frame ([`carrier_checkout_protocol::embed`]), but by a call
//! instead of a port: there is nobody between them whom a message would have to be checked against. The window is drawn
//! by the same [`crate::driver`] with an application of its own, in an open shadow root with the window's style sheet, so
//! that the page's styles do not reach into it, nor its own out of it. Open, because whatever could look into an open one
//! could read the keys, too, and because tests and assistive tools then see one page.
//!
//! ```
//! use carrier_checkout::component::CarrierCheckout;
//! use carrier_checkout_protocol::SessionId;
//! use yew::prelude::*;
//!
//! #[derive(Properties, PartialEq)]
//! struct Props {
//!     session: SessionId,
//! }
//!
//! #[function_component]
//! fn Payment(props: &Props) -> Html {
//!     let onpaid = Callback::from(|paid: carrier_checkout::component::Paid| drop(paid.order_id));
//!     html! { <CarrierCheckout session={props.session.clone()} confirm_url="/confirm" {onpaid} /> }
//! }
//! ```

mod checkout;
mod confirm;
mod events;
mod hearing;
mod place;
mod props;
mod session;
mod words;

pub use checkout::CarrierCheckout;
pub use confirm::Confirm;
pub use events::{CheckoutError, Failed, Paid, Token};
pub use props::CheckoutProps;
