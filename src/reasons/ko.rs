//! 모든 사유를 한국어로.

use carrier_checkout_protocol::{Reason, StepUp, consent::ConsentKind};

use super::{MailTexts, MonthlyTexts, PageTexts, PolicyTexts, Question, Reasons, RefusedPress};
use crate::locale::ko::OWN;

pub(crate) const REASONS: Reasons = Reasons { happened, next };

pub(crate) const MONTHLY: MonthlyTexts = MonthlyTexts {
    terms: |day| format!("월자동결제 (매월 {}일 자동 결제)", day.get()),
    consent: |day, won| format!("월자동결제 동의: 매월 {}일 {won}원 자동 결제", day.get()),
    stopping: "언제든 영수증에서, 또는 판매자나 고객센터에 말해 해지할 수 있어요. 해지하면 다음 달부터 결제되지 않아요.",
    next: |at| {
        let day = at.in_korea();
        format!("다음 결제일은 {}년 {}월 {}일이에요.", day.year, day.month, day.day)
    },
    stopped: "월자동결제가 멈췄어요. 더 결제되지 않아요.",
};

pub(crate) const POLICY: PolicyTexts = PolicyTexts {
    consent,
    step_up: |why| match why {
        StepUp::CashLike => "현금처럼 쓸 수 있는 상품이라 더 안전한 방법으로만 인증할 수 있어요.",
        StepUp::SimChanged => "최근에 유심이 바뀐 번호라 더 안전한 방법으로만 인증할 수 있어요.",
        StepUp::Night => "밤에는 도용을 막으려고 더 안전한 방법으로만 인증할 수 있어요.",
        StepUp::Velocity => "짧은 시간에 여러 번 시도해서 더 안전한 방법으로만 인증할 수 있어요.",
        StepUp::LargeAmount => "금액이 커서 더 안전한 방법으로만 인증할 수 있어요.",
    },
    cool_off: |hours| format!("이 번호로 처음 사는 것이라면 도용을 막기 위해 결제 {hours}시간 뒤에 받을 수 있어요."),
    cash_like: "상품을 사게 한 뒤 싸게 되사며 돈을 빌려주는 ‘소액결제 현금화’는 불법이에요. 그런 제안에 응하지 마세요.",
    cancelled: |day| format!("이 결제는 {day}에 취소됐어요. 휴대폰 요금에 청구되지 않아요."),
    refunded: |day, won| format!("이 결제에서 {won}이 취소되거나 환불됐어요. 마지막은 {day}이에요."),
};

pub(crate) const PAGE: PageTexts = PageTexts {
    own_name: "한국어",
    title: "휴대폰 결제",
    language: "언어 (Language)",
    language_kept: "언어를 바꾸지 못했어요. 연결을 확인하고 다시 선택해 주세요.",
    not_loaded: "결제창을 다 불러오지 못했어요",
    connection: "인터넷 연결을 확인하고 다시 시도해 주세요. 입력한 내용은 그대로 있어요.",
    unsupported: "이 브라우저나 앱에서는 결제를 진행할 수 없어요. Chrome, Safari, 삼성 인터넷 같은 최신 브라우저에서 이 \
        페이지를 열어 주세요.",
    uncharged: "아직 결제되지 않았어요.",
    reload: "결제창이 이 페이지와 연결되지 않았어요. 다시 시도해도 같으면 페이지를 새로고침해 주세요. 처음부터 입력하게 될 수 있어요.",
    retry: "다시 시도",
    pressed: "결제창을 마저 불러오고 있어요. 준비되면 바로 이어서 진행해요.",
    offline: "인터넷 연결이 끊겼어요. 입력한 내용은 그대로 있어요. 연결되면 이어서 진행할게요.",
    stop: Question {
        title: "결제를 그만둘까요?",
        text: "아직 결제되지 않았어요. 지금 취소하면 요금이 청구되지 않아요.",
        stay: "계속 결제하기",
        go: "결제 취소",
    },
    moves: Question {
        title: "결제를 처리하고 있어요",
        text: "이제는 멈출 수 없어요. 나가도 결제는 완료될 수 있으니, 결과는 주문 내역에서 \
            확인해 주세요. 두 번 결제되지 않아요.",
        stay: "기다리기",
        go: "나가기",
    },
    refused: RefusedPress {
        covered: "이 페이지의 다른 부분이 결제창을 가리고 있어 아직 결제하지 않았어요. 결제창이 온전히 보이게 화면을 움직이고, 내용을 확인한 뒤 다시 눌러 주세요.",
        early: "버튼이 막 나타나서 결제하지 않았어요. 금액과 판매자를 확인하고 다시 눌러 주세요.",
        all: "전체 보기",
    },
    mail: MailTexts {
        address: "영수증을 받을 이메일",
        hint: "영수증을 보내는 데만 쓰고 저장하지 않아요.",
        send: "메일로 받기",
        sending: "보내는 중이에요.",
        sent: "영수증을 메일로 보냈어요.",
        invalid: "이메일 주소를 확인해 주세요.",
        exhausted: "메일은 더 보낼 수 없어요. 영수증을 인쇄하거나 저장해 주세요.",
        failed: "메일을 보내지 못했어요. 잠시 뒤 다시 시도해 주세요.",
    },
    no_script: "결제하려면 브라우저 설정에서 JavaScript를 켜고 새로고침해 주세요.",
    unavailable: "결제창을 불러오지 못했어요.",
    order: "주문 보기",
    waiting: "결제창을 준비하고 있어요.",
    unsent: "인증은 끝났지만 결제는 아직이에요.",
    send: "결제 마치기",
    room: [1_620, 1_470, 1_380, 1_340],
};

const fn happened(reason: Reason) -> &'static str {
    match reason {
        Reason::OtpMismatch => "인증번호가 달라요",
        Reason::OtpExpired => OWN.code_expired.happened,
        Reason::OtpLastTryFailed => "인증번호를 여러 번 잘못 입력했어요",
        Reason::OtpSendsExceeded => "인증번호를 더 보낼 수 없어요",
        Reason::AuthAttemptsExceeded => "인증을 시도할 수 있는 횟수를 넘었어요",
        Reason::AuthSessionExpired => "인증 시간이 지났어요",
        Reason::AuthMethodUnsupported => "이 번호로는 쓸 수 없는 인증 방법이에요",
        Reason::ArsSafeUserConflict => "안심결제를 쓰는 번호라 전화 인증을 할 수 없어요",
        Reason::AppNotEnrolled => "인증 앱에 가입되어 있지 않아요",
        Reason::AppPushFailed => "인증 앱에 요청을 보내지 못했어요",
        Reason::AppAuthPending => "앱에서 인증을 아직 마치지 않았어요",
        Reason::AppAuthFailed => "앱에서 인증하지 못했어요",
        Reason::AppAuthAlreadyDone => "이미 끝난 앱 인증이에요",
        Reason::PaypwRequired => "결제 비밀번호를 쓰는 번호예요",
        Reason::PaypwMismatch => "결제 비밀번호가 달라요",
        Reason::PaypwNotSet => "결제 비밀번호가 설정되어 있지 않아요",
        Reason::SimplepayNotEnrolled => "간편결제에 가입되어 있지 않아요",
        Reason::SimplepayPwMismatch => "간편결제 비밀번호가 달라요",
        Reason::SimplepayPwLocked => "간편결제 비밀번호가 잠겼어요",
        Reason::InputFormat => "입력한 내용의 형식이 맞지 않아요",
        Reason::CarrierOrNumberUnregistered => "선택한 통신사에 없는 번호예요",
        Reason::IdentityMismatch => "명의자 정보와 달라요",
        Reason::LineCancelled => "해지된 번호예요",
        Reason::SessionExpired => OWN.session_expired.happened,
        Reason::SessionUnknown => OWN.session_unknown.happened,
        Reason::UserCancelled => OWN.cancelled.happened,
        Reason::AuthRejected => "인증 요청을 거절했어요",
        Reason::StepUpRequired => "더 안전한 인증이 필요한 결제예요",
        Reason::BrowserUnsupported => "이 브라우저에서는 결제할 수 없어요",
        Reason::OtpNotDelivered => "인증 문자를 전달하지 못했어요",
        Reason::DuplicateInProgress => "이미 처리 중인 결제가 있어요",
        Reason::AlreadyPaid => "이미 결제된 주문이에요",
        Reason::ConfirmationDelayed => "결제 확인이 늦어지고 있어요",
        Reason::Velocity => "짧은 시간에 결제 시도가 많았어요",
        Reason::CarrierMaintenance => "통신사 점검 중이에요",
        Reason::CarrierError => "통신사가 응답하지 않아요",
        Reason::TooManyRequests => "요청이 너무 잦아요",
        Reason::GatewayError => OWN.gateway.happened,
        Reason::NetworkError => OWN.network.happened,
        Reason::SubscriberBlocked => "소액결제가 차단된 번호예요",
        Reason::SubscriberHardBlocked => "명의자가 소액결제를 원천 차단한 번호예요",
        Reason::SubscriberAutopayBlocked => "월자동결제가 차단된 번호예요",
        Reason::ServiceNotConsented => "소액결제 이용에 동의하지 않은 번호예요",
        Reason::ServiceDormant => "오래 이용하지 않아 소액결제가 차단된 번호예요",
        Reason::LimitMonthCarrier => "이번 달 한도를 넘었어요",
        Reason::LineOverdue => "휴대폰 요금이 연체되어 있어요",
        Reason::LineSuspendedOrLost => "정지되었거나 분실 신고된 번호예요",
        Reason::LineCallForwarding => "착신전환이 설정된 번호예요",
        Reason::CarrierPolicyBlock => "통신사 정책으로 결제가 제한된 번호예요",
        Reason::ArsStepUpRequired => "통신사의 전화(ARS) 인증이 먼저 필요해요",
        Reason::ArsUnblockRequired => "전화(ARS)로 제한을 풀어야 하는 번호예요",
        Reason::PaypwLocked => "결제 비밀번호가 잠겼어요",
        Reason::LineMinor => "미성년자 명의의 번호예요",
        Reason::LineCorporate => "법인 명의의 번호예요",
        Reason::LinePrepaid => "선불 요금제 번호예요",
        Reason::LineForeigner => "외국인 명의의 번호로는 결제할 수 없어요",
        Reason::LineNewSubscriber => "가입하거나 명의를 바꾼 지 얼마 안 된 번호예요",
        Reason::LinePlanRestricted => "소액결제를 쓸 수 없는 요금제예요",
        Reason::LineNumberRestricted => "소액결제를 쓸 수 없는 번호예요",
        Reason::LineDeviceRestricted => "소액결제를 쓸 수 없는 기기의 번호예요",
        Reason::RealGoodsNotAllowed => "이 번호로는 실물 상품을 결제할 수 없어요",
        Reason::CarrierNotSupported => "이 결제에는 쓸 수 없는 통신사예요",
        Reason::SimChanged => "최근에 유심이 변경된 번호예요",
        Reason::LimitDayCashLike => "오늘 이 상품을 살 수 있는 금액을 넘었어요",
        Reason::LimitMonthSiteOrItem => "이 판매자나 상품의 이번 달 한도를 넘었어요",
        Reason::LimitPerTransaction => "한 번에 결제할 수 있는 금액을 넘었어요",
        Reason::LimitIdentity => "같은 명의로 결제할 수 있는 이번 달 한도를 넘었어요",
        Reason::LimitIpAmount => "이 인터넷 연결로 결제할 수 있는 금액을 넘었어요",
        Reason::AmountOutOfRange => "휴대폰으로 결제할 수 없는 금액이에요",
        Reason::RiskPolicy => "안전을 위해 결제가 제한되었어요",
        Reason::PaymentDenied => "통신사가 결제를 거절했어요",
        Reason::LineCloneSuspected => "안전을 위해 결제가 제한된 휴대폰이에요",
        Reason::PgLongArrears => "결제하지 않은 이전 이용 요금이 있어요",
        Reason::Unknown => OWN.unknown.happened,
        Reason::MerchantConfirmFailed => OWN.not_confirmed.happened,
        Reason::MerchantDataInvalid => "판매자의 주문 정보가 올바르지 않아요",
        Reason::MerchantNotEnrolled => "판매자가 아직 받을 수 없는 결제예요",
        Reason::AuthStepsSkipped => "결제 순서가 맞지 않아 멈췄어요",
        Reason::DuplicateOrderId => "이미 사용된 주문 번호예요",
        Reason::RequestTampered => "결제 내용이 주문과 달라 멈췄어요",
        Reason::StandardWindowViolation => "표준결제창 규정에 맞지 않아 결제를 멈췄어요",
        Reason::RecurringNoHistory => "자동결제로 이어 갈 이전 결제가 없어요",
        Reason::RecurringMismatch => "자동결제의 금액이나 날짜가 이전과 달라요",
        Reason::RecurringKeyInvalid => "자동결제 등록 정보가 올바르지 않아요",
    }
}

const fn next(reason: Reason) -> &'static str {
    match reason {
        Reason::OtpMismatch => "문자로 받은 6자리를 다시 입력해 주세요.",
        Reason::OtpExpired => OWN.code_expired.next,
        Reason::OtpLastTryFailed => "안전을 위해 인증을 처음부터 다시 시작해요. 입력한 정보는 그대로예요.",
        Reason::OtpSendsExceeded => "주문 화면으로 돌아가 결제를 다시 시작해 주세요.",
        Reason::AuthAttemptsExceeded => {
            "안전을 위해 잠시 막혔어요. 내일 다시 시도하거나 다른 결제 수단을 이용해 주세요."
        }
        Reason::AuthSessionExpired => "인증을 처음부터 다시 시작해 주세요. 입력한 정보는 그대로예요.",
        Reason::AuthMethodUnsupported
        | Reason::ArsSafeUserConflict
        | Reason::SimplepayNotEnrolled
        | Reason::SimplepayPwLocked => "다른 인증 방법을 선택해 주세요.",
        Reason::AppNotEnrolled => "앱에 가입한 뒤 다시 시도하거나 다른 인증 방법을 선택해 주세요.",
        Reason::AppPushFailed => "앱을 연 뒤 다시 시도하거나 다른 인증 방법을 선택해 주세요.",
        Reason::AppAuthPending => "앱에서 인증을 마친 뒤 다시 시도해 주세요.",
        Reason::AppAuthFailed => "다시 시도하거나 다른 인증 방법을 선택해 주세요.",
        Reason::AppAuthAlreadyDone => "인증을 처음부터 다시 시작해 주세요. 두 번 결제되지 않아요.",
        Reason::PaypwRequired => {
            "통신사에 등록한 결제 비밀번호로 인증해 주세요. 비밀번호는 통신사에서 확인할 수 있어요."
        }
        Reason::PaypwMismatch => "결제 비밀번호를 다시 확인해 주세요. 여러 번 다르면 통신사가 잠가요.",
        Reason::PaypwNotSet => "통신사 앱에서 결제 비밀번호를 설정한 뒤 다시 시도해 주세요.",
        Reason::SimplepayPwMismatch => "비밀번호를 다시 확인하거나 다른 인증 방법을 선택해 주세요.",
        Reason::InputFormat => "휴대폰 번호와 생년월일을 다시 확인해 주세요.",
        Reason::CarrierOrNumberUnregistered => {
            "통신사와 번호를 확인해 주세요. 알뜰폰을 쓰고 있다면 ‘알뜰폰’을 골라 주세요."
        }
        Reason::IdentityMismatch => "휴대폰 명의자의 생년월일을 입력해 주세요. 가족이나 회사 명의일 수 있어요.",
        Reason::LineCancelled => "지금 쓰는 번호를 입력해 주세요.",
        Reason::SessionExpired => OWN.session_expired.next,
        Reason::SessionUnknown => OWN.session_unknown.next,
        Reason::UserCancelled => OWN.cancelled.next,
        Reason::AuthRejected => "결제하려면 인증을 다시 시작해 주세요. 요청한 적이 없다면 그대로 두는 것이 안전해요.",
        Reason::StepUpRequired => "PASS 앱처럼 더 안전한 인증 방법을 선택해 주세요.",
        Reason::BrowserUnsupported => "최신 브라우저에서 이 페이지를 다시 열어 주세요.",
        Reason::OtpNotDelivered => {
            "스팸함과 통신사의 문자 차단 설정을 확인한 뒤 다시 시도하거나 다른 인증 방법을 선택해 주세요."
        }
        Reason::DuplicateInProgress => "다시 결제하지 말고 잠시 기다려 주세요. 두 번 결제되지 않아요.",
        Reason::AlreadyPaid => "다시 결제하지 않아도 돼요. 주문 화면에서 결제 내역을 확인해 주세요.",
        Reason::ConfirmationDelayed => "다시 결제하지 말고 잠시 후 주문 화면에서 결과를 확인해 주세요.",
        Reason::Velocity => "안전을 위해 잠시 제한되었어요. 나중에 다시 시도하거나 다른 결제 수단을 이용해 주세요.",
        Reason::CarrierMaintenance => "점검이 끝난 뒤 다시 시도하거나 다른 결제 수단을 이용해 주세요.",
        Reason::CarrierError => "잠시 후 다시 시도해 주세요.",
        Reason::TooManyRequests => "잠시 기다렸다가 다시 시도해 주세요.",
        Reason::GatewayError => OWN.gateway.next,
        Reason::NetworkError => OWN.network.next,
        Reason::SubscriberBlocked => {
            "직접 차단했다면 그대로 두는 것이 안전해요. 이용하려면 통신사에 차단 해제를 요청해 주세요."
        }
        Reason::SubscriberHardBlocked => {
            "안전을 위한 차단이라면 그대로 두는 것이 좋아요. 해제는 명의자만 통신사에 요청할 수 있어요."
        }
        Reason::SubscriberAutopayBlocked => {
            "직접 차단했다면 그대로 두는 것이 안전해요. 다른 결제 수단을 이용하거나 통신사에 문의해 주세요."
        }
        Reason::ServiceNotConsented => {
            "원하지 않으면 그대로 두어도 돼요. 이용하려면 통신사에서 소액결제 이용에 동의해 주세요."
        }
        Reason::ServiceDormant => {
            "1년 동안 이용하지 않으면 자동으로 차단돼요. 이용하려면 통신사에서 다시 동의해 주세요."
        }
        Reason::LimitMonthCarrier => {
            "다음 달에 다시 이용하거나 다른 결제 수단을 이용해 주세요. 남은 한도는 통신사에서 확인할 수 있어요."
        }
        Reason::LineOverdue => "통신사에서 요금을 확인한 뒤 이용할 수 있어요.",
        Reason::LineSuspendedOrLost => {
            "번호 상태를 통신사에 확인해 주세요. 잃어버린 휴대폰이라면 결제를 시도하지 마세요."
        }
        Reason::LineCallForwarding => {
            "착신전환을 해제한 뒤 다시 시도해 주세요. 직접 설정하지 않았다면 바로 통신사에 알려 주세요."
        }
        Reason::CarrierPolicyBlock => "이유는 통신사에서 확인할 수 있어요. 다른 결제 수단을 이용해 주세요.",
        Reason::ArsStepUpRequired => "통신사에 전화해 인증을 마친 뒤 다시 시도해 주세요. 입력한 정보는 그대로예요.",
        Reason::ArsUnblockRequired => "통신사에 전화해 본인 확인을 마친 뒤 다시 시도해 주세요.",
        Reason::PaypwLocked => "잠금은 통신사에서만 풀 수 있어요.",
        Reason::LineMinor => "미성년자 명의의 번호로는 결제할 수 없어요. 법정대리인이 통신사에 문의할 수 있어요.",
        Reason::LineCorporate
        | Reason::LinePrepaid
        | Reason::LinePlanRestricted
        | Reason::LineNumberRestricted
        | Reason::LineDeviceRestricted
        | Reason::RealGoodsNotAllowed
        | Reason::CarrierNotSupported => "다른 번호나 다른 결제 수단을 이용해 주세요.",
        Reason::LineForeigner => "다른 결제 수단을 이용해 주세요. 자세한 내용은 통신사에서 확인할 수 있어요.",
        Reason::LineNewSubscriber => {
            "통신사가 정한 기간이 지나면 이용할 수 있어요. 지금은 다른 결제 수단을 이용해 주세요."
        }
        Reason::SimChanged => {
            "유심 변경 후 72시간 동안은 PASS 앱으로만 인증할 수 있어요. 본인이 바꾸지 않았다면 바로 통신사에 알려 주세요."
        }
        Reason::LimitDayCashLike => {
            "도용을 막기 위한 하루 한도예요. 내일 다시 이용하거나 다른 결제 수단을 이용해 주세요."
        }
        Reason::LimitMonthSiteOrItem | Reason::LimitIdentity => {
            "다음 달에 다시 이용하거나 다른 결제 수단을 이용해 주세요."
        }
        Reason::LimitPerTransaction | Reason::AmountOutOfRange => "다른 결제 수단을 이용해 주세요.",
        Reason::LimitIpAmount => "나중에 다시 시도하거나 다른 결제 수단을 이용해 주세요.",
        Reason::RiskPolicy => "제한 이유는 고객센터에서 확인할 수 있어요. 문의 코드를 알려 주세요.",
        Reason::PaymentDenied => {
            "이유는 통신사나 고객센터에서 확인할 수 있어요. 다른 번호나 결제 수단을 이용해 주세요."
        }
        Reason::LineCloneSuspected => {
            "휴대폰 복제가 의심되는 상태예요. 고객센터에 문의 코드를 알려 주시고 통신사(114)에도 확인해 주세요."
        }
        Reason::PgLongArrears => "내역은 고객센터에서 확인할 수 있어요. 정리되면 다시 이용할 수 있어요.",
        Reason::Unknown => OWN.unknown.next,
        Reason::MerchantConfirmFailed => OWN.not_confirmed.next,
        Reason::MerchantDataInvalid
        | Reason::RecurringNoHistory
        | Reason::RecurringMismatch
        | Reason::RecurringKeyInvalid => "판매자에게 문의해 주세요.",
        Reason::MerchantNotEnrolled | Reason::StandardWindowViolation => {
            "판매자에게 문의하거나 다른 결제 수단을 이용해 주세요."
        }
        Reason::AuthStepsSkipped => {
            "열려 있는 다른 결제창을 닫고 주문 화면에서 다시 시작해 주세요. 계속되면 판매자에게 문의해 주세요."
        }
        Reason::DuplicateOrderId | Reason::RequestTampered => {
            "주문 화면에서 다시 시작해 주세요. 계속되면 판매자에게 문의해 주세요."
        }
    }
}

const fn consent(kind: ConsentKind) -> &'static str {
    match kind {
        ConsentKind::CarrierBillingTerms => "통신과금서비스 이용약관",
        ConsentKind::ElectronicFinanceTerms => "전자금융거래 이용약관",
        ConsentKind::PrivacyCollection => "개인정보 수집·이용",
        ConsentKind::PrivacyThirdParty => "개인정보 제3자 제공",
        ConsentKind::MonthlyBilling => "월자동결제 동의",
        ConsentKind::PaymentContent => "결제 내용을 확인했습니다",
    }
}
