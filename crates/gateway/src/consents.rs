//! What a shopper must agree to, in which version of its text.

use carrier_checkout_protocol::ErrorCode;
use carrier_checkout_protocol::consent::{Consent, ConsentKind};
use carrier_checkout_protocol::goods::Billing;

use crate::problem::Refused;

/// The version of every text. A text that changes gets a new one here, and an
/// agreement to the old text counts no more.
pub(crate) const VERSION: &str = "2026-11-01";

/// What is asked for before a code is sent, in the order in which it is shown.
const BEFORE: [ConsentKind; 4] = [
    ConsentKind::CarrierBillingTerms,
    ConsentKind::ElectronicFinanceTerms,
    ConsentKind::PrivacyCollection,
    ConsentKind::PrivacyThirdParty,
];

fn before(billing: Billing) -> Vec<ConsentKind> {
    let monthly = match billing {
        Billing::OneOff => None,
        Billing::Monthly => Some(ConsentKind::MonthlyBilling),
    };
    BEFORE.into_iter().chain(monthly).collect()
}

/// Everything that this checkout asks for.
pub(crate) fn asked_for(billing: Billing) -> Vec<Consent> {
    before(billing).into_iter().chain([ConsentKind::PaymentContent]).map(current).collect()
}

/// Those of them that are asked for before the code: all but the last.
pub(crate) fn before_code(asked_for: &[Consent]) -> &[Consent] {
    asked_for.split_last().map_or(&[], |(_, before)| before)
}

/// What was agreed to before the code, without anything that was not asked for.
pub(crate) fn given_before_code(billing: Billing, given: &[Consent]) -> Result<Vec<Consent>, Refused> {
    before(billing).into_iter().map(|kind| require(kind, given)).collect()
}

/// The agreement to what is paid, on the code screen.
pub(crate) fn given_with_code(given: &Consent) -> Result<Consent, Refused> {
    require(ConsentKind::PaymentContent, std::slice::from_ref(given))
}

fn require(kind: ConsentKind, given: &[Consent]) -> Result<Consent, Refused> {
    let wanted = current(kind);
    if given.contains(&wanted) {
        return Ok(wanted);
    }
    let detail = format!("{kind} in version {VERSION} is needed");
    Err(Refused::because(ErrorCode::ConsentMissing, detail))
}

fn current(kind: ConsentKind) -> Consent {
    Consent { kind, version: VERSION.to_owned() }
}
