//! 한국어.

use super::MonthlyTexts;

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
