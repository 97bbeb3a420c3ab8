//! The carrier's own question about one payment: a code by text message, to be
//! handed in with `validatePayment`.

use carrier_checkout_protocol::{Carrier, Won};

use crate::carriers::Fault;
use crate::random;
use crate::state::SandboxState;
use crate::store::{NewCode, NewPayment, Purpose};

/// Sends the code.
pub(super) async fn ask(state: &SandboxState, payment: &NewPayment, authorization_id: &str) -> Result<(), Fault> {
    let code = random::code()?;
    let question = NewCode {
        id: authorization_id.to_owned(),
        purpose: Purpose::Payment,
        carrier: payment.carrier,
        phone: payment.phone.clone(),
        text: text(payment, &code),
        code,
    };
    state.store.send_code(&question, state.now()).await?;
    state.tell_the_phones();
    Ok(())
}

/// Says what the code is good for: whoever reads it out to a caller shall know.
fn text(payment: &NewPayment, code: &str) -> String {
    let amount = u32::try_from(payment.amount).ok().and_then(|won| Won::new(won).ok());
    let amount = amount.map_or_else(|| payment.amount.to_string(), |won| won.to_string());
    let (carrier, seller) = (brand(payment.carrier), seller(payment));
    format!("[{carrier}] {seller} {amount}원 결제 승인번호 [{code}] 타인에게 알려 주지 마세요.")
}

/// Who sells, or what is sold when the request does not say it.
fn seller(payment: &NewPayment) -> &str {
    let said = |place| payment.payment_amount.pointer(place).and_then(serde_json::Value::as_str);
    said("/chargingMetaData/merchantName").or_else(|| said("/chargingInformation/description")).unwrap_or_default()
}

/// The carrier as it calls itself.
const fn brand(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Skt | Carrier::MvnoSkt => "SKT",
        Carrier::Kt | Carrier::MvnoKt => "KT",
        Carrier::Lgu | Carrier::MvnoLgu => "LG U+",
        Carrier::Hello => "헬로모바일",
        Carrier::Kct => "티플러스",
        Carrier::Sk7 => "SK 7mobile",
    }
}
