//! What is sold in the gallery, and when.

#![expect(clippy::expect_used, reason = "what is written here is well formed")]

use carrier_checkout::server::{consent_names, hints, monthly_words, note, words};
use carrier_checkout_protocol::{
    Carrier, ChallengeId, Channel, Failure, Locale, OrderId, PaymentId, PhoneNumber, Reason, SessionId, StepUp,
    Timestamp, TokenId, Won,
    checkout::{Challenge, Checkout, Receipt, Stage, Verified},
    consent::{Consent, ConsentKind},
    goods::{Goods, GoodsKind, OfferPeriod, Order, Provider, Seller},
    monthly::BillingDay,
    phone::MaskedPhone,
};

/// 22 November 2026, 3 p.m. in Korea.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_327_200_000);

/// The line that pays.
pub(crate) const PHONE: &str = "01023456789";

/// A month of web comics for ₩9,900, paid once.
pub(crate) fn checkout(locale: Locale) -> Checkout {
    let ConsentsOf { before, content } = consents();
    Checkout {
        session: SessionId::from_random(1),
        server_time: NOW,
        expires_at: NOW + 30 * 60_000,
        order: Order {
            id: OrderId::parse("A-1024").expect("an order's number"),
            amount: won(9_900),
            goods: Goods {
                name: "웹툰 정기 이용권".into(),
                kind: GoodsKind::Digital,
                offer_period: Some(OfferPeriod::Months(1)),
                cash_like: false,
            },
            monthly: None,
            note: None,
            seller: Seller {
                name: "웹툰샵".into(),
                phone: "02-1234-5678".into(),
                email: Some("help@webtoon.example".into()),
            },
        },
        provider: Provider { name: "한국휴대폰결제".into(), phone: "1600-0000".into() },
        carriers: Carrier::ALL.to_vec(),
        channels: Channel::ALL.to_vec(),
        hints: Vec::new(),
        consent_names: consent_names(&before, None, won(9_900), locale),
        consents: before.into_iter().chain([content]).collect(),
        stage: Stage::Open { last_failure: None },
    }
}

/// The same, every month.
pub(crate) fn monthly(locale: Locale) -> Checkout {
    let mut checkout = checkout(locale);
    let day = BillingDay::new(15).expect("a day");
    checkout.order.note = note(true, false, locale);
    checkout.order.monthly = Some(monthly_words(day, locale));
    checkout.consents.insert(4, consent(ConsentKind::MonthlyBilling));
    checkout.consent_names = consent_names(&checkout.consents, Some(day), checkout.order.amount, locale);
    checkout
}

/// A gift card: PASS only, and delivered a day later.
pub(crate) fn gift_card(locale: Locale) -> Checkout {
    let mut checkout = checkout(locale);
    checkout.order.amount = won(50_000);
    checkout.order.goods =
        Goods {
            name: "모바일 상품권 5만원권".into(), offer_period: None, cash_like: true, ..checkout.order.goods
        };
    checkout.order.goods.offer_period = Some(OfferPeriod::Unlimited);
    checkout.order.note = note(false, true, locale);
    Checkout { channels: vec![Channel::Pass], hints: hints(Some(StepUp::CashLike), Some(24), locale), ..checkout }
}

/// It, at another stage.
pub(crate) fn at(stage: Stage, checkout: Checkout) -> Checkout {
    Checkout { stage, ..checkout }
}

/// A code has just been sent, or a call or a request made.
pub(crate) fn challenge(channel: Channel) -> Challenge {
    Challenge {
        id: ChallengeId::from_random(1),
        channel,
        approval: channel.is_approval().then_some(carrier_checkout_protocol::Approval::Pending),
        page: None,
        carrier: Carrier::Skt,
        phone: masked(),
        expires_at: NOW + 180_000,
        tries_left: 5,
        sends_left: 4,
        resend_at: NOW + 30_000,
        server_time: NOW,
    }
}

/// The code was right.
pub(crate) fn verified() -> Verified {
    Verified {
        token: TokenId::from_random(1),
        challenge: ChallengeId::from_random(1),
        phone: masked(),
        expires_at: NOW + 600_000,
    }
}

/// Paid just now.
pub(crate) fn receipt() -> Receipt {
    Receipt {
        payment: PaymentId::made_at(NOW, 0x5eed_0000_1234_5678_9abc_def0_0246_8ace),
        paid_at: NOW,
        carrier: Carrier::Skt,
        phone: masked(),
        cancel_until: NOW.end_of_korean_month(),
        monthly: None,
        carrier_page: Some("https://carrier.example/limits".into()),
        dispute: None,
    }
}

/// A refusal as a carrier's comes, with the words of that language.
pub(crate) fn failure(reason: Reason, locale: Locale) -> Failure {
    Failure {
        words: Some(words(reason, locale)),
        ..Failure::quoting(reason, "SKT-403-CARRIER_BILLING.PAYMENT_DENIED".into())
    }
}

struct ConsentsOf {
    before: Vec<Consent>,
    content: Consent,
}

fn consents() -> ConsentsOf {
    let before = [
        ConsentKind::CarrierBillingTerms,
        ConsentKind::ElectronicFinanceTerms,
        ConsentKind::PrivacyCollection,
        ConsentKind::PrivacyThirdParty,
    ];
    ConsentsOf { before: before.map(consent).to_vec(), content: consent(ConsentKind::PaymentContent) }
}

fn consent(kind: ConsentKind) -> Consent {
    Consent { kind, version: "2026-11-01".into() }
}

fn won(amount: u32) -> Won {
    Won::new(amount).expect("an amount")
}

fn masked() -> MaskedPhone {
    PhoneNumber::parse(PHONE).expect("a number").masked()
}
