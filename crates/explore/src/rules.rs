//! What is the same in a whole exploration: the operator's settings, the order, and what is broken on purpose.

use carrier_checkout_protocol::{
    Carrier, Channel, OrderId, SessionId, Timestamp, Won,
    checkout::{Checkout, Stage},
    consent::{Consent, ConsentKind},
    goods::{Goods, GoodsKind, Order, Provider, Seller},
};

/// When every exploration begins, by the gateway.
pub const START: Timestamp = Timestamp::from_millis(1_795_303_860_000);

/// What is to be paid.
pub const AMOUNT: u32 = 9_900;

/// What is asked for before a code is sent, and on the code screen, as of an order that is paid once.
pub const REQUIRED: [ConsentKind; 5] = [
    ConsentKind::CarrierBillingTerms,
    ConsentKind::ElectronicFinanceTerms,
    ConsentKind::PrivacyCollection,
    ConsentKind::PrivacyThirdParty,
    ConsentKind::PaymentContent,
];

/// The gateway's settings, with fewer tries and sends than usual, so that they run out soon.
#[derive(Debug, Clone)]
pub struct Rules {
    /// How long a code can be used.
    pub code_ttl_ms: i64,
    /// How often a code may be tried.
    pub code_tries: u8,
    /// How many codes a session may ask for.
    pub code_sends: u8,
    /// How soon another one may be sent.
    pub resend_after_ms: i64,
    /// How long the shopper may begin.
    pub session_ttl_ms: i64,
    /// How long a token can be exchanged.
    pub token_ttl_ms: i64,
    /// How long a carrier reserves.
    pub reservation_ms: i64,
    /// Whether a gateway that starts ends the leases of the one before: so on SQLite, not on PostgreSQL.
    pub alone: bool,
    /// What is broken.
    pub bug: Option<Bug>,
    /// What is the same in every answer.
    pub checkout: Checkout,
}

/// Something to break, to see that it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// The gateway gives a payment up whose confirm was not answered.
    GivesUpConfirm,
    /// The gateway keeps no answers and takes a token as often as it comes.
    TakesTokensTwice,
    /// The gateway takes a token although there has been another since.
    TakesOlderTokens,
    /// The gateway takes any code.
    TakesAnyCode,
    /// The gateway reserves another amount.
    ReservesMore,
    /// The gateway says "paid" as soon as the carrier has been asked.
    PaidTooSoon,
    /// The gateway says that nothing is under way while the carrier is asked.
    HidesProcessing,
    /// The gateway forgets what it has reserved.
    NeverReleases,
    /// The merchant hears no webhook.
    Deaf,
    /// The merchant exchanges each token twice. This one does no harm.
    PostsTwice,
    /// The page sends every request that changes something twice.
    AsksTwice,
    /// The page ticks "결제 내용을 확인했습니다" by itself.
    TicksForShopper,
    /// The page agrees to an old text of what is paid.
    AgreesToOldContent,
    /// The page's alarms do not ring.
    NeverWakes,
    /// The page asks for codes and sends them with one key.
    UsesKeyAgain,
    /// The page panics when the page around has posted the token.
    Panics,
}

impl Rules {
    /// As they are when nothing is broken.
    ///
    /// # Panics
    /// Never: the order's id and amount are constants that are good.
    #[must_use]
    pub fn new() -> Self {
        Self {
            code_ttl_ms: 180_000,
            code_tries: 2,
            code_sends: 3,
            resend_after_ms: 10_000,
            session_ttl_ms: 1_800_000,
            token_ttl_ms: 600_000,
            reservation_ms: 3_600_000,
            alone: true,
            bug: None,
            checkout: checkout(),
        }
    }

    /// Whether that is broken.
    #[must_use]
    pub fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::new()
    }
}

/// A consent in the version that is asked for.
#[must_use]
pub fn current(kind: ConsentKind) -> Consent {
    Consent { kind, version: "2026-11-01".to_owned() }
}

#[expect(clippy::expect_used, reason = "a constant that is no order id or amount is found by the first run")]
fn checkout() -> Checkout {
    Checkout {
        session: SessionId::from_random(1),
        server_time: START,
        expires_at: START,
        order: Order {
            id: OrderId::parse("A-1").expect("an order id"),
            amount: Won::new(AMOUNT).expect("an amount"),
            goods: Goods { name: "goods".into(), kind: GoodsKind::Digital, offer_period: None, cash_like: false },
            monthly: None,
            note: None,
            seller: Seller { name: "shop".into(), phone: "02-123-4567".into(), email: None },
        },
        provider: Provider { name: "provider".into(), phone: "1600-0000".into() },
        carriers: vec![Carrier::Skt],
        channels: vec![Channel::Sms, Channel::Pass],
        hints: Vec::new(),
        consents: REQUIRED.map(current).to_vec(),
        consent_names: Vec::new(),
        stage: Stage::Processing,
    }
}
