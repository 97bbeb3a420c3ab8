//! A payment on a page of your own.

use carrier_checkout::component::{CarrierCheckout, Paid};
use carrier_checkout_protocol::SessionId;
use yew::prelude::*;

/// What your server says of the payment.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Made by `POST /v1/sessions`.
    pub session: SessionId,
}

/// The checkout on your page.
#[function_component]
pub fn Payment(props: &Props) -> Html {
    let onpaid = Callback::from(|paid: Paid| drop(paid.order_id));
    html! {
        <CarrierCheckout
            session={props.session.clone()}
            gateway="https://gateway.example"
            confirm_url="/confirm"
            success_url="/orders/1"
            {onpaid}
        />
    }
}
