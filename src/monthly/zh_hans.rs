//! 简体中文。

use super::MonthlyTexts;

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
