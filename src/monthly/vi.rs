//! Tiếng Việt.

use super::MonthlyTexts;

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
