//! 한국어.

use carrier_checkout_protocol::{
    Carrier, Channel, Locale, Timestamp, birth::BirthError, goods::OfferPeriod, phone::PhoneError,
};

use super::{CheckingTexts, CodeTexts, DetailsTexts, FailureTexts, OrderTexts, ReceiptTexts, Texts};
use crate::reasons::{OwnTexts, Said};

pub(super) static TEXTS: Texts = Texts {
    locale: Locale::Ko,
    title: "휴대폰 결제",
    order: ORDER,
    details: DETAILS,
    code: CODE,
    checking: CheckingTexts {
        loading: "결제창을 여는 중…",
        heading: "확인 중",
        text: "결제 결과를 확인하고 있어요. 창을 닫지 말고 잠시만 기다려 주세요. 두 번 결제되지 않아요.",
        offline: "연결이 끊겨 결과를 확인하지 못했어요. 연결되면 자동으로 다시 확인해요.",
        ask_now: "다시 확인",
        reconnecting: "응답이 늦어져 다시 연결하고 있어요.",
    },
    receipt: RECEIPT,
    failure: FailureTexts {
        own: OWN,
        call: "문의",
        carrier_centre: "통신사 고객센터",
        provider_centre: |name| format!("{name} 고객센터"),
        seller_centre: |name| format!("{name} (판매자)"),
        quote: "문의 코드",
        retry: "다시 시도",
        not_charged: "결제된 금액은 없어요.",
    },
    #[cfg(feature = "ssr")]
    reasons: crate::reasons::ko::REASONS,
    #[cfg(any(feature = "ssr", feature = "component"))]
    page: crate::reasons::ko::PAGE,
    #[cfg(feature = "ssr")]
    monthly: crate::reasons::ko::MONTHLY,
    #[cfg(feature = "ssr")]
    policy: crate::reasons::ko::POLICY,
};

const ORDER: OrderTexts = OrderTexts {
    region: "주문 정보",
    amount: "결제 금액",
    won: |won| format!("{won}원"),
    vat_included: "부가세 포함",
    goods: "상품",
    seller: "판매자",
    period: "제공기간",
    offer_period,
    billing: "결제 유형",
    one_off: "일반결제 (1회)",
    billed: "청구",
    billed_with: |month| format!("{month}월 휴대폰 요금에 합산"),
};

const DETAILS: DetailsTexts = DetailsTexts {
    heading: "결제 정보 입력",
    carrier: "통신사",
    carrier_name,
    budget: "알뜰폰",
    budget_carrier: "알뜰폰 통신사",
    budget_hint: "목록에 없으면 쓰고 있는 통신망을 골라 주세요.",
    carrier_missing: "통신사를 선택해 주세요.",
    phone: "휴대폰 번호",
    phone_example: "010-0000-0000",
    phone_error,
    birth_group: "생년월일",
    birth: "생년월일 6자리",
    birth_digit: "주민등록번호 뒤 첫 자리",
    birth_hint: "명의자 확인에만 쓰고 바로 지워요.",
    birth_error,
    consents: "약관 동의",
    all: "전체 동의",
    required: "필수",
    show_terms: |name| format!("{name} 전문 보기"),
    terms_loading: "내용을 불러오는 중이에요.",
    terms_unavailable: "내용을 불러오지 못했어요. 접었다가 다시 펼쳐 주세요.",
    consents_missing: "필수 항목에 모두 동의해 주세요.",
    channel: "인증 방법",
    channel_name: |channel| match channel {
        Channel::Sms => "문자(SMS)",
        Channel::Ars => "전화(ARS)",
        Channel::Pass => "PASS 앱",
    },
    send: |approval| if approval { "인증 요청하기" } else { "인증번호 받기" },
    sending: "보내는 중",
    cancel: "결제 취소",
    said_slips: |slips| format!("다시 확인할 항목이 {slips}개 있어요."),
    never_share: "인증번호는 누구에게도 알려\u{a0}주지\u{a0}마세요. 직원도 묻지 않아요.",
};

const CODE: CodeTexts = CodeTexts {
    heading: "인증번호 입력",
    sent_to: |carrier, phone| format!("{phone} ({carrier}) 번호로 문자를 보냈어요."),
    approve_heading: |channel| match channel {
        Channel::Ars => "전화를 받아 주세요",
        Channel::Pass => "PASS 앱에서 승인해 주세요",
        Channel::Sms => "통신사 화면에서 확인해 주세요",
    },
    approve: |channel, carrier, phone| match channel {
        Channel::Ars => format!("{phone} ({carrier}) 번호로 전화가 가요. 가게와 금액을 듣고 맞으면 1번을 눌러 주세요."),
        Channel::Pass => {
            format!("{phone} ({carrier}) 번호의 PASS 앱을 열고, 가게와 금액이 맞으면 승인해 주세요.")
        }
        Channel::Sms => {
            format!("{phone} 번호의 통신사({carrier})가 직접 확인해요. 아래에서 통신사 화면을 열어 주세요.")
        }
    },
    carrier_page: "통신사 화면 열기",
    waiting: "승인을 기다리고 있어요.",
    approved: "승인되었어요. 이제 결제를 마칠 수 있어요.",
    never_approve: "내가 하는 결제가 아니라면 절대 승인하지 마세요.",
    not_approved: "휴대폰에서 승인하면 바로 결제돼요.",
    not_approved_in_time: "승인 시간이 지났어요. ‘다시 보내기’를 누르거나 다른 방법으로 인증해 주세요.",
    other_ways: "다른 방법으로 인증",
    code: "인증번호",
    time_left: "남은 시간",
    tries_left: |tries| format!("{tries}번 더 입력할 수 있어요."),
    incomplete: "문자로 받은 숫자 6자리를 입력해 주세요.",
    not_confirmed: "결제 내용을 확인하고 체크해 주세요.",
    mismatch: |tries| format!("인증번호가 달라요. {tries}번 더 입력할 수 있어요."),
    expired: "입력 시간이 지났어요. ‘다시 보내기’를 눌러 새 인증번호를 받아 주세요.",
    expired_for_good: "입력 시간이 지났어요. 주문 화면으로 돌아가 결제를 다시 시작해 주세요.",
    not_sent_again: "인증번호를 다시 보내지 못했어요. 잠시 후 다시 시도해 주세요.",
    help: "문자가 오지 않았다면 통신사와 번호가 맞는지, 스팸함에 있는지 확인해 주세요.",
    resend: "다시 보내기",
    resend_in: |seconds| format!("{seconds}초 뒤에 다시 보낼 수 있어요."),
    sends_left: |sends| {
        if sends == 0 {
            "인증번호를 더 보낼 수 없어요.".to_owned()
        } else {
            format!("{sends}번 더 보낼 수 있어요.")
        }
    },
    restart: "처음으로",
    confirm: "결제 내용을 확인했습니다",
    pay: |won, monthly| format!("{}{won}원 결제하기", if monthly { "매월 " } else { "" }),
    paying: "결제하는 중",
    said_sent: |channel| match channel {
        Channel::Sms => "인증번호를 보냈어요.",
        Channel::Ars => "전화를 걸었어요.",
        Channel::Pass => "PASS 앱에 요청을 보냈어요.",
    },
    said_sent_again: |channel| match channel {
        Channel::Sms => "새 인증번호를 보냈어요.",
        Channel::Ars => "다시 전화를 걸었어요.",
        Channel::Pass => "PASS 앱에 다시 요청했어요.",
    },
    said_left: |seconds| format!("입력 시간이 {seconds}초 남았어요."),
};

const RECEIPT: ReceiptTexts = ReceiptTexts {
    heading: "결제가 완료되었습니다",
    paid_at: "결제 일시",
    date_time: |at| {
        let t = at.in_korea();
        format!("{}년 {}월 {}일 {:02}:{:02}", t.year, t.month, t.day, t.hour, t.minute)
    },
    line: "결제 휴대폰",
    number: "결제 번호",
    cancel_until: "취소 가능",
    date,
    stop: "월자동결제 해지",
    stop_text: "다음 달부터 결제되지 않아요.",
    stop_now: "해지하기",
    refund_only: "기한이 지나 계좌로만 환불돼요",
    objection: "이의신청 방법",
    objection_text: "결제에 이의가 있으면 아래 번호로 신청해 주세요. 2주 안에 처리 결과를 알려 드려요.",
    dispute_centre: "휴대폰/ARS결제 중재센터 (www.spayment.org)",
    police: "경찰",
    print: "인쇄 / 저장",
    limits: "한도 확인·낮추기, 소액결제 차단",
    not_me: "본인이 결제하지 않았어요",
    not_me_text: "신고하면 이 결제를 동결하고 판매자에게 알려요. 본인이 결제하지 않았을 때만 눌러 주세요.",
    report: "신고하기",
    close: "닫기",
    reported: "신고를 접수했어요",
    reported_text: "이 결제를 동결하고 판매자에게 알렸어요. 아래 번호로도 바로 알려 주세요.",
    report_number: "신고 번호",
};

pub(crate) const OWN: OwnTexts = OwnTexts {
    network: Said {
        happened: "인터넷 연결이 불안정해요",
        next: "연결을 확인하고 다시 시도해 주세요. 두 번 결제되지 않아요.",
    },
    gateway: Said {
        happened: "일시적인 오류가 생겼어요",
        next: "잠시 후 다시 시도해 주세요. 계속되면 고객센터에 문의해 주세요.",
    },
    session_expired: Said {
        happened: "결제 시간이 지났어요", next: "주문 화면으로 돌아가 결제를 다시 시작해 주세요."
    },
    session_unknown: Said {
        happened: "결제 정보를 찾을 수 없어요",
        next: "주문 화면으로 돌아가 결제를 다시 시작해 주세요.",
    },
    cancelled: Said {
        happened: "결제를 취소했어요", next: "다시 결제하려면 주문 화면에서 시작해 주세요."
    },
    code_expired: Said {
        happened: "인증번호 입력 시간이 지났어요", next: "새 인증번호를 받아 주세요."
    },
    not_confirmed: Said {
        happened: "판매자가 주문을 처리하지 못했어요",
        next: "잠시 후 다시 시도해 주세요. 계속되면 판매자에게 문의해 주세요.",
    },
    unknown: Said { happened: "결제하지 못했어요", next: "고객센터에 문의 코드를 알려 주세요." },
};

fn date(at: Timestamp) -> String {
    let t = at.in_korea();
    format!("{}년 {}월 {}일까지", t.year, t.month, t.day)
}

fn offer_period(period: OfferPeriod) -> String {
    match period {
        OfferPeriod::Days(days) => format!("결제일부터 {days}일"),
        OfferPeriod::Months(months) => format!("결제일부터 {months}개월"),
        OfferPeriod::Unlimited => "서비스 종료 시까지".to_owned(),
    }
}

const fn carrier_name(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Skt => "SKT",
        Carrier::Kt => "KT",
        Carrier::Lgu => "LG U+",
        Carrier::Hello => "헬로모바일",
        Carrier::Kct => "티플러스",
        Carrier::Sk7 => "SK 7mobile",
        Carrier::MvnoSkt => "그 외 (SKT망)",
        Carrier::MvnoKt => "그 외 (KT망)",
        Carrier::MvnoLgu => "그 외 (LG U+망)",
    }
}

const fn phone_error(error: PhoneError) -> &'static str {
    match error {
        PhoneError::Empty => "휴대폰 번호를 입력해 주세요.",
        PhoneError::TooShort => "번호가 짧아요. 010으로 시작하는 11자리를 입력해 주세요.",
        PhoneError::TooLong => "번호가 길어요. 010으로 시작하는 11자리만 입력해 주세요.",
        PhoneError::LegacyPrefix => "010으로 바뀐 번호를 입력해 주세요.",
        PhoneError::NotMobile => "휴대폰 번호가 아니에요. 010으로 시작하는 번호를 입력해 주세요.",
        PhoneError::SafeNumber => "안심번호(050)로는 결제할 수 없어요. 실제 휴대폰 번호를 입력해 주세요.",
        PhoneError::Foreign => "한국 휴대폰 번호로만 결제할 수 있어요.",
        PhoneError::Ambiguous => "번호가 두 개예요. 하나만 입력해 주세요.",
    }
}

const fn birth_error(error: BirthError) -> &'static str {
    match error {
        BirthError::DateIncomplete => "생년월일 6자리를 입력해 주세요. 예: 900101",
        BirthError::NoSuchDay => "없는 날짜예요. 생년월일을 다시 확인해 주세요.",
        BirthError::DigitMissing => "주민등록번호 뒤 첫 자리를 입력해 주세요.",
        BirthError::DigitOutOfRange => "주민등록번호 뒤 첫 자리는 1부터 8까지의 숫자예요.",
    }
}
