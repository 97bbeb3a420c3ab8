//! Speaking to the carriers: to the sandbox's, which behave, and to ones that do not.

mod create;
mod fake;
mod payments;
mod refunds;
mod sandbox;
mod tokens;
mod trouble;

use carrier_checkout_gateway::camara::{Call, Prepared, Reservation};
use carrier_checkout_protocol::{Carrier, OrderId, PhoneNumber, Won};

const CORRELATOR: &str = "req_0000000000000000000001";
const SMS: &str = "[웹툰샵] 9,900원 결제 인증번호 [{{code}}]\n@shop.example #{{code}} @pay.example";

fn phone(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).unwrap()
}

fn call(carrier: Carrier, phone: &PhoneNumber) -> Call<'_> {
    Call { carrier, phone, correlator: CORRELATOR }
}

/// The payment of an amount that is reserved.
fn reserved(prepared: Prepared) -> String {
    match prepared {
        Prepared::Reserved { payment } => payment,
        asks => panic!("the carrier asks the shopper: {asks:?}"),
    }
}

fn order() -> OrderId {
    OrderId::parse("order-1").unwrap()
}

fn reservation<'a>(order: &'a OrderId, client_correlator: &'a str) -> Reservation<'a> {
    Reservation {
        amount: Won::new(9_900).unwrap(),
        client_correlator,
        order,
        goods: "웹툰 코인 100개",
        merchant: "웹툰샵",
        merchant_id: "m_test",
    }
}
