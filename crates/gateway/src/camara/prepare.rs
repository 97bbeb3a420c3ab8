//! The first step of carrier billing: reserve an amount, once.

use std::time::Duration;

use carrier_checkout_protocol::Reason;
use serde_json::{Value, json};

use super::billing::{API, conflict};
use super::call::{Call, Prepared, Reservation};
use super::operation::Operation;
use super::refusal::Refusal;
use super::transport::{Ask, Carriers};
use super::wire::{Payment, PaymentStatus, ValidationInfo};

/// How a reservation did not come about.
enum Unmade {
    /// The carrier said no.
    Refused(Refusal),
    /// There may be one: the answer was lost, or the carrier says that it exists.
    Perhaps(Refusal),
}

/// How many payments are looked through for a reservation, newest first.
const PER_PAGE: usize = 50;
const PAGES: usize = 4;

/// How often, and first after how long, a reservation that is still being
/// made is looked at; the pauses double.
const LOOKS: u32 = 5;
const FIRST_PAUSE: Duration = Duration::from_millis(200);

impl Carriers {
    /// Reserves an amount on the line's bill, or learns what the carrier wants of the shopper first.
    ///
    /// When the answer is lost, the reservation is looked up, and asked for
    /// again under the same `clientCorrelator` only if there is none.
    ///
    /// # Errors
    /// When it was refused; or, not certain, when there may be a reservation
    /// that could not be found.
    pub async fn prepare(&self, call: &Call<'_>, reservation: &Reservation<'_>) -> Result<Prepared, Refusal> {
        let first = match self.reserve(call, reservation).await {
            Ok(payment) => return self.settled(call, payment).await,
            Err(Unmade::Refused(refusal)) => return Err(refusal),
            Err(Unmade::Perhaps(refusal)) => refusal,
        };
        match self.find(call, reservation).await {
            Ok(Some(payment)) => return self.settled(call, payment).await,
            // Another payment of the same line is in the way, not an earlier try of this one.
            Ok(None) if first.certain => return Err(first),
            Ok(None) => {}
            Err(_) => return Err(Refusal { certain: false, ..first }),
        }
        match self.reserve(call, reservation).await {
            Ok(payment) => self.settled(call, payment).await,
            Err(Unmade::Refused(refusal)) => Err(refusal),
            Err(Unmade::Perhaps(refusal)) => match self.find(call, reservation).await {
                Ok(Some(payment)) => self.settled(call, payment).await,
                Ok(None) | Err(_) => Err(Refusal { certain: false, ..refusal }),
            },
        }
    }

    /// What has become of a payment that the carrier has asked the shopper about.
    ///
    /// # Errors
    /// As [`Carriers::prepare`].
    pub async fn prepared(&self, call: &Call<'_>, payment: &str) -> Result<Prepared, Refusal> {
        let payment = self.retrieve(call, payment).await?;
        self.settled(call, payment).await
    }

    async fn reserve(&self, call: &Call<'_>, reservation: &Reservation<'_>) -> Result<Payment, Unmade> {
        let operation = Operation::PreparePayment;
        let path = &[API[0], API[1], API[2], "prepare"];
        let ask = Ask { operation, path, query: &[], body: Some(body(call, reservation)) };
        let answer = self.ask(call, &ask).await.map_err(unmade)?;
        match answer.read::<Payment>(201) {
            Some(payment) => Ok(payment),
            None if answer.status == 409 && conflict(&answer) == "ALREADY_EXISTS" => {
                Err(Unmade::Perhaps(self.refusal(call, operation, &answer)))
            }
            None => Err(unmade(self.refusal(call, operation, &answer))),
        }
    }

    /// The reservation of that correlator. The list can be narrowed by
    /// merchant only, and shows the newest first.
    pub(super) async fn find(
        &self,
        call: &Call<'_>,
        reservation: &Reservation<'_>,
    ) -> Result<Option<Payment>, Refusal> {
        let operation = Operation::RetrievePayments;
        let per_page = PER_PAGE.to_string();
        for page in 1..=PAGES {
            let page = page.to_string();
            let query = &[
                ("merchantIdentifier", reservation.merchant_id),
                ("order", "desc"),
                ("page", page.as_str()),
                ("perPage", per_page.as_str()),
            ];
            let answer = self.ask(call, &Ask { operation, path: &API, query, body: None }).await?;
            let Some(payments) = answer.read::<Vec<Payment>>(200) else {
                return Err(self.refusal(call, operation, &answer));
            };
            let last_page = payments.len() < PER_PAGE;
            let ours = Some(reservation.client_correlator);
            let found = payments.into_iter().find(|p| p.amount_transaction.client_correlator.as_deref() == ours);
            if found.is_some() || last_page {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The payment once the carrier has made up its mind; some take a moment for it.
    async fn settled(&self, call: &Call<'_>, mut payment: Payment) -> Result<Prepared, Refusal> {
        let info = payment.validation_info.take();
        let mut pause = FIRST_PAUSE;
        for _ in 0..LOOKS {
            match payment.payment_status {
                PaymentStatus::Reserved | PaymentStatus::Succeeded => {
                    return Ok(Prepared::Reserved { payment: payment.payment_id });
                }
                PaymentStatus::Denied | PaymentStatus::Cancelled => {
                    return Err(Refusal::in_state(call.carrier, "DENIED", Reason::PaymentDenied, true));
                }
                PaymentStatus::PendingValidation => return Ok(validation(call, payment.payment_id, info)),
                PaymentStatus::Processing => {
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                    let uncertain = |refusal| Refusal { certain: false, ..refusal };
                    payment = self.retrieve(call, &payment.payment_id).await.map_err(uncertain)?;
                }
            }
        }
        Err(Refusal::in_state(call.carrier, "PROCESSING", Reason::CarrierError, false))
    }
}

/// What the carrier wants of the shopper. Found again after a lost answer, a
/// payment does not say it any more: then nobody can do it, and the shopper begins anew.
fn validation(call: &Call<'_>, payment: String, info: Option<ValidationInfo>) -> Prepared {
    match info {
        Some(ValidationInfo::Validate { authorization_id: authorization }) => {
            Prepared::AsksForCode { payment, authorization }
        }
        Some(ValidationInfo::Open { validation_url: url }) if url.starts_with("https://") => {
            Prepared::AsksOnPage { payment, url }
        }
        Some(ValidationInfo::Open { .. }) | None => {
            let refusal = Refusal::in_state(call.carrier, "PENDING_VALIDATION", Reason::AuthSessionExpired, true);
            Prepared::AsksInVain { payment, refusal }
        }
    }
}

fn unmade(refusal: Refusal) -> Unmade {
    if refusal.certain { Unmade::Refused(refusal) } else { Unmade::Perhaps(refusal) }
}

/// The body of a request for an amount: to reserve it, or to charge it at once.
pub(super) fn body(call: &Call<'_>, reservation: &Reservation<'_>) -> Value {
    json!({
        "amountTransaction": {
            "phoneNumber": call.phone.e164(),
            "clientCorrelator": reservation.client_correlator,
            "referenceCode": reservation.order.as_str(),
            "paymentAmount": {
                "chargingInformation": {
                    "amount": reservation.amount.get(),
                    "currency": "KRW",
                    "description": reservation.goods,
                    "isTaxIncluded": true,
                },
                "chargingMetaData": {
                    "merchantName": reservation.merchant,
                    "merchantIdentifier": reservation.merchant_id,
                    "channel": "Web",
                },
            },
        },
    })
}
