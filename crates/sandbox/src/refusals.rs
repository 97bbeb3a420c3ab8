//! The numbers from 010-0000-0021 on: a refusal for every reason that a carrier can give.

use carrier_checkout_protocol::Reason;

use crate::magic::{Code, Magic, Outcome, Step, refuses};

/// One number for each reason.
pub(crate) const REFUSALS: [Magic; 53] = [
    refuses(
        21,
        Reason::CarrierOrNumberUnregistered,
        Step::SendCode,
        Code::NotFound,
        "The line is not with this carrier",
        "그 통신사에 없는 번호",
    ),
    line(22, Reason::IdentityMismatch, "The holder's details do not match", "명의자 정보가 다름"),
    line(23, Reason::LineCancelled, "The line has been cancelled", "해지된 번호"),
    line(24, Reason::LineForeigner, "The line belongs to a foreigner", "외국인 명의"),
    line(25, Reason::LineNewSubscriber, "The line is new or has a new holder", "가입·명의 변경 직후"),
    line(26, Reason::LinePlanRestricted, "The plan excludes carrier billing", "소액결제가 안 되는 요금제"),
    line(27, Reason::LineNumberRestricted, "The number excludes carrier billing", "소액결제가 안 되는 번호"),
    line(28, Reason::LineDeviceRestricted, "The device excludes carrier billing", "소액결제가 안 되는 기기"),
    line(29, Reason::LineCallForwarding, "Calls of the line are forwarded", "착신전환 중"),
    line(30, Reason::LineCloneSuspected, "The phone may have been cloned", "복제 의심"),
    line(31, Reason::SubscriberHardBlocked, "Carrier billing is blocked for good by the owner", "명의자가 원천 차단함"),
    payment(
        32,
        Reason::SubscriberAutopayBlocked,
        "Monthly billing is blocked by the subscriber",
        "월자동결제를 차단함",
    ),
    line(33, Reason::ServiceNotConsented, "The subscriber has not opted in", "이용에 동의하지 않음"),
    line(34, Reason::ServiceDormant, "Switched off after a year without use", "1년 동안 쓰지 않음"),
    refuses(
        35,
        Reason::CarrierPolicyBlock,
        Step::Confirm,
        Code::PaymentDenied,
        "The carrier's policy excludes it",
        "통신사 정책",
    ),
    line(36, Reason::CarrierNotSupported, "The network of the line is not billed here", "결제할 수 없는 통신사"),
    payment(37, Reason::PgLongArrears, "A debt with the provider is open for long", "결제대행사 장기 미납"),
    payment(38, Reason::RealGoodsNotAllowed, "The line may buy digital goods only", "실물 상품을 살 수 없음"),
    refuses(
        39,
        Reason::LimitPerTransaction,
        Step::Prepare,
        Code::UnauthorizedAmount,
        "More than one payment may be",
        "1회 한도를 넘음",
    ),
    refuses(
        40,
        Reason::LimitMonthSiteOrItem,
        Step::Prepare,
        Code::UserAmountThresholdOverpassed,
        "The limit of these goods is used up",
        "상품 한도를 다 씀",
    ),
    refuses(
        41,
        Reason::LimitIdentity,
        Step::Prepare,
        Code::UserAmountThresholdOverpassed,
        "The holder's limit over all lines is used up",
        "명의 한도를 다 씀",
    ),
    refuses(
        42,
        Reason::LimitIpAmount,
        Step::Prepare,
        Code::UserAmountThresholdOverpassed,
        "The limit of this address is used up",
        "접속 주소의 한도를 다 씀",
    ),
    refuses(
        43,
        Reason::AmountOutOfRange,
        Step::Prepare,
        Code::UnauthorizedAmount,
        "These goods cannot have that amount",
        "상품에 맞지 않는 금액",
    ),
    line(44, Reason::AuthAttemptsExceeded, "Too many attempts for today", "오늘 인증 시도를 다 씀"),
    payment(45, Reason::AuthSessionExpired, "The time to prove the line is over", "인증 시간이 지남"),
    line(46, Reason::AuthMethodUnsupported, "The line cannot be proved that way", "쓸 수 없는 인증 방법"),
    line(47, Reason::ArsSafeUserConflict, "The line uses safe payment", "안심결제 이용자"),
    line(48, Reason::ArsStepUpRequired, "The line has to call the carrier first", "전화 인증이 먼저 필요함"),
    line(49, Reason::ArsUnblockRequired, "The line has to be unblocked by a call", "전화로 제한을 풀어야 함"),
    line(50, Reason::AppNotEnrolled, "The subscriber has not joined the app", "인증 앱에 가입하지 않음"),
    line(51, Reason::AppPushFailed, "The app did not get the request", "앱에 요청이 가지 않음"),
    payment(52, Reason::AppAuthPending, "The app has not been answered yet", "앱에서 아직 답하지 않음"),
    payment(53, Reason::AppAuthFailed, "The proof in the app failed", "앱 인증 실패"),
    payment(54, Reason::AppAuthAlreadyDone, "The app was answered before", "이미 끝난 앱 인증"),
    payment(
        55,
        Reason::SimplepayNotEnrolled,
        "The subscriber has not joined simple payment",
        "간편결제에 가입하지 않음",
    ),
    payment(56, Reason::SimplepayPwMismatch, "The password of simple payment is wrong", "간편결제 비밀번호가 다름"),
    payment(57, Reason::SimplepayPwLocked, "The password of simple payment is locked", "간편결제 비밀번호가 잠김"),
    payment(58, Reason::PaypwRequired, "The payment password is required", "결제 비밀번호가 필요함"),
    payment(59, Reason::PaypwMismatch, "The payment password is wrong", "결제 비밀번호가 다름"),
    payment(60, Reason::PaypwNotSet, "The payment password is not set", "결제 비밀번호를 설정하지 않음"),
    payment(61, Reason::PaypwLocked, "The payment password is locked", "결제 비밀번호가 잠김"),
    payment(62, Reason::DuplicateInProgress, "Another payment is in progress", "다른 결제가 처리 중"),
    refuses(
        63,
        Reason::Velocity,
        Step::Confirm,
        Code::PaymentDenied,
        "Too many payments in a short time",
        "짧은 시간에 결제가 많음",
    ),
    refuses(
        64,
        Reason::TooManyRequests,
        Step::SendCode,
        Code::MaxOtpCodesExceeded,
        "Too many codes, try later",
        "인증번호 요청이 잦음",
    ),
    refuses(65, Reason::CarrierError, Step::SendCode, Code::Unavailable, "Overloaded", "통신사 오류"),
    refuses(
        66,
        Reason::GatewayError,
        Step::SendCode,
        Code::PermissionDenied,
        "The gateway may not do this",
        "게이트웨이 설정 오류",
    ),
    payment(67, Reason::MerchantNotEnrolled, "The merchant is not set up for this", "판매자 설정이 없음"),
    payment(68, Reason::MerchantDataInvalid, "The merchant's request is wrong", "판매자 요청 오류"),
    payment(69, Reason::RecurringNoHistory, "There is no earlier monthly payment", "자동결제 이력이 없음"),
    payment(70, Reason::RecurringMismatch, "The earlier monthly payments differ", "자동결제 금액·날짜가 다름"),
    payment(
        71,
        Reason::RecurringKeyInvalid,
        "The key of monthly billing is not valid",
        "자동결제 등록이 올바르지 않음",
    ),
    line(72, Reason::Unknown, "For a reason of its own", "통신사만 아는 이유"),
    // Refused nothing: the numbers before the refusals are used up.
    Magic { line: 73, reason: None, outcome: Outcome::RefundsLater, told: "결제됨, 취소가 8초 걸림" },
];

/// Refused when a code is to be sent.
const fn line(line: u16, reason: Reason, message: &'static str, told: &'static str) -> Magic {
    refuses(line, reason, Step::SendCode, Code::PhoneNumberNotAllowed, message, told)
}

/// Refused when an amount is to be reserved.
const fn payment(line: u16, reason: Reason, message: &'static str, told: &'static str) -> Magic {
    refuses(line, reason, Step::Prepare, Code::PaymentDenied, message, told)
}
