//! What the shop sells.

use carrier_checkout_protocol::Won;
use carrier_checkout_protocol::goods::{Billing, Goods, GoodsKind, OfferPeriod};
use carrier_checkout_protocol::monthly::{BillingDay, Monthly};

/// One of the shop's goods.
#[derive(Debug, PartialEq, Eq)]
pub struct Good {
    /// Its number in addresses: `/checkout/{number}`.
    pub number: u8,
    /// What it is called.
    pub name: &'static str,
    /// One sentence about it.
    pub about: &'static str,
    /// Its picture, below `/assets/`.
    pub picture: &'static str,
    /// What it costs, VAT included.
    pub price: Won,
    /// On which day of every month it is charged; none where it is paid once.
    pub monthly: Option<Monthly>,
    /// How long it can be used.
    pub period: OfferPeriod,
    /// Whether it can be turned into cash.
    pub cash_like: bool,
}

const fn won(amount: u32) -> Won {
    match Won::new(amount) {
        Ok(won) => won,
        Err(_) => panic!("a price is an amount that carriers bill"),
    }
}

const fn day(day: u8) -> BillingDay {
    match BillingDay::new(day) {
        Ok(day) => day,
        Err(_) => panic!("a day is one that every month has"),
    }
}

/// Everything, in the order in which it is shown.
pub const ALL: [Good; 4] = [
    Good {
        number: 1,
        name: "웹툰 한 화",
        about: "〈달빛 아래서〉 최신 화를 바로 볼 수 있습니다.",
        picture: "webtoon.svg",
        price: won(300),
        monthly: None,
        period: OfferPeriod::Unlimited,
        cash_like: false,
    },
    Good {
        number: 2,
        name: "게임 아이템",
        about: "모험을 시작하는 용사의 검과 방패 꾸러미입니다.",
        picture: "game.svg",
        price: won(9_900),
        monthly: None,
        period: OfferPeriod::Days(365),
        cash_like: false,
    },
    Good {
        number: 3,
        name: "음악 월정액",
        about: "모든 음악을 한 달 내내 듣고, 언제든 해지할 수 있습니다.",
        picture: "music.svg",
        price: won(7_900),
        monthly: Some(Monthly { day: day(15) }),
        period: OfferPeriod::Months(1),
        cash_like: false,
    },
    Good {
        number: 4,
        name: "문화상품권 5만원권",
        about: "현금처럼 쓸 수 있어 PASS 앱으로 인증하고, 처음 사는 번호에는 하루 뒤에 보내 드립니다.",
        picture: "gift.svg",
        price: won(50_000),
        monthly: None,
        period: OfferPeriod::Months(60),
        cash_like: true,
    },
];

impl Good {
    /// The good of that number.
    #[must_use]
    pub fn numbered(number: u8) -> Option<&'static Self> {
        ALL.iter().find(|good| good.number == number)
    }

    /// As the gateway wants it described.
    #[must_use]
    pub fn described(&self) -> Goods {
        Goods {
            name: self.name.to_owned(),
            kind: GoodsKind::Digital,
            offer_period: Some(self.period),
            cash_like: self.cash_like,
        }
    }

    /// `9,900원`, or `월 7,900원`.
    #[must_use]
    pub fn price_text(&self) -> String {
        match self.monthly {
            None => format!("{}원", self.price),
            Some(_) => format!("월 {}원", self.price),
        }
    }

    /// As the gateway wants it named.
    #[must_use]
    pub const fn billing(&self) -> Billing {
        match self.monthly {
            None => Billing::OneOff,
            Some(_) => Billing::Monthly,
        }
    }

    /// How long it can be used, in words.
    #[must_use]
    pub fn period_text(&self) -> String {
        match self.period {
            OfferPeriod::Days(days) => format!("결제일부터 {days}일"),
            OfferPeriod::Months(months) => format!("결제일부터 {months}개월"),
            OfferPeriod::Unlimited => "제한 없음".to_owned(),
        }
    }
}
