//! 所有原因的简体中文说明。

use carrier_checkout_protocol::{Reason, StepUp, consent::ConsentKind};

use super::{MailTexts, MonthlyTexts, PageTexts, PolicyTexts, Question, Reasons, RefusedPress};
use crate::locale::zh_hans::OWN;

pub(crate) const REASONS: Reasons = Reasons { happened, next };

pub(crate) const MONTHLY: MonthlyTexts = MonthlyTexts {
    terms: |day| format!("每月{}日自动支付（월자동결제）", day.get()),
    consent: |day, won| format!("同意每月自动支付（월자동결제）：每月{}日自动支付{won}韩元", day.get()),
    stopping: "您可以随时在收据上，或联系商家、客服中心解约。解约后自次月起不再扣款。",
    next: |at| {
        let day = at.in_korea();
        format!("下次扣款日为{}年{}月{}日（韩国时间）。", day.year, day.month, day.day)
    },
    stopped: "每月自动支付已取消，不再扣款。",
};

pub(crate) const POLICY: PolicyTexts = PolicyTexts {
    consent,
    step_up: |why| match why {
        StepUp::CashLike => "该商品等同现金，只能用更安全的方式验证。",
        StepUp::SimChanged => "该号码最近更换过SIM卡，只能用更安全的方式验证。",
        StepUp::Night => "夜间为防止盗用，只能用更安全的方式验证。",
        StepUp::Velocity => "短时间内尝试次数过多，只能用更安全的方式验证。",
        StepUp::LargeAmount => "金额较大，只能用更安全的方式验证。",
    },
    cool_off: |hours| format!("如果是首次用该号码购买，为防止盗用，商品将在支付{hours}小时后发放。"),
    cash_like: "让您购买商品再低价回收、以此放贷的“套现”行为属于违法，请勿理会此类邀约。",
};

pub(crate) const PAGE: PageTexts = PageTexts {
    own_name: "简体中文",
    title: "话费支付",
    language: "语言 (Language)",
    language_kept: "未能切换语言。请检查网络后重新选择。",
    not_loaded: "支付页面未能完全加载",
    connection: "请检查网络后重试。已填写的内容会保留。",
    unsupported: "当前浏览器或应用无法完成支付。请用Chrome、Safari、三星浏览器等最新版浏览器打开本页面。",
    uncharged: "尚未扣款。",
    reload: "支付页面未能与本网页连接。重试时可能需要重新填写。",
    retry: "重试",
    pressed: "支付页面仍在加载，准备好后会自动继续。",
    offline: "网络已断开。您填写的内容仍在，恢复连接后会自动继续。",
    stop: Question {
        title: "要停止付款吗？",
        text: "尚未扣款。现在取消不会产生任何费用。",
        stay: "继续付款",
        go: "取消付款",
    },
    moves: Question {
        title: "正在处理您的付款",
        text: "已无法停止。即使离开，付款也可能完成，请在订单中查看结果。不会重复扣款。",
        stay: "在此等待",
        go: "离开",
    },
    refused: RefusedPress {
        covered: "页面的其他内容遮住了支付窗口，因此尚未扣款。请移动页面，让支付窗口完整显示，核对内容后再点一次。",
        early: "按钮刚刚出现，因此没有扣款。请核对金额和卖家后再点一次。",
        all: "显示全部",
    },
    mail: MailTexts {
        address: "接收收据的邮箱",
        hint: "仅用于发送收据，不会保存。",
        send: "发送到邮箱",
        sending: "正在发送。",
        sent: "收据已发送到您的邮箱。",
        invalid: "请检查邮箱地址。",
        exhausted: "无法再发送邮件，请打印或保存收据。",
        failed: "邮件发送失败，请稍后再试。",
    },
    no_script: "如需支付，请在浏览器设置中启用JavaScript并刷新页面。",
    unavailable: "支付页面加载失败。",
    order: "查看订单",
    room: [1_630, 1_510, 1_490, 1_340],
};

const fn happened(reason: Reason) -> &'static str {
    match reason {
        Reason::OtpMismatch => "验证码不正确",
        Reason::OtpExpired => OWN.code_expired.happened,
        Reason::OtpLastTryFailed => "多次输入错误的验证码",
        Reason::OtpSendsExceeded => "不能再发送验证码",
        Reason::AuthAttemptsExceeded => "验证次数已超过上限",
        Reason::AuthSessionExpired => "验证时间已过",
        Reason::AuthMethodUnsupported => "该号码不能使用这种验证方式",
        Reason::ArsSafeUserConflict => "该号码不能用电话验证",
        Reason::AppNotEnrolled => "您尚未注册验证应用",
        Reason::AppPushFailed => "未能向验证应用发送请求",
        Reason::AppAuthPending => "尚未在应用中完成验证",
        Reason::AppAuthFailed => "应用验证未成功",
        Reason::AppAuthAlreadyDone => "该请求已在应用中处理",
        Reason::PaypwRequired => "该号码需要支付密码",
        Reason::PaypwMismatch => "支付密码不正确",
        Reason::PaypwNotSet => "尚未设置支付密码",
        Reason::SimplepayNotEnrolled => "您尚未注册简易支付",
        Reason::SimplepayPwMismatch => "简易支付密码不正确",
        Reason::SimplepayPwLocked => "简易支付密码已锁定",
        Reason::InputFormat => "填写内容的格式不正确",
        Reason::CarrierOrNumberUnregistered => "该号码不属于所选运营商",
        Reason::IdentityMismatch => "与机主信息不一致",
        Reason::LineCancelled => "该号码已注销",
        Reason::SessionExpired => OWN.session_expired.happened,
        Reason::SessionUnknown => OWN.session_unknown.happened,
        Reason::UserCancelled => OWN.cancelled.happened,
        Reason::AuthRejected => "验证请求已被拒绝",
        Reason::StepUpRequired => "该支付需要更安全的验证",
        Reason::BrowserUnsupported => "当前浏览器无法支付",
        Reason::OtpNotDelivered => "验证短信未能送达",
        Reason::DuplicateInProgress => "已有正在处理的支付",
        Reason::AlreadyPaid => "该订单已支付",
        Reason::ConfirmationDelayed => "支付确认有所延迟",
        Reason::Velocity => "短时间内支付次数过多",
        Reason::CarrierMaintenance => "运营商正在维护",
        Reason::CarrierError => "运营商没有响应",
        Reason::TooManyRequests => "请求过于频繁",
        Reason::GatewayError => OWN.gateway.happened,
        Reason::NetworkError => OWN.network.happened,
        Reason::SubscriberBlocked => "该号码已关闭小额支付（소액결제）",
        Reason::SubscriberHardBlocked => "机主已彻底关闭该号码的小额支付（소액결제）",
        Reason::SubscriberAutopayBlocked => "该号码已关闭每月自动支付（월자동결제）",
        Reason::ServiceNotConsented => "该号码尚未同意使用小额支付（소액결제）",
        Reason::ServiceDormant => "该号码长期未使用，小额支付（소액결제）已关闭",
        Reason::LimitMonthCarrier => "本月限额已用完",
        Reason::LineOverdue => "手机话费欠费",
        Reason::LineSuspendedOrLost => "该号码已停机或已挂失",
        Reason::LineCallForwarding => "该号码设置了呼叫转移",
        Reason::CarrierPolicyBlock => "因运营商规定，该号码不能支付",
        Reason::ArsStepUpRequired => "需要先完成运营商的电话（ARS）验证",
        Reason::ArsUnblockRequired => "该号码需要通过电话（ARS）解除限制",
        Reason::PaypwLocked => "支付密码已锁定",
        Reason::LineMinor => "该号码在未成年人名下",
        Reason::LineCorporate => "该号码在公司名下",
        Reason::LinePrepaid => "该号码是预付费号码",
        Reason::LineForeigner => "外国人名下的号码不能支付",
        Reason::LineNewSubscriber => "该号码入网或过户不久",
        Reason::LinePlanRestricted => "该资费套餐不能使用小额支付（소액결제）",
        Reason::LineNumberRestricted => "该号码不能使用小额支付（소액결제）",
        Reason::LineDeviceRestricted => "该设备的号码不能使用小额支付（소액결제）",
        Reason::RealGoodsNotAllowed => "该号码不能支付实物商品",
        Reason::CarrierNotSupported => "本次支付不能使用该运营商",
        Reason::SimChanged => "该号码最近更换过SIM卡",
        Reason::LimitDayCashLike => "今天可购买该商品的金额已超限",
        Reason::LimitMonthSiteOrItem => "该商家或商品的本月限额已用完",
        Reason::LimitPerTransaction => "超过单次可支付的金额",
        Reason::LimitIdentity => "同一名义的本月限额已用完",
        Reason::LimitIpAmount => "超过该网络可支付的金额",
        Reason::AmountOutOfRange => "该金额不能用话费支付",
        Reason::RiskPolicy => "为了安全，支付已被限制",
        Reason::PaymentDenied => "运营商拒绝了支付",
        Reason::LineCloneSuspected => "为了安全，该手机的支付已被限制",
        Reason::PgLongArrears => "有未结清的以往支付",
        Reason::Unknown => OWN.unknown.happened,
        Reason::MerchantConfirmFailed => OWN.not_confirmed.happened,
        Reason::MerchantDataInvalid => "商家的订单信息有误",
        Reason::MerchantNotEnrolled => "商家暂时不能接受该支付方式",
        Reason::AuthStepsSkipped => "支付步骤有误，已停止",
        Reason::DuplicateOrderId => "该订单编号已使用过",
        Reason::RequestTampered => "支付内容与订单不符，已停止",
        Reason::StandardWindowViolation => "不符合标准支付页面规定，支付已停止",
        Reason::RecurringNoHistory => "没有可延续为自动支付的以往支付",
        Reason::RecurringMismatch => "自动支付的金额或日期与以往不同",
        Reason::RecurringKeyInvalid => "自动支付的登记信息有误",
    }
}

const fn next(reason: Reason) -> &'static str {
    match reason {
        Reason::OtpMismatch => "请重新输入短信中的6位数字。",
        Reason::OtpExpired => OWN.code_expired.next,
        Reason::OtpLastTryFailed => "为了安全，需要重新验证。已填写的内容会保留。",
        Reason::OtpSendsExceeded => "请返回订单页面重新支付。",
        Reason::AuthAttemptsExceeded => "为了安全已暂时停用。请明天再试，或使用其他支付方式。",
        Reason::AuthSessionExpired => "请重新验证。已填写的内容会保留。",
        Reason::AuthMethodUnsupported
        | Reason::ArsSafeUserConflict
        | Reason::SimplepayNotEnrolled
        | Reason::SimplepayPwLocked => "请选择其他验证方式。",
        Reason::AppNotEnrolled => "请注册应用后重试，或选择其他验证方式。",
        Reason::AppPushFailed => "请打开应用后重试，或选择其他验证方式。",
        Reason::AppAuthPending => "请在应用中完成验证后重试。",
        Reason::AppAuthFailed => "请重试，或选择其他验证方式。",
        Reason::AppAuthAlreadyDone => "请重新验证。不会重复扣款。",
        Reason::PaypwRequired => "请使用在运营商设置的支付密码验证。密码可向运营商查询。",
        Reason::PaypwMismatch => "请检查支付密码。多次输错会被运营商锁定。",
        Reason::PaypwNotSet => "请在运营商应用中设置后重试。",
        Reason::SimplepayPwMismatch => "请检查密码，或选择其他验证方式。",
        Reason::InputFormat => "请检查手机号码和出生日期。",
        Reason::CarrierOrNumberUnregistered => "请检查运营商和号码。如使用虚拟运营商，请选择“虚拟运营 (알뜰폰)”。",
        Reason::IdentityMismatch => "请输入机主的出生日期。号码可能在家人或公司名下。",
        Reason::LineCancelled => "请输入现在使用的号码。",
        Reason::SessionExpired => OWN.session_expired.next,
        Reason::SessionUnknown => OWN.session_unknown.next,
        Reason::UserCancelled => OWN.cancelled.next,
        Reason::AuthRejected => "如需支付，请重新验证。如果不是您本人的请求，请不要操作。",
        Reason::StepUpRequired => "请选择PASS应用等更安全的验证方式。",
        Reason::BrowserUnsupported => "请用最新版浏览器打开本页面。",
        Reason::OtpNotDelivered => "请检查垃圾短信和运营商的短信拦截设置后重试，或选择其他验证方式。",
        Reason::DuplicateInProgress => "请不要重复支付，稍等片刻。不会重复扣款。",
        Reason::AlreadyPaid => "无需再次支付，请在订单页面查看支付记录。",
        Reason::ConfirmationDelayed => "请不要重复支付，稍后在订单页面查看结果。",
        Reason::Velocity => "为了安全已暂时限制。请稍后再试，或使用其他支付方式。",
        Reason::CarrierMaintenance => "请在维护结束后重试，或使用其他支付方式。",
        Reason::CarrierError => "请稍后再试。",
        Reason::TooManyRequests => "请稍等片刻再试。",
        Reason::GatewayError => OWN.gateway.next,
        Reason::NetworkError => OWN.network.next,
        Reason::SubscriberBlocked => "如果是您本人关闭的，保持现状最安全。如需使用，请联系运营商解除。",
        Reason::SubscriberHardBlocked => "如果是为了安全而关闭，建议保持现状。只有机主可以向运营商申请解除。",
        Reason::SubscriberAutopayBlocked => "如果是您本人关闭的，保持现状最安全。请使用其他支付方式，或咨询运营商。",
        Reason::ServiceNotConsented => "如不需要，可以保持现状。如需使用，请在运营商处办理同意手续。",
        Reason::ServiceDormant => "一年未使用会自动关闭。如需使用，请在运营商处重新同意。",
        Reason::LimitMonthCarrier => "请下个月再用，或使用其他支付方式。剩余限额可向运营商查询。",
        Reason::LineOverdue => "向运营商缴清话费后即可使用。",
        Reason::LineSuspendedOrLost => "请向运营商确认号码状态。如果手机已丢失，请不要尝试支付。",
        Reason::LineCallForwarding => "请取消呼叫转移后重试。如果不是您本人设置的，请立即联系运营商。",
        Reason::CarrierPolicyBlock => "原因可向运营商查询。请使用其他支付方式。",
        Reason::ArsStepUpRequired => "请致电运营商完成验证后重试。已填写的内容会保留。",
        Reason::ArsUnblockRequired => "请致电运营商完成本人确认后重试。",
        Reason::PaypwLocked => "只有运营商可以解锁。",
        Reason::LineMinor => "未成年人名下的号码不能支付。法定代理人可以咨询运营商。",
        Reason::LineCorporate
        | Reason::LinePrepaid
        | Reason::LinePlanRestricted
        | Reason::LineNumberRestricted
        | Reason::LineDeviceRestricted
        | Reason::RealGoodsNotAllowed
        | Reason::CarrierNotSupported => "请使用其他号码或其他支付方式。",
        Reason::LineForeigner => "请使用其他支付方式。详情可向运营商查询。",
        Reason::LineNewSubscriber => "过了运营商规定的期限后即可使用。现在请使用其他支付方式。",
        Reason::SimChanged => "更换SIM卡后72小时内只能用PASS应用验证。如果不是您本人更换的，请立即联系运营商。",
        Reason::LimitDayCashLike => "这是防止盗用的每日限额。请明天再来，或使用其他支付方式。",
        Reason::LimitMonthSiteOrItem | Reason::LimitIdentity => "请下个月再用，或使用其他支付方式。",
        Reason::LimitPerTransaction | Reason::AmountOutOfRange => "请使用其他支付方式。",
        Reason::LimitIpAmount => "请稍后再试，或使用其他支付方式。",
        Reason::RiskPolicy => "原因可向客服中心查询，请提供咨询编号。",
        Reason::PaymentDenied => "原因可向运营商或客服中心查询。请使用其他号码或其他支付方式。",
        Reason::LineCloneSuspected => "手机可能被复制。请向客服中心提供咨询编号，并向运营商（114）确认。",
        Reason::PgLongArrears => "明细可向客服中心查询。结清后即可继续使用。",
        Reason::Unknown => OWN.unknown.next,
        Reason::MerchantConfirmFailed => OWN.not_confirmed.next,
        Reason::MerchantDataInvalid
        | Reason::RecurringNoHistory
        | Reason::RecurringMismatch
        | Reason::RecurringKeyInvalid => "请咨询商家。",
        Reason::MerchantNotEnrolled | Reason::StandardWindowViolation => "请咨询商家，或使用其他支付方式。",
        Reason::AuthStepsSkipped => "请关闭其他已打开的支付页面，从订单页面重新开始。如持续出现，请联系商家。",
        Reason::DuplicateOrderId | Reason::RequestTampered => "请从订单页面重新开始。如持续出现，请联系商家。",
    }
}

const fn consent(kind: ConsentKind) -> &'static str {
    match kind {
        ConsentKind::CarrierBillingTerms => "话费支付服务条款",
        ConsentKind::ElectronicFinanceTerms => "电子金融交易条款",
        ConsentKind::PrivacyCollection => "个人信息的收集与使用",
        ConsentKind::PrivacyThirdParty => "向第三方提供个人信息",
        ConsentKind::MonthlyBilling => "每月自动支付（월자동결제）",
        ConsentKind::PaymentContent => "我已核对支付内容",
    }
}
