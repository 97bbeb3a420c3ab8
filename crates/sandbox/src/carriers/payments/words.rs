//! The bodies of Carrier Billing, and what they must hold.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use crate::carriers::line::E164;
use crate::carriers::{Code, Fault};
use crate::date;
use crate::store::Payment;

/// `CreatePayment`, and `BodyAmountReservationTransactionForReserveInput`,
/// which is the same.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PaymentBody {
    pub(super) amount_transaction: AmountTransaction,
    pub(super) sink: Option<String>,
    sink_credential: Option<SinkCredential>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AmountTransaction {
    pub(super) phone_number: Option<E164>,
    pub(super) client_correlator: Option<String>,
    pub(super) payment_amount: PaymentAmount,
    pub(super) reference_code: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PaymentAmount {
    pub(super) charging_information: Charge,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) charging_meta_data: Option<ChargingMetaData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_details: Option<Vec<PaymentItem>>,
}

/// `ChargingInformation`.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::carriers) struct Charge {
    pub(in crate::carriers) amount: WholeWon,
    currency: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_tax_included: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax_amount: Option<WholeWon>,
}

#[derive(Deserialize, Serialize)]
struct PaymentItem {
    id: String,
    #[serde(flatten)]
    charge: Charge,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChargingMetaData {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) merchant_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) merchant_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fee: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purchase_category_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_id: Option<String>,
}

/// CAMARA's amounts may have fractions; the won has none.
#[derive(Clone, Copy, Serialize)]
pub(in crate::carriers) struct WholeWon(pub(in crate::carriers) u64);

impl<'de> Deserialize<'de> for WholeWon {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        if number.fract() == 0.0 && (0.0..=1e12).contains(&number) {
            Ok(Self(number as u64))
        } else {
            Err(serde::de::Error::custom("not a whole number of won"))
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SinkCredential {
    credential_type: String,
    access_token: Option<String>,
    access_token_expires_utc: Option<String>,
    access_token_type: Option<String>,
}

/// The body of `confirmPayment` and `cancelPayment`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhoneNumberBody {
    pub(super) phone_number: Option<E164>,
}

impl PaymentBody {
    /// What the types do not already say.
    pub(super) fn check(&self) -> Result<(), Fault> {
        if self.sink.as_ref().is_some_and(|sink| sink.strip_prefix("https://").is_none_or(str::is_empty)) {
            return Err(Code::InvalidSink.into());
        }
        self.sink_credential.as_ref().map_or(Ok(()), SinkCredential::check)?;
        let PaymentAmount { charging_information, payment_details, .. } = &self.amount_transaction.payment_amount;
        let items = payment_details.as_deref();
        if items.is_some_and(<[_]>::is_empty) {
            return Err(Fault::argument("paymentDetails is empty."));
        }
        let parts = items.unwrap_or_default().iter().map(|item| &item.charge);
        parts.chain([charging_information]).try_for_each(Charge::check)
    }
}

impl Charge {
    pub(in crate::carriers) fn check(&self) -> Result<(), Fault> {
        if self.currency != "KRW" {
            Err(Fault::argument("Currency is unknown or not authorized."))
        } else if self.amount.0 == 0 {
            Err(Fault::argument("An amount is more than zero."))
        } else {
            Ok(())
        }
    }
}

impl SinkCredential {
    fn check(&self) -> Result<(), Fault> {
        if self.credential_type != "ACCESSTOKEN" {
            return Err(Code::InvalidCredential.into());
        }
        let (Some(_), Some(expires), Some(kind)) =
            (&self.access_token, &self.access_token_expires_utc, &self.access_token_type)
        else {
            return Err(Fault::argument("sinkCredential lacks a property of an access token."));
        };
        if kind != "bearer" {
            return Err(Code::InvalidToken.into());
        }
        match date::parse(expires) {
            Some(_) => Ok(()),
            None => Err(Fault::argument("accessTokenExpiresUtc is not a date with a time zone.")),
        }
    }
}

/// Where a payment is found.
pub(super) fn location(payment: &Payment) -> String {
    let carrier = payment.made.carrier.as_str().to_ascii_lowercase();
    format!("/carriers/{carrier}/carrier-billing/v0.5/payments/{}", payment.made.id)
}

/// `Payment`, with whose line it is: what every answer about one holds.
pub(super) fn payment(payment: &Payment) -> Value {
    let made = &payment.made;
    let mut transaction = json!({
        "phoneNumber": made.phone.reveal().e164(),
        "paymentAmount": made.payment_amount,
        "referenceCode": made.reference_code,
        "resourceURL": location(payment),
    });
    if let Some(correlator) = &made.client_correlator {
        transaction["clientCorrelator"] = correlator.as_str().into();
    }
    let mut answer = json!({
        "paymentId": made.id,
        "amountTransaction": transaction,
        "paymentStatus": made.status.as_str(),
        "paymentCreationDate": date::rfc3339(made.created_at),
    });
    if let Some(paid_at) = payment.paid_at {
        answer["paymentDate"] = date::rfc3339(paid_at).into();
    }
    if let Some(sink) = &made.sink {
        answer["sink"] = sink.as_str().into();
    }
    answer
}
