//! Tiếng Việt.

use carrier_checkout_protocol::{
    Carrier, Channel, Locale, Timestamp, Won, birth::BirthError, goods::OfferPeriod, phone::PhoneError,
};

use super::{CheckingTexts, CodeTexts, DetailsTexts, FailureTexts, OrderTexts, ReceiptTexts, Texts};
use crate::reasons::{OwnTexts, Said};

pub(super) static TEXTS: Texts = Texts {
    locale: Locale::Vi,
    title: "Thanh toán qua cước di động",
    order: ORDER,
    details: DETAILS,
    code: CODE,
    checking: CheckingTexts {
        loading: "Đang mở trang thanh toán…",
        heading: "Đang kiểm tra",
        text: "Đang kiểm tra kết quả. Vui lòng không đóng trang. Bạn sẽ không bị trừ tiền hai lần.",
        offline: "Mất kết nối. Sẽ kiểm tra lại khi có mạng.",
        ask_now: "Kiểm tra lại",
        reconnecting: "Đang kết nối lại.",
    },
    receipt: RECEIPT,
    failure: FailureTexts {
        own: OWN,
        call: "Liên hệ",
        carrier_centre: "Nhà mạng của bạn",
        provider_centre: |name| format!("Tổng đài {name}"),
        seller_centre: |name| format!("{name} (người bán)"),
        quote: "Mã tra cứu",
        retry: "Thử lại",
        not_charged: "Bạn chưa bị trừ tiền.",
    },
    #[cfg(feature = "ssr")]
    reasons: crate::reasons::vi::REASONS,
    #[cfg(any(feature = "ssr", feature = "component"))]
    page: crate::reasons::vi::PAGE,
    #[cfg(feature = "ssr")]
    monthly: crate::reasons::vi::MONTHLY,
    #[cfg(feature = "ssr")]
    policy: crate::reasons::vi::POLICY,
};

const ORDER: OrderTexts = OrderTexts {
    region: "Đơn hàng",
    amount: "Số tiền thanh toán",
    won,
    vat_included: "Đã gồm VAT",
    goods: "Sản phẩm",
    seller: "Người bán",
    period: "Thời hạn",
    offer_period,
    billing: "Hình thức",
    one_off: "Một lần",
    billed: "Hóa đơn",
    billed_with: |month| format!("Cước điện thoại tháng {month}"),
};

const DETAILS: DetailsTexts = DetailsTexts {
    heading: "Thông tin thanh toán",
    carrier: "Nhà mạng",
    carrier_name,
    budget: "Mạng ảo (알뜰폰)",
    budget_carrier: "Chọn mạng ảo",
    budget_hint: "Không có? Hãy chọn mạng bạn đang dùng.",
    carrier_missing: "Vui lòng chọn nhà mạng.",
    phone: "Số điện thoại",
    phone_example: "010-0000-0000",
    phone_error,
    birth_group: "Ngày sinh",
    birth: "Ngày sinh, 6 chữ số",
    birth_digit: "Chữ số đầu sau dấu gạch của số đăng ký",
    birth_hint: "Chỉ dùng để xác nhận chủ thuê bao, sau đó xóa ngay.",
    birth_error,
    consents: "Điều khoản",
    all: "Đồng ý tất cả",
    required: "bắt buộc",
    show_terms: |name| format!("Toàn văn: {name}"),
    terms_loading: "Đang tải nội dung.",
    terms_unavailable: "Không tải được. Vui lòng đóng rồi mở lại.",
    consents_missing: "Vui lòng đồng ý với mọi mục bắt buộc.",
    channel: "Cách xác thực",
    channel_name: |channel| match channel {
        Channel::Sms => "Tin nhắn (SMS)",
        Channel::Ars => "Cuộc gọi (ARS)",
        Channel::Pass => "Ứng dụng PASS",
    },
    send: |approval| if approval { "Yêu cầu xác thực" } else { "Nhận mã xác thực" },
    sending: "Đang gửi",
    cancel: "Hủy thanh toán",
    said_slips: |slips| format!("Có {slips} mục cần kiểm tra."),
    never_share: "Không cho ai biết mã này. Nhân viên cũng không hỏi.",
};

const CODE: CodeTexts = CodeTexts {
    heading: "Nhập mã xác thực",
    sent_to: |carrier, phone| format!("Đã gửi tin nhắn đến {phone} ({carrier})."),
    approve_heading: |channel| match channel {
        Channel::Ars => "Vui lòng nghe máy",
        Channel::Pass => "Phê duyệt trong ứng dụng PASS",
        Channel::Sms => "Xác nhận trên trang của nhà mạng",
    },
    approve: |channel, carrier, phone| match channel {
        Channel::Ars => format!("Đang gọi đến {phone} ({carrier}). Nếu người bán và số tiền đúng, hãy bấm phím 1."),
        Channel::Pass => {
            format!("Mở ứng dụng PASS của {phone} ({carrier}). Nếu người bán và số tiền đúng, hãy phê duyệt.")
        }
        Channel::Sms => format!("{carrier} sẽ xác nhận {phone}. Hãy mở trang bên dưới."),
    },
    carrier_page: "Mở trang của nhà mạng",
    waiting: "Đang chờ bạn phê duyệt.",
    approved: "Đã phê duyệt. Bạn có thể thanh toán.",
    never_approve: "Không phê duyệt khoản không phải của bạn.",
    not_approved: "Phê duyệt trên điện thoại là thanh toán ngay.",
    not_approved_in_time: "Đã hết thời gian. Bấm “Gửi lại” hoặc chọn cách khác.",
    other_ways: "Xác thực bằng cách khác",
    code: "Mã xác thực",
    time_left: "Thời gian còn lại",
    tries_left: |tries| format!("Còn {tries} lần nhập."),
    incomplete: "Vui lòng nhập 6 chữ số.",
    not_confirmed: "Vui lòng kiểm tra nội dung và đánh dấu.",
    mismatch: |tries| format!("Mã không đúng. Còn {tries} lần nhập."),
    expired: "Mã đã hết hạn. Bấm “Gửi lại” để nhận mã mới.",
    expired_for_good: "Mã đã hết hạn. Vui lòng thanh toán lại từ đơn hàng.",
    not_sent_again: "Không gửi lại được mã. Vui lòng thử lại sau.",
    help: "Chưa có tin nhắn? Hãy kiểm tra nhà mạng, số và tin rác.",
    resend: "Gửi lại",
    resend_in: |seconds| format!("Có thể gửi lại sau {seconds} giây."),
    sends_left: |sends| {
        if sends == 0 {
            "Không thể gửi thêm mã.".to_owned()
        } else {
            format!("Còn gửi được {sends} lần.")
        }
    },
    restart: "Làm lại từ đầu",
    confirm: "Tôi đã kiểm tra nội dung thanh toán",
    pay: |amount, monthly| format!("Thanh toán {}{}", won(amount), if monthly { " hằng tháng" } else { "" }),
    paying: "Đang thanh toán",
    said_sent: |channel| match channel {
        Channel::Sms => "Đã gửi mã xác thực.",
        Channel::Ars => "Đang gọi cho bạn.",
        Channel::Pass => "Đã gửi yêu cầu đến ứng dụng PASS.",
    },
    said_sent_again: |channel| match channel {
        Channel::Sms => "Đã gửi mã mới.",
        Channel::Ars => "Đang gọi lại cho bạn.",
        Channel::Pass => "Đã gửi lại yêu cầu đến ứng dụng PASS.",
    },
    said_left: |seconds| format!("Còn {seconds} giây để nhập mã."),
};

const RECEIPT: ReceiptTexts = ReceiptTexts {
    heading: "Thanh toán thành công",
    paid_at: "Thời gian",
    date_time: |at| {
        let t = at.in_korea();
        format!("{:02}:{:02} {:02}/{:02}/{} (giờ Hàn Quốc)", t.hour, t.minute, t.day, t.month, t.year)
    },
    line: "Điện thoại",
    number: "Mã thanh toán",
    cancel_until: "Hạn hủy",
    date,
    stop: "Hủy thanh toán hằng tháng",
    stop_text: "Từ tháng sau sẽ không bị trừ tiền. Khoản lần này vẫn giữ nguyên.",
    stop_now: "Hủy",
    refund_only: "Đã quá hạn: chỉ hoàn tiền vào tài khoản",
    objection: "Cách khiếu nại",
    objection_text: "Hãy gọi một trong các số sau. Bạn sẽ được trả lời trong hai tuần.",
    dispute_centre: "Trung tâm hòa giải thanh toán di động (www.spayment.org)",
    police: "Cảnh sát",
    print: "In / lưu",
    limits: "Xem hoặc giảm hạn mức, khóa thanh toán qua cước (소액결제)",
    not_me: "Tôi không thực hiện thanh toán này",
    not_me_text: "Khoản này sẽ bị tạm khóa và người bán được thông báo. Chỉ bấm nếu bạn không thanh toán.",
    report: "Báo cáo",
    close: "Đóng",
    reported: "Đã nhận báo cáo",
    reported_text: "Khoản này đã bị tạm khóa và người bán được thông báo. Hãy gọi ngay các số bên dưới.",
    report_number: "Mã báo cáo",
};

pub(crate) const OWN: OwnTexts = OwnTexts {
    network: Said {
        happened: "Kết nối không ổn định",
        next: "Hãy kiểm tra mạng và thử lại. Bạn sẽ không bị trừ tiền hai lần.",
    },
    gateway: Said { happened: "Đã xảy ra lỗi tạm thời", next: "Vui lòng thử lại sau." },
    session_expired: Said {
        happened: "Đã hết thời gian thanh toán", next: "Vui lòng thanh toán lại từ đơn hàng."
    },
    session_unknown: Said {
        happened: "Không tìm thấy thanh toán này", next: "Vui lòng thanh toán lại từ đơn hàng."
    },
    cancelled: Said {
        happened: "Bạn đã hủy thanh toán", next: "Để thanh toán, hãy bắt đầu từ đơn hàng."
    },
    code_expired: Said { happened: "Mã xác thực đã hết hạn", next: "Vui lòng nhận mã mới." },
    not_confirmed: Said {
        happened: "Người bán chưa xử lý được đơn hàng", next: "Vui lòng thử lại sau."
    },
    unknown: Said { happened: "Thanh toán không thành công", next: "Hãy cho tổng đài biết mã tra cứu." },
};

/// As Vietnamese writes it: points between the thousands, the sign last.
fn won(won: Won) -> String {
    let dotted: String =
        won.to_string().bytes().map(|byte| if byte == b',' { '.' } else { char::from(byte) }).collect();
    dotted + "\u{a0}₩"
}

fn date(at: Timestamp) -> String {
    let t = at.in_korea();
    format!("{:02}/{:02}/{} (giờ Hàn Quốc)", t.day, t.month, t.year)
}

fn offer_period(period: OfferPeriod) -> String {
    match period {
        OfferPeriod::Days(days) => format!("{days} ngày kể từ ngày thanh toán"),
        OfferPeriod::Months(months) => format!("{months} tháng kể từ ngày thanh toán"),
        OfferPeriod::Unlimited => "Đến khi dịch vụ kết thúc".to_owned(),
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
        Carrier::MvnoSkt => "Khác (mạng SKT)",
        Carrier::MvnoKt => "Khác (mạng KT)",
        Carrier::MvnoLgu => "Khác (mạng LG U+)",
    }
}

const fn phone_error(error: PhoneError) -> &'static str {
    match error {
        PhoneError::Empty => "Vui lòng nhập số điện thoại.",
        PhoneError::TooShort => "Số quá ngắn. Hãy nhập 11 chữ số, bắt đầu bằng 010.",
        PhoneError::TooLong => "Số quá dài. Hãy nhập 11 chữ số, bắt đầu bằng 010.",
        PhoneError::LegacyPrefix => "Vui lòng nhập số 010 đã thay thế số này.",
        PhoneError::NotMobile => "Đây không phải số di động. Hãy nhập 11 chữ số, bắt đầu bằng 010.",
        PhoneError::SafeNumber => "Không dùng được số an toàn (050). Hãy nhập số di động thật.",
        PhoneError::Foreign => "Chỉ dùng được số di động Hàn Quốc.",
        PhoneError::Ambiguous => "Có nhiều hơn một số. Vui lòng chỉ nhập một số.",
    }
}

const fn birth_error(error: BirthError) -> &'static str {
    match error {
        BirthError::DateIncomplete => "Vui lòng nhập 6 chữ số, ví dụ 900101.",
        BirthError::NoSuchDay => "Ngày này không tồn tại. Vui lòng kiểm tra lại.",
        BirthError::DigitMissing => "Vui lòng nhập chữ số đầu sau dấu gạch của số đăng ký.",
        BirthError::DigitOutOfRange => "Chữ số đầu sau dấu gạch là số từ 1 đến 8.",
    }
}
