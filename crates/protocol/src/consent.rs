//! What the shopper must agree to, each item by its own tick (domain: e-Commerce
//! Act art. 8, Network Act art. 58).

use serde::{Deserialize, Serialize};

crate::wire_enum! {
    /// A consent that the law asks for. None is ever ticked beforehand.
    pub enum ConsentKind {
        /// 통신과금서비스 이용약관.
        CarrierBillingTerms = "carrier_billing_terms",
        /// 전자금융거래 이용약관.
        ElectronicFinanceTerms = "electronic_finance_terms",
        /// 개인정보 수집·이용.
        PrivacyCollection = "privacy_collection",
        /// 개인정보 제3자 제공, always apart from the terms.
        PrivacyThirdParty = "privacy_third_party",
        /// 월자동결제 동의, for goods billed every month.
        MonthlyBilling = "monthly_billing",
        /// 결제 내용을 확인했습니다, on the code screen.
        PaymentContent = "payment_content",
    }
}

/// A consent that this checkout asks for, in the version of its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consent {
    /// Which one.
    pub kind: ConsentKind,
    /// The version of its text, such as `2026-11-01`; what was agreed is recorded by it.
    pub version: String,
}
