//! 简体中文。

use carrier_checkout_protocol::{
    Carrier, Channel, Locale, Timestamp, birth::BirthError, goods::OfferPeriod, phone::PhoneError,
};

use super::{CheckingTexts, CodeTexts, DetailsTexts, FailureTexts, OrderTexts, ReceiptTexts, Texts};
use crate::reasons::{OwnTexts, Said};

pub(super) static TEXTS: Texts = Texts {
    locale: Locale::ZhHans,
    title: "话费支付",
    order: ORDER,
    details: DETAILS,
    code: CODE,
    checking: CheckingTexts {
        loading: "正在打开支付页面…",
        heading: "正在确认",
        text: "正在确认支付结果，请不要关闭页面，稍等片刻。不会重复扣款。",
        offline: "网络断开，未能确认结果。恢复连接后会自动再次确认。",
        ask_now: "重新确认",
        reconnecting: "响应较慢，正在重新连接。",
    },
    receipt: RECEIPT,
    failure: FailureTexts {
        own: OWN,
        call: "咨询",
        carrier_centre: "运营商客服",
        provider_centre: |name| format!("{name} 客服中心"),
        seller_centre: |name| format!("{name}（商家）"),
        quote: "咨询编号",
        retry: "重试",
        not_charged: "未发生扣款。",
    },
    #[cfg(feature = "ssr")]
    reasons: crate::reasons::zh_hans::REASONS,
    #[cfg(any(feature = "ssr", feature = "component"))]
    page: crate::reasons::zh_hans::PAGE,
    #[cfg(feature = "ssr")]
    monthly: crate::reasons::zh_hans::MONTHLY,
    #[cfg(feature = "ssr")]
    policy: crate::reasons::zh_hans::POLICY,
};

const ORDER: OrderTexts = OrderTexts {
    region: "订单信息",
    amount: "支付金额",
    won: |won| format!("{won}韩元"),
    vat_included: "含增值税",
    goods: "商品",
    seller: "商家",
    period: "使用期限",
    offer_period,
    billing: "支付类型",
    one_off: "单次支付",
    billed: "账单",
    billed_with: |month| format!("计入{month}月的手机话费"),
};

const DETAILS: DetailsTexts = DetailsTexts {
    heading: "填写支付信息",
    carrier: "运营商",
    carrier_name,
    budget: "虚拟运营 (알뜰폰)",
    budget_carrier: "选择虚拟运营商",
    budget_hint: "列表中没有时，请选择您使用的网络。",
    carrier_missing: "请选择运营商。",
    phone: "手机号码",
    phone_example: "010-0000-0000",
    phone_error,
    birth_group: "出生日期",
    birth: "出生日期6位",
    birth_digit: "登录号码（居民/外国人）横线后的第一位",
    birth_hint: "仅用于核对机主身份，核对后立即删除。",
    birth_error,
    consents: "同意条款",
    all: "全部同意",
    required: "必选",
    show_terms: |name| format!("查看{name}全文"),
    terms_loading: "正在加载。",
    terms_unavailable: "加载失败，请收起后重新展开。",
    consents_missing: "请同意所有必选项目。",
    channel: "验证方式",
    channel_name: |channel| match channel {
        Channel::Sms => "短信（SMS）",
        Channel::Ars => "电话（ARS）",
        Channel::Pass => "PASS应用",
    },
    send: |approval| if approval { "请求验证" } else { "获取验证码" },
    sending: "正在发送",
    cancel: "取消支付",
    said_slips: |slips| format!("有{slips}项需要检查。"),
    never_share: "请勿将验证码告诉任何人，工作人员也不会索要。",
};

const CODE: CodeTexts = CodeTexts {
    heading: "输入验证码",
    sent_to: |carrier, phone| format!("已向{phone}（{carrier}）发送短信。"),
    approve_heading: |channel| match channel {
        Channel::Ars => "请接听电话",
        Channel::Pass => "请在PASS应用中确认",
        Channel::Sms => "请在运营商页面确认",
    },
    approve: |channel, carrier, phone| match channel {
        Channel::Ars => format!("我们将致电{phone}（{carrier}）。请听清商家和金额，无误后按1。"),
        Channel::Pass => format!("请打开{phone}（{carrier}）的PASS应用，核对商家和金额无误后确认。"),
        Channel::Sms => format!("{phone}的运营商（{carrier}）将直接确认。请在下方打开运营商页面。"),
    },
    carrier_page: "打开运营商页面",
    waiting: "正在等待您确认。",
    approved: "已确认，现在可以完成支付。",
    never_approve: "如果不是您本人的支付，请绝对不要确认。",
    not_approved: "在手机上确认后会立即支付。",
    not_approved_in_time: "确认时间已过。请点“重新发送”或换一种方式验证。",
    other_ways: "换一种方式验证",
    code: "验证码",
    time_left: "剩余时间",
    tries_left: |tries| format!("还可输入{tries}次。"),
    incomplete: "请输入短信中的6位数字。",
    not_confirmed: "请核对支付内容并勾选。",
    mismatch: |tries| format!("验证码不正确，还可输入{tries}次。"),
    expired: "输入时间已过。请点“重新发送”获取新的验证码。",
    expired_for_good: "输入时间已过。请返回订单页面重新支付。",
    not_sent_again: "验证码重新发送失败，请稍后再试。",
    help: "没收到短信？请检查运营商和号码是否正确，或查看垃圾短信。",
    resend: "重新发送",
    resend_in: |seconds| format!("{seconds}秒后可重新发送。"),
    sends_left: |sends| {
        if sends == 0 { "不能再发送验证码。".to_owned() } else { format!("还可发送{sends}次。") }
    },
    restart: "重新开始",
    confirm: "我已核对支付内容",
    pay: |won, monthly| format!("{}支付{won}韩元", if monthly { "每月" } else { "" }),
    paying: "正在支付",
    said_sent: |channel| match channel {
        Channel::Sms => "验证码已发送。",
        Channel::Ars => "已拨打电话。",
        Channel::Pass => "已向PASS应用发送请求。",
    },
    said_sent_again: |channel| match channel {
        Channel::Sms => "新的验证码已发送。",
        Channel::Ars => "已再次拨打电话。",
        Channel::Pass => "已再次向PASS应用发送请求。",
    },
    said_left: |seconds| format!("输入时间还剩{seconds}秒。"),
};

const RECEIPT: ReceiptTexts = ReceiptTexts {
    heading: "支付成功",
    paid_at: "支付时间",
    date_time: |at| {
        let t = at.in_korea();
        format!("{}年{}月{}日 {:02}:{:02}（韩国时间）", t.year, t.month, t.day, t.hour, t.minute)
    },
    line: "支付手机",
    number: "支付编号",
    cancel_until: "取消期限",
    date,
    stop: "取消每月自动支付",
    stop_text: "自次月起不再扣款，本次支付不受影响。",
    stop_now: "取消自动支付",
    refund_only: "已过期限，只能退款到银行账户",
    objection: "如何提出异议",
    objection_text: "如对本次支付有异议，请拨打以下电话，两周内答复处理结果。",
    dispute_centre: "手机/ARS支付仲裁中心 (www.spayment.org)",
    police: "警察",
    print: "打印 / 保存",
    limits: "查询或降低限额、关闭小额支付（소액결제）",
    not_me: "这不是我支付的",
    not_me_text: "申报后将冻结本次支付并通知商家。请仅在非本人支付时使用。",
    report: "申报",
    close: "关闭",
    reported: "申报已受理",
    reported_text: "已冻结本次支付并通知商家。请同时立即拨打以下电话。",
    report_number: "申报编号",
};

pub(crate) const OWN: OwnTexts = OwnTexts {
    network: Said { happened: "网络连接不稳定", next: "请检查网络后重试。不会重复扣款。" },
    gateway: Said {
        happened: "发生临时错误", next: "请稍后再试。如持续出现，请联系客服中心。"
    },
    session_expired: Said { happened: "支付时间已过", next: "请返回订单页面重新支付。" },
    session_unknown: Said { happened: "找不到该支付信息", next: "请返回订单页面重新支付。" },
    cancelled: Said { happened: "您已取消支付", next: "如需支付，请从订单页面重新开始。" },
    code_expired: Said { happened: "验证码输入时间已过", next: "请获取新的验证码。" },
    not_confirmed: Said {
        happened: "商家未能处理该订单", next: "请稍后再试。如持续出现，请联系商家。"
    },
    unknown: Said { happened: "支付未成功", next: "请向客服中心提供咨询编号。" },
};

fn date(at: Timestamp) -> String {
    let t = at.in_korea();
    format!("{}年{}月{}日（韩国时间）", t.year, t.month, t.day)
}

fn offer_period(period: OfferPeriod) -> String {
    match period {
        OfferPeriod::Days(days) => format!("自支付日起{days}天"),
        OfferPeriod::Months(months) => format!("自支付日起{months}个月"),
        OfferPeriod::Unlimited => "至服务终止".to_owned(),
    }
}

const fn carrier_name(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Skt => "SKT",
        Carrier::Kt => "KT",
        Carrier::Lgu => "LG U+",
        Carrier::Hello => "Hello Mobile (헬로모바일)",
        Carrier::Kct => "T Plus (티플러스)",
        Carrier::Sk7 => "SK 7mobile",
        Carrier::MvnoSkt => "其他（SKT网络）",
        Carrier::MvnoKt => "其他（KT网络）",
        Carrier::MvnoLgu => "其他（LG U+网络）",
    }
}

const fn phone_error(error: PhoneError) -> &'static str {
    match error {
        PhoneError::Empty => "请输入手机号码。",
        PhoneError::TooShort => "号码太短，请输入以010开头的11位号码。",
        PhoneError::TooLong => "号码太长，请只输入以010开头的11位号码。",
        PhoneError::LegacyPrefix => "请输入变更为010后的号码。",
        PhoneError::NotMobile => "这不是手机号码，请输入以010开头的号码。",
        PhoneError::SafeNumber => "不能使用安心号码（050），请输入真实的手机号码。",
        PhoneError::Foreign => "只能使用韩国手机号码。",
        PhoneError::Ambiguous => "输入了两个号码，请只输入一个。",
    }
}

const fn birth_error(error: BirthError) -> &'static str {
    match error {
        BirthError::DateIncomplete => "请输入6位出生日期，例如900101。",
        BirthError::NoSuchDay => "没有这个日期，请检查出生日期。",
        BirthError::DigitMissing => "请输入登录号码横线后的第一位。",
        BirthError::DigitOutOfRange => "登录号码横线后的第一位是1到8的数字。",
    }
}
