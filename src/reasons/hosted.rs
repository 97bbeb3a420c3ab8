//! What the hosted page says around the window, in every language: few shoppers see it, and it changes together.

use carrier_checkout_protocol::Locale;

/// The texts of the hosted page in one language.
pub struct HostedTexts {
    /// Above the seller's name.
    pub seller: &'static str,
    /// The merchant's host.
    pub host: &'static str,
    /// Its telephone.
    pub phone: &'static str,
    /// Its e-mail address.
    pub email: &'static str,
    /// Whom a link may come from.
    pub caution: &'static str,
    /// Back to the merchant, without having paid.
    pub back: &'static str,
    /// Before the name of who runs the gateway.
    pub provider: &'static str,
    /// It cannot be paid on this page.
    pub elsewhere: &'static str,
    /// Where it can, and that nothing was charged.
    pub elsewhere_text: &'static str,
}

/// The hosted page's texts in that language.
#[must_use]
pub const fn hosted(locale: Locale) -> &'static HostedTexts {
    match locale {
        Locale::Ko => &KO,
        Locale::En => &EN,
        Locale::Ja => &JA,
        Locale::ZhHans => &ZH_HANS,
        Locale::Vi => &VI,
    }
}

const KO: HostedTexts = HostedTexts {
    seller: "판매자",
    host: "홈페이지",
    phone: "전화",
    email: "이메일",
    caution: "직접 주문하지 않았거나 모르는 사람이 보낸 링크라면 결제하지 마세요.",
    back: "가게로 돌아가기",
    provider: "통신과금서비스제공자",
    elsewhere: "이 주소에서는 결제할 수 없어요",
    elsewhere_text: "판매자의 주문 화면에서 결제해 주세요. 청구된 금액은 없어요.",
};

const EN: HostedTexts = HostedTexts {
    seller: "You are paying",
    host: "Website",
    phone: "Phone",
    email: "Email",
    caution: "Do not pay if you did not place this order, or if a stranger sent you the link.",
    back: "Back to the shop",
    provider: "Carrier billing provider:",
    elsewhere: "This order cannot be paid at this address",
    elsewhere_text: "Pay it on the seller’s own page. Nothing has been charged.",
};

const JA: HostedTexts = HostedTexts {
    seller: "販売者",
    host: "サイト",
    phone: "電話",
    email: "メール",
    caution: "ご自身の注文でない場合や、知らない人から送られたリンクの場合は、支払わないでください。",
    back: "ショップに戻る",
    provider: "決済サービス提供者：",
    elsewhere: "このアドレスでは支払えません",
    elsewhere_text: "販売者の注文画面でお支払いください。請求はされていません。",
};

const ZH_HANS: HostedTexts = HostedTexts {
    seller: "商家",
    host: "网站",
    phone: "电话",
    email: "邮箱",
    caution: "如果不是您本人下的订单，或链接来自陌生人，请勿付款。",
    back: "返回商家",
    provider: "支付服务提供商：",
    elsewhere: "无法在此页面付款",
    elsewhere_text: "请在商家的订单页面付款。尚未扣款。",
};

const VI: HostedTexts = HostedTexts {
    seller: "Người bán",
    host: "Trang web",
    phone: "Điện thoại",
    email: "Email",
    caution: "Đừng thanh toán nếu bạn không đặt đơn hàng này hoặc nhận liên kết từ người lạ.",
    back: "Quay lại cửa hàng",
    provider: "Đơn vị cung cấp dịch vụ thanh toán:",
    elsewhere: "Không thể thanh toán tại địa chỉ này",
    elsewhere_text: "Hãy thanh toán trên trang đặt hàng của người bán. Bạn chưa bị tính phí.",
};
