//! Mọi lý do bằng tiếng Việt.

use carrier_checkout_protocol::{Reason, StepUp, consent::ConsentKind};

use super::{MailTexts, MonthlyTexts, PageTexts, PolicyTexts, Question, Reasons, RefusedPress};
use crate::locale::vi::OWN;

pub(crate) const REASONS: Reasons = Reasons { happened, next };

pub(crate) const MONTHLY: MonthlyTexts = MonthlyTexts {
    terms: |day| format!("Tự động vào ngày {} hằng tháng (월자동결제)", day.get()),
    consent: |day, won| format!("Thanh toán tự động hằng tháng (월자동결제): ₩{won} vào ngày {} mỗi tháng", day.get()),
    stopping: "Có thể hủy bất cứ lúc nào trên biên nhận, hoặc qua người bán hay tổng đài. Từ tháng sau sẽ không bị trừ tiền.",
    next: |at| {
        let day = at.in_korea();
        format!("Lần trừ tiền tới: {:02}/{:02}/{} (giờ Hàn Quốc).", day.day, day.month, day.year)
    },
    stopped: "Đã hủy thanh toán hằng tháng. Bạn sẽ không bị trừ tiền nữa.",
};

pub(crate) const POLICY: PolicyTexts = PolicyTexts {
    consent,
    step_up: |why| match why {
        StepUp::CashLike => "Sản phẩm có giá trị như tiền mặt nên cần cách xác thực an toàn hơn.",
        StepUp::SimChanged => "SIM mới được thay nên cần cách xác thực an toàn hơn.",
        StepUp::Night => "Vào ban đêm cần cách xác thực an toàn hơn để tránh bị lợi dụng.",
        StepUp::Velocity => "Có nhiều lần thử trong thời gian ngắn nên cần cách xác thực an toàn hơn.",
        StepUp::LargeAmount => "Số tiền lớn nên cần cách xác thực an toàn hơn.",
    },
    cool_off: |hours| {
        format!("Nếu mua lần đầu bằng số này, bạn sẽ nhận hàng sau khi thanh toán {hours} giờ để tránh bị lợi dụng.")
    },
    cash_like: "Cho vay bằng cách nhờ bạn mua hàng rồi mua lại với giá rẻ là phạm pháp. Hãy từ chối.",
    cancelled: |day| format!("Khoản thanh toán này đã được hủy vào {day} và sẽ không tính vào cước điện thoại."),
    refunded: |day, won| format!("Đã hủy hoặc hoàn lại {won} của khoản thanh toán này, gần nhất vào {day}."),
};

pub(crate) const PAGE: PageTexts = PageTexts {
    own_name: "Tiếng Việt",
    title: "Thanh toán qua cước di động",
    language: "Ngôn ngữ (Language)",
    language_kept: "Không đổi được ngôn ngữ. Hãy chọn lại.",
    not_loaded: "Trang thanh toán chưa tải xong",
    connection: "Hãy kiểm tra mạng và thử lại. Nội dung đã nhập vẫn còn.",
    unsupported: "Không thanh toán được ở đây. Hãy mở bằng Chrome hoặc Safari mới.",
    uncharged: "Bạn chưa bị trừ tiền.",
    reload: "Chưa kết nối được với trang này. Nếu thử lại không được, hãy tải lại trang. Có thể phải nhập từ đầu.",
    retry: "Thử lại",
    pressed: "Đang tải và sẽ tự động tiếp tục.",
    offline: "Mất kết nối. Nội dung đã nhập vẫn còn và sẽ tiếp tục khi có mạng.",
    stop: Question {
        title: "Dừng thanh toán?",
        text: "Bạn chưa bị trừ tiền. Nếu hủy bây giờ, bạn sẽ không bị tính phí.",
        stay: "Tiếp tục thanh toán",
        go: "Hủy thanh toán",
    },
    moves: Question {
        title: "Đang xử lý thanh toán",
        text: "Không thể dừng được nữa. Dù bạn rời đi, thanh toán vẫn có thể hoàn tất: hãy xem \
            kết quả trong đơn hàng. Bạn không bị trừ tiền hai lần.",
        stay: "Chờ tại đây",
        go: "Rời đi",
    },
    refused: RefusedPress {
        covered: "Một phần khác của trang đang che cửa sổ thanh toán nên bạn chưa bị trừ tiền. Hãy cuộn để thấy toàn bộ cửa sổ, kiểm tra nội dung rồi bấm lại.",
        early: "Nút vừa mới hiện ra nên bạn chưa bị trừ tiền. Hãy kiểm tra số tiền và người bán rồi bấm lại.",
        all: "Xem tất cả",
    },
    mail: MailTexts {
        address: "Email nhận biên nhận",
        hint: "Chỉ dùng để gửi biên nhận, không lưu lại.",
        send: "Gửi qua email",
        sending: "Đang gửi.",
        sent: "Đã gửi biên nhận qua email.",
        invalid: "Vui lòng kiểm tra địa chỉ email.",
        exhausted: "Không thể gửi thêm email. Hãy in hoặc lưu biên nhận.",
        failed: "Không gửi được email. Vui lòng thử lại sau ít phút.",
    },
    no_script: "Hãy bật JavaScript và tải lại trang.",
    unavailable: "Không tải được trang thanh toán.",
    order: "Xem đơn hàng",
    waiting: "Đang chuẩn bị trang thanh toán.",
    unsent: "Bạn đã xác thực, nhưng chưa thanh toán.",
    send: "Hoàn tất thanh toán",
    room: [2_020, 1_850, 1_710, 1_340],
};

const fn happened(reason: Reason) -> &'static str {
    match reason {
        Reason::OtpMismatch => "Mã xác thực không đúng",
        Reason::OtpExpired => OWN.code_expired.happened,
        Reason::OtpLastTryFailed => "Bạn đã nhập sai mã nhiều lần",
        Reason::OtpSendsExceeded => "Không thể gửi thêm mã",
        Reason::AuthAttemptsExceeded => "Đã vượt quá số lần xác thực",
        Reason::AuthSessionExpired => "Đã hết thời gian xác thực",
        Reason::AuthMethodUnsupported => "Số này không dùng được cách xác thực đó",
        Reason::ArsSafeUserConflict => "Số này không xác thực được bằng cuộc gọi",
        Reason::AppNotEnrolled => "Bạn chưa đăng ký ứng dụng xác thực",
        Reason::AppPushFailed => "Không gửi được yêu cầu đến ứng dụng xác thực",
        Reason::AppAuthPending => "Bạn chưa xác thực xong trong ứng dụng",
        Reason::AppAuthFailed => "Xác thực trong ứng dụng không thành công",
        Reason::AppAuthAlreadyDone => "Yêu cầu này đã được trả lời trong ứng dụng",
        Reason::PaypwRequired => "Số này cần mật khẩu thanh toán",
        Reason::PaypwMismatch => "Mật khẩu thanh toán không đúng",
        Reason::PaypwNotSet => "Chưa có mật khẩu thanh toán",
        Reason::SimplepayNotEnrolled => "Bạn chưa đăng ký thanh toán nhanh",
        Reason::SimplepayPwMismatch => "Mật khẩu thanh toán nhanh không đúng",
        Reason::SimplepayPwLocked => "Mật khẩu thanh toán nhanh đã bị khóa",
        Reason::InputFormat => "Nội dung đã nhập chưa đúng định dạng",
        Reason::CarrierOrNumberUnregistered => "Số này không thuộc nhà mạng đã chọn",
        Reason::IdentityMismatch => "Thông tin không khớp với chủ thuê bao",
        Reason::LineCancelled => "Số này đã bị hủy",
        Reason::SessionExpired => OWN.session_expired.happened,
        Reason::SessionUnknown => OWN.session_unknown.happened,
        Reason::UserCancelled => OWN.cancelled.happened,
        Reason::AuthRejected => "Yêu cầu xác thực đã bị từ chối",
        Reason::StepUpRequired => "Khoản này cần cách xác thực an toàn hơn",
        Reason::BrowserUnsupported => "Không thể thanh toán trên trình duyệt này",
        Reason::OtpNotDelivered => "Không gửi được tin nhắn xác thực",
        Reason::DuplicateInProgress => "Có một khoản thanh toán đang được xử lý",
        Reason::AlreadyPaid => "Đơn hàng này đã được thanh toán",
        Reason::ConfirmationDelayed => "Việc xác nhận thanh toán bị chậm",
        Reason::Velocity => "Có quá nhiều lần thanh toán trong thời gian ngắn",
        Reason::CarrierMaintenance => "Nhà mạng đang bảo trì",
        Reason::CarrierError => "Nhà mạng không phản hồi",
        Reason::TooManyRequests => "Có quá nhiều yêu cầu",
        Reason::GatewayError => OWN.gateway.happened,
        Reason::NetworkError => OWN.network.happened,
        Reason::SubscriberBlocked => "Số này đã khóa thanh toán qua cước (소액결제)",
        Reason::SubscriberHardBlocked => "Chủ thuê bao đã khóa hẳn thanh toán qua cước (소액결제)",
        Reason::SubscriberAutopayBlocked => "Số này đã khóa thanh toán tự động hằng tháng (월자동결제)",
        Reason::ServiceNotConsented => "Số này chưa đồng ý dùng thanh toán qua cước (소액결제)",
        Reason::ServiceDormant => "Thanh toán qua cước (소액결제) đã bị khóa do lâu không dùng",
        Reason::LimitMonthCarrier => "Đã hết hạn mức tháng này",
        Reason::LineOverdue => "Cước điện thoại đang quá hạn",
        Reason::LineSuspendedOrLost => "Số này đang bị tạm ngừng hoặc đã báo mất",
        Reason::LineCallForwarding => "Số này đang chuyển tiếp cuộc gọi",
        Reason::CarrierPolicyBlock => "Chính sách của nhà mạng không cho phép thanh toán",
        Reason::ArsStepUpRequired => "Cần xác thực qua cuộc gọi (ARS) với nhà mạng trước",
        Reason::ArsUnblockRequired => "Số này cần được mở qua cuộc gọi (ARS)",
        Reason::PaypwLocked => "Mật khẩu thanh toán đã bị khóa",
        Reason::LineMinor => "Số này đứng tên người chưa thành niên",
        Reason::LineCorporate => "Số này đứng tên công ty",
        Reason::LinePrepaid => "Đây là số trả trước",
        Reason::LineForeigner => "Số đứng tên người nước ngoài không thể thanh toán",
        Reason::LineNewSubscriber => "Số này mới đăng ký hoặc mới đổi chủ",
        Reason::LinePlanRestricted => "Gói cước này không dùng được thanh toán qua cước (소액결제)",
        Reason::LineNumberRestricted => "Số này không dùng được thanh toán qua cước (소액결제)",
        Reason::LineDeviceRestricted => "Thiết bị của số này không dùng được thanh toán qua cước (소액결제)",
        Reason::RealGoodsNotAllowed => "Số này không thanh toán được hàng hóa vật lý",
        Reason::CarrierNotSupported => "Không dùng được nhà mạng này cho khoản thanh toán",
        Reason::SimChanged => "SIM của số này mới được thay",
        Reason::LimitDayCashLike => "Đã vượt số tiền được mua sản phẩm này hôm nay",
        Reason::LimitMonthSiteOrItem => "Đã hết hạn mức tháng này của người bán hoặc sản phẩm",
        Reason::LimitPerTransaction => "Vượt quá số tiền cho một lần thanh toán",
        Reason::LimitIdentity => "Đã hết hạn mức tháng này của cùng một người",
        Reason::LimitIpAmount => "Vượt quá số tiền cho kết nối mạng này",
        Reason::AmountOutOfRange => "Số tiền này không thanh toán qua cước được",
        Reason::RiskPolicy => "Thanh toán đã bị dừng để bảo vệ bạn",
        Reason::PaymentDenied => "Nhà mạng đã từ chối thanh toán",
        Reason::LineCloneSuspected => "Thanh toán từ điện thoại này đã bị dừng để bảo vệ bạn",
        Reason::PgLongArrears => "Có khoản thanh toán trước chưa được tất toán",
        Reason::Unknown => OWN.unknown.happened,
        Reason::MerchantConfirmFailed => OWN.not_confirmed.happened,
        Reason::MerchantDataInvalid => "Thông tin đơn hàng của người bán không hợp lệ",
        Reason::MerchantNotEnrolled => "Người bán chưa nhận được cách thanh toán này",
        Reason::AuthStepsSkipped => "Các bước thanh toán bị sai thứ tự nên đã dừng",
        Reason::DuplicateOrderId => "Mã đơn hàng này đã được dùng",
        Reason::RequestTampered => "Nội dung thanh toán khác với đơn hàng nên đã dừng",
        Reason::StandardWindowViolation => "Trang thanh toán không đúng quy định nên đã dừng",
        Reason::RecurringNoHistory => "Không có thanh toán trước để tiếp tục tự động",
        Reason::RecurringMismatch => "Số tiền hoặc ngày khác với các lần thanh toán tự động trước",
        Reason::RecurringKeyInvalid => "Thông tin đăng ký thanh toán tự động không hợp lệ",
    }
}

const fn next(reason: Reason) -> &'static str {
    match reason {
        Reason::OtpMismatch => "Vui lòng nhập lại 6 chữ số trong tin nhắn.",
        Reason::OtpExpired => OWN.code_expired.next,
        Reason::OtpLastTryFailed => "Để an toàn, vui lòng xác thực lại từ đầu. Nội dung đã nhập vẫn còn.",
        Reason::OtpSendsExceeded => "Vui lòng quay lại đơn hàng và thanh toán lại.",
        Reason::AuthAttemptsExceeded => {
            "Để an toàn, tạm thời không xác thực được. Hãy thử lại vào ngày mai hoặc chọn cách thanh toán khác."
        }
        Reason::AuthSessionExpired => "Vui lòng xác thực lại từ đầu. Nội dung đã nhập vẫn còn.",
        Reason::AuthMethodUnsupported
        | Reason::ArsSafeUserConflict
        | Reason::SimplepayNotEnrolled
        | Reason::SimplepayPwLocked => "Vui lòng chọn cách xác thực khác.",
        Reason::AppNotEnrolled => "Hãy đăng ký rồi thử lại, hoặc chọn cách xác thực khác.",
        Reason::AppPushFailed => "Hãy mở ứng dụng rồi thử lại, hoặc chọn cách xác thực khác.",
        Reason::AppAuthPending => "Hãy xác thực xong trong ứng dụng rồi thử lại.",
        Reason::AppAuthFailed => "Hãy thử lại hoặc chọn cách xác thực khác.",
        Reason::AppAuthAlreadyDone => "Vui lòng xác thực lại từ đầu. Bạn sẽ không bị trừ tiền hai lần.",
        Reason::PaypwRequired => {
            "Hãy dùng mật khẩu thanh toán đã đăng ký với nhà mạng. Nhà mạng có thể giúp bạn tra cứu."
        }
        Reason::PaypwMismatch => "Hãy kiểm tra mật khẩu. Nhập sai nhiều lần sẽ bị nhà mạng khóa.",
        Reason::PaypwNotSet => "Hãy đặt mật khẩu trong ứng dụng của nhà mạng rồi thử lại.",
        Reason::SimplepayPwMismatch => "Hãy kiểm tra mật khẩu hoặc chọn cách xác thực khác.",
        Reason::InputFormat => "Hãy kiểm tra số điện thoại và ngày sinh.",
        Reason::CarrierOrNumberUnregistered => {
            "Hãy kiểm tra nhà mạng và số điện thoại. Nếu dùng mạng ảo, hãy chọn “Mạng ảo (알뜰폰)”."
        }
        Reason::IdentityMismatch => {
            "Hãy nhập ngày sinh của chủ thuê bao. Số này có thể đứng tên người thân hoặc công ty."
        }
        Reason::LineCancelled => "Vui lòng nhập số bạn đang dùng.",
        Reason::SessionExpired => OWN.session_expired.next,
        Reason::SessionUnknown => OWN.session_unknown.next,
        Reason::UserCancelled => OWN.cancelled.next,
        Reason::AuthRejected => {
            "Để thanh toán, hãy xác thực lại. Nếu bạn không yêu cầu, tốt nhất là không làm gì thêm."
        }
        Reason::StepUpRequired => "Hãy chọn cách an toàn hơn, như ứng dụng PASS.",
        Reason::BrowserUnsupported => "Hãy mở trang này bằng trình duyệt mới.",
        Reason::OtpNotDelivered => {
            "Hãy kiểm tra tin rác và cài đặt chặn tin của nhà mạng rồi thử lại, hoặc chọn cách xác thực khác."
        }
        Reason::DuplicateInProgress => "Vui lòng chờ, đừng thanh toán lại. Bạn sẽ không bị trừ tiền hai lần.",
        Reason::AlreadyPaid => "Không cần thanh toán lại. Hãy xem thanh toán trong đơn hàng.",
        Reason::ConfirmationDelayed => "Đừng thanh toán lại. Hãy xem kết quả trong đơn hàng sau ít phút.",
        Reason::Velocity => "Để an toàn, tạm thời bị giới hạn. Hãy thử lại sau hoặc chọn cách thanh toán khác.",
        Reason::CarrierMaintenance => "Hãy thử lại sau khi bảo trì xong hoặc chọn cách thanh toán khác.",
        Reason::CarrierError => "Vui lòng thử lại sau.",
        Reason::TooManyRequests => "Vui lòng chờ một lát rồi thử lại.",
        Reason::GatewayError => OWN.gateway.next,
        Reason::NetworkError => OWN.network.next,
        Reason::SubscriberBlocked => {
            "Nếu chính bạn đã khóa, tốt nhất là giữ nguyên. Để sử dụng, hãy nhờ nhà mạng mở khóa."
        }
        Reason::SubscriberHardBlocked => {
            "Nếu khóa để an toàn, tốt nhất là giữ nguyên. Chỉ chủ thuê bao mới nhờ nhà mạng mở khóa được."
        }
        Reason::SubscriberAutopayBlocked => {
            "Nếu chính bạn đã khóa, tốt nhất là giữ nguyên. Hãy chọn cách thanh toán khác hoặc hỏi nhà mạng."
        }
        Reason::ServiceNotConsented => {
            "Nếu không muốn, bạn có thể giữ nguyên. Để sử dụng, hãy đăng ký đồng ý với nhà mạng."
        }
        Reason::ServiceDormant => "Sau một năm không dùng sẽ tự động khóa. Để sử dụng, hãy đăng ký lại với nhà mạng.",
        Reason::LimitMonthCarrier => {
            "Hãy dùng vào tháng sau hoặc chọn cách thanh toán khác. Nhà mạng cho biết hạn mức còn lại."
        }
        Reason::LineOverdue => "Bạn có thể dùng sau khi thanh toán cước với nhà mạng.",
        Reason::LineSuspendedOrLost => {
            "Hãy hỏi nhà mạng về tình trạng của số. Nếu điện thoại bị mất, đừng thử thanh toán."
        }
        Reason::LineCallForwarding => {
            "Hãy tắt chuyển tiếp rồi thử lại. Nếu bạn không tự cài đặt, hãy báo ngay cho nhà mạng."
        }
        Reason::CarrierPolicyBlock => "Nhà mạng có thể cho biết lý do. Vui lòng chọn cách thanh toán khác.",
        Reason::ArsStepUpRequired => "Hãy gọi nhà mạng để xác thực rồi thử lại. Nội dung đã nhập vẫn còn.",
        Reason::ArsUnblockRequired => "Hãy gọi nhà mạng để xác nhận chính chủ rồi thử lại.",
        Reason::PaypwLocked => "Chỉ nhà mạng mới mở khóa được.",
        Reason::LineMinor => {
            "Số của người chưa thành niên không thể thanh toán. Người đại diện hợp pháp có thể hỏi nhà mạng."
        }
        Reason::LineCorporate
        | Reason::LinePrepaid
        | Reason::LinePlanRestricted
        | Reason::LineNumberRestricted
        | Reason::LineDeviceRestricted
        | Reason::RealGoodsNotAllowed
        | Reason::CarrierNotSupported => "Vui lòng dùng số khác hoặc chọn cách thanh toán khác.",
        Reason::LineForeigner => "Vui lòng chọn cách thanh toán khác. Nhà mạng có thể cho biết chi tiết.",
        Reason::LineNewSubscriber => {
            "Có thể dùng sau thời gian nhà mạng quy định. Hiện tại hãy chọn cách thanh toán khác."
        }
        Reason::SimChanged => {
            "Trong 72 giờ sau khi đổi SIM, chỉ xác thực được bằng ứng dụng PASS. Nếu bạn không đổi, hãy báo ngay cho nhà mạng."
        }
        Reason::LimitDayCashLike => {
            "Đây là hạn mức ngày để tránh bị lợi dụng. Hãy quay lại vào ngày mai hoặc chọn cách thanh toán khác."
        }
        Reason::LimitMonthSiteOrItem | Reason::LimitIdentity => {
            "Hãy dùng vào tháng sau hoặc chọn cách thanh toán khác."
        }
        Reason::LimitPerTransaction | Reason::AmountOutOfRange => "Vui lòng chọn cách thanh toán khác.",
        Reason::LimitIpAmount => "Hãy thử lại sau hoặc chọn cách thanh toán khác.",
        Reason::RiskPolicy => "Tổng đài có thể cho biết lý do. Hãy cho biết mã tra cứu.",
        Reason::PaymentDenied => {
            "Nhà mạng hoặc tổng đài có thể cho biết lý do. Vui lòng dùng số khác hoặc cách thanh toán khác."
        }
        Reason::LineCloneSuspected => {
            "Điện thoại có thể đã bị sao chép. Hãy cho tổng đài biết mã tra cứu và hỏi cả nhà mạng (114)."
        }
        Reason::PgLongArrears => "Tổng đài có thể cho biết chi tiết. Sau khi tất toán, bạn có thể dùng lại.",
        Reason::Unknown => OWN.unknown.next,
        Reason::MerchantConfirmFailed => OWN.not_confirmed.next,
        Reason::MerchantDataInvalid
        | Reason::RecurringNoHistory
        | Reason::RecurringMismatch
        | Reason::RecurringKeyInvalid => "Vui lòng hỏi người bán.",
        Reason::MerchantNotEnrolled | Reason::StandardWindowViolation => {
            "Vui lòng hỏi người bán hoặc chọn cách thanh toán khác."
        }
        Reason::AuthStepsSkipped => {
            "Hãy đóng trang thanh toán khác đang mở và bắt đầu lại từ đơn hàng. Nếu vẫn lỗi, hãy hỏi người bán."
        }
        Reason::DuplicateOrderId | Reason::RequestTampered => {
            "Hãy bắt đầu lại từ đơn hàng. Nếu vẫn lỗi, hãy hỏi người bán."
        }
    }
}

const fn consent(kind: ConsentKind) -> &'static str {
    match kind {
        ConsentKind::CarrierBillingTerms => "Điều khoản thanh toán qua cước di động",
        ConsentKind::ElectronicFinanceTerms => "Điều khoản giao dịch tài chính điện tử",
        ConsentKind::PrivacyCollection => "Thu thập và sử dụng dữ liệu cá nhân",
        ConsentKind::PrivacyThirdParty => "Cung cấp dữ liệu cá nhân cho bên thứ ba",
        ConsentKind::MonthlyBilling => "Thanh toán tự động hằng tháng (월자동결제)",
        ConsentKind::PaymentContent => "Tôi đã kiểm tra nội dung thanh toán",
    }
}
