//! What is paid.

use carrier_checkout_protocol::{
    OrderId, Won,
    goods::{Goods, GoodsKind, OfferPeriod, Order, Seller},
    monthly::MonthlyWords,
};

pub(crate) fn order() -> Order {
    Order {
        id: OrderId::parse("A-1").unwrap(),
        amount: Won::new(9_900).unwrap(),
        goods: Goods {
            name: "웹툰 이용권".into(),
            kind: GoodsKind::Digital,
            offer_period: Some(OfferPeriod::Months(1)),
            cash_like: false,
        },
        monthly: Some(MonthlyWords { terms: "매월 15일".into() }),
        note: Some("언제든 해지".into()),
        seller: Seller { name: "웹툰샵".into(), phone: "02-123-4567".into(), email: None },
    }
}
