//! Prints the TypeScript declarations of everything a merchant's page or
//! backend sees. `npm run generate` writes them to www/sdk/src/protocol.ts.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use carrier_checkout_protocol::{
    BillingKeyId, Carrier, DisputeId, ErrorCode, EventId, Failure, Locale, OrderId, PaymentId, Problem, Reason,
    RefundId, SessionId, Timestamp, TokenId, Won,
    appearance::{
        Appearance, AppearanceRepair, AppearanceReport, Colour, ColourName, Colours, Contrast, Density, FontFamily,
        FontSize, Radius, Scheme, Spacing,
    },
    embed::{
        CheckoutEvent, ConfirmBody, ConfirmOutcome, ConfirmRequest, FrameMessage, Hello, LoaderMessage, Screen, Theme,
        VERSION, WindowMessage,
    },
    goods::{Billing, Goods, GoodsKind, OfferPeriod},
    monthly::{BillingDay, BillingKey, BillingKeyStatus, ChargeKey, Monthly, StoppedBy},
    payment::{CreatePayment, Dispute, DisputeStatus, Payment, PaymentStatus},
    phone::MaskedPhone,
    refund::{BankAccount, CancelPayment, CreateRefund, PaymentList, Refund, RefundKind, RefundList, RefundStatus},
    session::{CreateSession, Embed, Session, SessionStatus},
    webhook::{DeliveryStatus, Event, EventDelivery, Happened},
};
use ts_rs::{Config, TS};

macro_rules! declare {
    ($($type:ty),+ $(,)?) => {{
        let config = Config::default();
        $( println!("export {}", <$type>::decl(&config)); )+
    }};
}

fn main() {
    println!("// Generated from crates/protocol by `npm run generate`. Do not edit.\n");
    println!("/** The version of the messages between loader and frame. */\nexport const VERSION = {VERSION};\n");
    declare!(
        SessionId,
        TokenId,
        PaymentId,
        EventId,
        DisputeId,
        RefundId,
        BillingKeyId,
        OrderId,
        Timestamp,
        Won,
        MaskedPhone,
        Locale,
        Carrier,
        Reason,
        Failure,
        ErrorCode,
        Problem,
        Theme,
        Screen,
        Hello,
        WindowMessage,
        FrameMessage,
        LoaderMessage,
        ConfirmRequest,
        ConfirmBody,
        ConfirmOutcome,
        CheckoutEvent,
        Billing,
        BillingDay,
        Monthly,
        GoodsKind,
        OfferPeriod,
        Goods,
        Colour,
        Colours,
        Radius,
        FontSize,
        Spacing,
        FontFamily,
        Density,
        Appearance,
        Scheme,
        ColourName,
        AppearanceRepair,
        Contrast,
        AppearanceReport,
        Embed,
        CreateSession,
        SessionStatus,
        Session,
        CreatePayment,
        PaymentStatus,
        DisputeStatus,
        Dispute,
        Payment,
        BankAccount,
        CancelPayment,
        CreateRefund,
        RefundKind,
        RefundStatus,
        Refund,
        RefundList,
        PaymentList,
        BillingKeyStatus,
        StoppedBy,
        BillingKey,
        ChargeKey,
        Happened,
        Event,
        DeliveryStatus,
        EventDelivery,
    );
}
