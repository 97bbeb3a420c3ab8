//! Cancelling and refunding a payment, as the merchant's backend does it.
//!
//! Within the payment's calendar month in Korea the carrier takes it off the
//! bill again (당월 취소), wholly or in part. From the 1st of the next month on
//! the bill is made, and the money goes to a bank account (익월 환불).

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::ids::{PaymentId, RefundId};
use crate::money::Won;
use crate::payment::Payment;
use crate::private::{Personal, Private};
use crate::time::Timestamp;

crate::wire_enum! {
    /// How the shopper gets the money back.
    pub enum RefundKind {
        /// The carrier takes it off the bill of the same month.
        Cancel = "cancel",
        /// Paid out to a bank account: the bill is made.
        Refund = "refund",
    }
}

crate::wire_enum! {
    /// How far a refund has come.
    pub enum RefundStatus {
        /// Nobody has said yet. Not final: a webhook tells the end.
        Pending = "pending",
        /// The shopper has the money back. Final.
        Succeeded = "succeeded",
        /// Nothing was given back. Final: it can be asked for anew.
        Failed = "failed",
    }
}

/// A bank account in Korea. What is sent of it is paid to, and forgotten when that has ended.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(try_from = "Unchecked", deny_unknown_fields)]
pub struct BankAccount {
    /// The bank's three digits at the KFTC (금융결제원), such as `004` for KB.
    bank: String,
    /// 6 to 16 digits, without hyphens.
    number: String,
    /// The holder's name: 1 to 50 characters.
    holder: String,
}

/// A bank account as it comes in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    bank: String,
    number: String,
    holder: String,
}

/// The bank account cannot be one. It does not say of which it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("account has bank (3 digits), number (6 to 16 digits) and holder (1 to 50 characters)")]
pub struct NoAccount;

impl BankAccount {
    /// An account: bank, number, holder.
    ///
    /// # Errors
    /// When one of the three cannot be that of an account.
    pub fn new(bank: &str, number: &str, holder: &str) -> Result<Self, NoAccount> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let holder = holder.trim();
        let named = (1..=50).contains(&holder.chars().count()) && !holder.chars().any(char::is_control);
        if bank.len() == 3 && digits(bank) && (6..=16).contains(&number.len()) && digits(number) && named {
            Ok(Self { bank: bank.to_owned(), number: number.to_owned(), holder: holder.to_owned() })
        } else {
            Err(NoAccount)
        }
    }
}

impl BankAccount {
    /// Its number: for whoever pays to it, and for nobody else.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }
}

impl TryFrom<Unchecked> for BankAccount {
    type Error = NoAccount;
    fn try_from(account: Unchecked) -> Result<Self, NoAccount> {
        Self::new(&account.bank, &account.number, &account.holder)
    }
}

impl Personal for BankAccount {
    const SHOWN_AS: &'static str = "[account]";
}

impl fmt::Debug for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::SHOWN_AS)
    }
}

/// `POST /v1/payments/{id}/cancel`: gives back all that is left of the payment, within its calendar month in Korea.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelPayment {
    /// Why, for your own records: 1 to 200 characters, nothing personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub reason: Option<String>,
}

/// `POST /v1/payments/{id}/refunds`: gives back an amount. Within the payment's calendar month the carrier takes it off
/// the bill; from the 1st of the next on it is paid out to the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateRefund {
    /// How much.
    pub amount: Won,
    /// Why, for your own records: 1 to 200 characters, nothing personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub reason: Option<String>,
    /// Where to, from the 1st on; before that it is neither needed nor kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<BankAccount>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<BankAccount>))]
    pub account: Option<Private<BankAccount>>,
}

/// A refund, as the merchant's backend sees it. The account is not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refund {
    /// Its id.
    pub id: RefundId,
    /// What is given back for.
    pub payment: PaymentId,
    /// How much.
    pub amount: Won,
    /// How.
    pub kind: RefundKind,
    /// How far it has come.
    pub status: RefundStatus,
    /// Why, in the merchant's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub reason: Option<String>,
    /// Why nothing was given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub failure: Option<Failure>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ended, either way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub settled_at: Option<Timestamp>,
}

/// `GET /v1/payments/{id}/refunds`: all of them, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundList {
    /// The refunds.
    pub data: Vec<Refund>,
}

/// `GET /v1/payments`: a page of payments, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentList {
    /// The payments.
    pub data: Vec<Payment>,
    /// Whether there are more: ask with `starting_after`, the id of the last of these.
    pub has_more: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_has_a_bank_a_number_and_a_holder() {
        assert!(BankAccount::new("004", "12345678901234", "김하늘").is_ok());
        for (bank, number, holder) in [
            ("04", "12345678", "김하늘"),
            ("0o4", "12345678", "김하늘"),
            ("004", "123-45-678", "김하늘"),
            ("004", "12345", "김하늘"),
            ("004", "12345678901234567", "김하늘"),
            ("004", "12345678", " "),
            ("004", "12345678", "김\n하늘"),
        ] {
            assert_eq!(BankAccount::new(bank, number, holder), Err(NoAccount), "{bank} {number} {holder}");
        }
    }

    #[test]
    fn an_account_that_is_refused_or_shown_says_nothing_of_itself() {
        let body = r#"{"amount":100,"account":{"bank":"004","number":"12-34-56","holder":"김하늘"}}"#;
        let error = serde_json::from_str::<CreateRefund>(body).unwrap_err().to_string();
        assert!(error.contains("6 to 16 digits") && !error.contains("12-34") && !error.contains("하늘"), "{error}");
        let good = body.replace("12-34-56", "123456");
        let shown = format!("{:?}", serde_json::from_str::<CreateRefund>(&good).unwrap());
        assert!(shown.contains("[account]") && !shown.contains("123456") && !shown.contains("하늘"), "{shown}");
    }
}
