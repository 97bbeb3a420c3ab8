use carrier_checkout::component::{CarrierCheckout, Paid};
use carrier_checkout_protocol::SessionId;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) session: SessionId,
}

#[function_component]
pub(crate) fn Payment(props: &Props) -> Html {
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
