//! English.

use super::MonthlyTexts;

pub(crate) const MONTHLY: MonthlyTexts = MonthlyTexts {
    terms: |day| format!("Monthly, automatically on day {}", day.get()),
    consent: |day, won| format!("Monthly billing: ₩{won} automatically on day {} of every month", day.get()),
    stopping: "Stop any time on the receipt, or by telling the seller or the customer centre. Nothing is charged from the next month on.",
    next: |at| {
        let day = at.in_korea();
        format!("The next charge is on {}-{:02}-{:02} (Korea).", day.year, day.month, day.day)
    },
    stopped: "Monthly billing has stopped. Nothing more is charged.",
};
