//! What is shown of what is stored.

use carrier_checkout_protocol::checkout::{Challenge, Receipt, Verified};
use carrier_checkout_protocol::monthly::{BillingKey, BillingKeyStatus};
use carrier_checkout_protocol::payment::Payment;
use carrier_checkout_protocol::session::{Session, SessionStatus};
use carrier_checkout_protocol::{Carrier, ErrorCode, TokenId};

use crate::app::App;
use crate::appearance;
use crate::page::{embed_html, frame_url, hosted_url};
use crate::problem::Refused;
use crate::store::{BillingKeyRecord, CarriersOwn, ChallengeRecord, PaymentRecord, SessionRecord};

impl App {
    /// A session, for its merchant, whose registered origins those are.
    pub(crate) fn show_session(&self, session: &SessionRecord, origins: &[String]) -> Session {
        let shown = has_window(session.status);
        Session {
            id: session.id.clone(),
            status: session.status,
            order_id: session.order.clone(),
            amount: session.amount,
            billing: session.billing,
            monthly: session.monthly,
            created_at: session.created_at,
            expires_at: session.expires_at,
            payment: session.payment.clone(),
            url: hosted_url(&self.public_url, &session.id, &session.embed, origins).filter(|_| shown),
            frame_url: shown.then(|| frame_url(&self.public_url, &session.id, &session.embed)),
            embed_html: shown.then(|| embed_html(&self.public_url, &session.id, &session.embed)),
            appearance_repairs: appearance::repairs(&session.embed.appearance),
        }
    }

    /// A challenge of a session that has used so many sends, for its window.
    pub(crate) fn show_challenge(&self, challenge: &ChallengeRecord, sends_used: u8) -> Result<Challenge, Refused> {
        let phone = self.sealer.open_phone(challenge.id.as_str(), &challenge.phone)?;
        Ok(Challenge {
            id: challenge.id.clone(),
            channel: challenge.channel,
            approval: challenge.approval,
            page: match &challenge.own {
                Some(CarriersOwn::Page(url)) => Some(url.clone()),
                Some(CarriersOwn::Code) | None => None,
            },
            carrier: challenge.carrier,
            phone: phone.reveal().masked(),
            expires_at: challenge.expires_at,
            tries_left: self.limits.code_tries.saturating_sub(challenge.tries_used),
            sends_left: self.limits.code_sends.saturating_sub(sends_used),
            resend_at: challenge.resend_at,
            server_time: self.now(),
        })
    }

    /// A passed challenge with its token, for its window.
    pub(crate) fn show_verified(&self, challenge: &ChallengeRecord) -> Result<Verified, Refused> {
        let (sealed, expires_at) = challenge.token.as_ref().ok_or(ErrorCode::Internal)?;
        let token = self.sealer.open_text(&token_place(challenge.id.as_str()), sealed)?;
        let phone = self.sealer.open_phone(challenge.id.as_str(), &challenge.phone)?;
        Ok(Verified {
            token: TokenId::parse(&token).map_err(|error| Refused::internal(&error))?,
            challenge: challenge.id.clone(),
            phone: phone.reveal().masked(),
            expires_at: *expires_at,
        })
    }

    /// A payment, for its merchant.
    pub(crate) fn show_payment(&self, payment: &PaymentRecord) -> Result<Payment, Refused> {
        let phone = self.sealer.open_phone(payment.challenge.as_str(), &payment.phone)?;
        Ok(Payment {
            id: payment.id.clone(),
            status: payment.standing(),
            session: payment.session.clone(),
            order_id: payment.order.clone(),
            amount: payment.amount,
            refunded_amount: payment.refunded,
            billing: payment.billing,
            billing_key: payment.billing_key.clone(),
            carrier: payment.carrier,
            phone: phone.reveal().masked(),
            created_at: payment.created_at,
            paid_at: payment.paid_at,
            cancel_until: payment.paid_at.map(carrier_checkout_protocol::Timestamp::end_of_korean_month),
            deliver_after: payment
                .paid_at
                .filter(|_| payment.cool_off_hours > 0)
                .map(|at| at + i64::from(payment.cool_off_hours) * 3_600_000),
            failure: payment.failure.clone(),
            dispute: payment.dispute.clone(),
        })
    }

    /// A key of monthly billing, for its merchant.
    pub(crate) fn show_billing_key(&self, key: &BillingKeyRecord) -> Result<BillingKey, Refused> {
        let phone = self.sealer.open_phone(key.challenge.as_str(), &key.phone)?;
        Ok(BillingKey {
            id: key.id.clone(),
            status: match key.stopped {
                Some(_) => BillingKeyStatus::Stopped,
                None if key.frozen => BillingKeyStatus::Frozen,
                None => BillingKeyStatus::Active,
            },
            session: key.session.clone(),
            goods: key.goods.clone(),
            amount: key.amount,
            day: key.monthly.day,
            carrier: key.carrier,
            phone: phone.reveal().masked(),
            created_at: key.created_at,
            next_charge: self.next_charge(key),
            stopped_at: key.stopped.map(|(at, _)| at),
            stopped_by: key.stopped.map(|(_, by)| by),
            first_payment: key.first_payment.clone(),
            last_payment: key.last_payment.clone(),
        })
    }

    /// What the shopper keeps of a payment; of the months to come nothing is said yet.
    pub(crate) fn show_receipt(&self, payment: &PaymentRecord) -> Result<Receipt, Refused> {
        let phone = self.sealer.open_phone(payment.challenge.as_str(), &payment.phone)?;
        let paid_at = payment.paid_at.ok_or(ErrorCode::Internal)?;
        Ok(Receipt {
            payment: payment.id.clone(),
            paid_at,
            carrier: payment.carrier,
            phone: phone.reveal().masked(),
            cancel_until: paid_at.end_of_korean_month(),
            monthly: None,
            carrier_page: carrier_page(payment.carrier).map(str::to_owned),
            dispute: payment.dispute.as_ref().map(|dispute| dispute.id.clone()),
        })
    }
}

/// Whether there is something for the shopper to do or, once it is paid, to keep.
const fn has_window(status: SessionStatus) -> bool {
    match status {
        SessionStatus::Open
        | SessionStatus::Challenged
        | SessionStatus::Verified
        | SessionStatus::Processing
        | SessionStatus::Paid => true,
        SessionStatus::Cancelled | SessionStatus::Expired => false,
    }
}

/// Where a carrier's customers see, lower and block what may be paid by phone. Its front door:
/// what lies behind moves, and asks for a login first. A budget carrier's customers do it by phone.
const fn carrier_page(carrier: Carrier) -> Option<&'static str> {
    match carrier {
        Carrier::Skt => Some("https://www.tworld.co.kr/"),
        Carrier::Kt => Some("https://my.kt.com/"),
        Carrier::Lgu => Some("https://www.lguplus.com/"),
        Carrier::Hello | Carrier::Kct | Carrier::Sk7 | Carrier::MvnoSkt | Carrier::MvnoKt | Carrier::MvnoLgu => None,
    }
}

/// Where a challenge's token is sealed.
pub(crate) fn token_place(challenge: &str) -> String {
    format!("token:{challenge}")
}
