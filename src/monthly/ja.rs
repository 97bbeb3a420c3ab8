//! 日本語。

use super::MonthlyTexts;

pub(crate) const MONTHLY: MonthlyTexts = MonthlyTexts {
    terms: |day| format!("毎月{}日に自動払い（월자동결제）", day.get()),
    consent: |day, won| format!("毎月自動払い（월자동결제）への同意: 毎月{}日に₩{won}を自動で決済", day.get()),
    stopping: "いつでも領収書から、または販売者やお客様センターに伝えて解約できます。解約すると翌月から請求されません。",
    next: |at| {
        let day = at.in_korea();
        format!("次回の決済日は{}年{}月{}日（韓国時間）です。", day.year, day.month, day.day)
    },
    stopped: "毎月の自動払いは解約されました。今後は請求されません。",
};
