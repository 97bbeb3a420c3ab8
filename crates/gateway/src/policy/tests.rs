use super::*;

const NOON: i64 = 1_795_316_400_000; // 2026-11-22T12:00+09:00

fn policy() -> Policy {
    Policy::built_in().unwrap()
}

fn order(amount: u32) -> Order {
    Order { amount: Won::new(amount).unwrap(), cash_like: false, at: Timestamp::from_millis(NOON) }
}

fn judged(order: &Order, traces: Traces) -> Result<(Vec<Channel>, Option<StepUp>), Reason> {
    policy().judge(order, &traces).map(|offer| (offer.channels, offer.step_up))
}

#[test]
fn at_noon_a_small_amount_may_be_proved_by_any_channel() {
    let offer = policy().offer(&order(9_900), None);
    assert_eq!(offer, Offer { channels: vec![Channel::Sms, Channel::Pass, Channel::Ars], step_up: None });
}

#[test]
fn what_can_be_turned_into_cash_needs_the_app_and_has_a_cap() {
    let gift_card = Order { cash_like: true, ..order(50_000) };
    let offer = policy().offer(&gift_card, None);
    assert_eq!(offer, Offer { channels: vec![Channel::Pass], step_up: Some(StepUp::CashLike) });
    assert!(policy().allows_amount(&Order { cash_like: true, ..order(100_000) }));
    assert!(!policy().allows_amount(&Order { cash_like: true, ..order(100_001) }));
    assert!(policy().allows_amount(&order(100_001)));
}

#[test]
fn a_line_has_a_cap_a_day_for_what_can_be_turned_into_cash() {
    let gift_card = Order { cash_like: true, ..order(50_000) };
    let spent = |cash_like_spent| judged(&gift_card, Traces { cash_like_spent, ..Traces::default() });
    assert!(spent(50_000).is_ok());
    assert_eq!(spent(50_001), Err(Reason::LimitDayCashLike));
    let other = judged(&order(50_000), Traces { cash_like_spent: 50_001, ..Traces::default() });
    assert!(other.is_ok(), "only such goods count");
}

#[test]
fn a_changed_sim_needs_the_app_or_is_refused() {
    let traces = Traces { sim_changed: true, ..Traces::default() };
    assert_eq!(judged(&order(9_900), traces), Ok((vec![Channel::Pass], Some(StepUp::SimChanged))));
    let strict = include_str!("../../policy.toml").replace("refuse = false", "refuse = true");
    let strict = Policy::parse(&strict).unwrap();
    assert_eq!(strict.judge(&order(9_900), &traces), Err(Reason::SimChanged));
}

#[test]
fn what_one_attempt_has_shown_holds_for_the_session() {
    let offer = |known| policy().offer(&order(9_900), Some(known));
    let pass = |why| Offer { channels: vec![Channel::Pass], step_up: Some(why) };
    assert_eq!(offer(StepUp::SimChanged), pass(StepUp::SimChanged));
    assert_eq!(offer(StepUp::Velocity), pass(StepUp::Velocity));
}

#[test]
fn the_sandbox_has_neither_nights_nor_counts() {
    let relaxed = policy().for_sandbox();
    let at = Timestamp::from_millis(NOON - 9 * 3_600_000);
    assert_eq!(relaxed.offer(&Order { at, ..order(30_000) }, None).step_up, None);
    let busy = Traces { line: 1_000, address: 100_000, ..Traces::default() };
    assert!(relaxed.judge(&order(9_900), &busy).is_ok());
    assert_eq!(relaxed.offer(&Order { cash_like: true, ..order(50_000) }, None).step_up, Some(StepUp::CashLike));
}

#[test]
fn nights_are_koreas() {
    let at = |hour: i64, amount| {
        let at = Timestamp::from_millis(NOON + (hour - 12) * 3_600_000);
        policy().offer(&Order { at, ..order(amount) }, None).step_up
    };
    assert_eq!(at(0, 30_000), Some(StepUp::Night));
    assert_eq!(at(5, 30_000), Some(StepUp::Night));
    assert_eq!(at(5, 29_999), None);
    assert_eq!(at(6, 30_000), None);
    assert_eq!(at(23, 30_000), None);
    let over_midnight = include_str!("../../policy.toml").replace("from = 0", "from = 22");
    let over_midnight = Policy::parse(&over_midnight).unwrap();
    let at = |hour: i64| {
        let at = Timestamp::from_millis(NOON + (hour - 12) * 3_600_000);
        over_midnight.offer(&Order { at, ..order(30_000) }, None).step_up
    };
    assert_eq!((at(22), at(3), at(21)), (Some(StepUp::Night), Some(StepUp::Night), None));
}

#[test]
fn a_large_part_of_a_months_limit_needs_the_app() {
    assert_eq!(policy().offer(&order(209_999), None).step_up, None);
    assert_eq!(policy().offer(&order(210_000), None).step_up, Some(StepUp::LargeAmount));
}

#[test]
fn who_tries_often_needs_the_app_and_then_nothing_helps() {
    let line = |line| judged(&order(9_900), Traces { line, ..Traces::default() });
    assert_eq!(line(4), Ok((vec![Channel::Sms, Channel::Pass, Channel::Ars], None)));
    assert_eq!(line(5), Ok((vec![Channel::Pass], Some(StepUp::Velocity))));
    assert_eq!(line(20), Err(Reason::TooManyRequests));
    let others = [
        Traces { person: 30, ..Traces::default() },
        Traces { address: 200, ..Traces::default() },
        Traces { merchant: 50_000, ..Traces::default() },
    ];
    for traces in others {
        assert_eq!(judged(&order(9_900), traces), Err(Reason::TooManyRequests), "{traces:?}");
    }
}

#[test]
fn rules_that_leave_nothing_refuse() {
    let apart = include_str!("../../policy.toml").replacen("channels = [\"pass\"]", "channels = [\"ars\"]", 1);
    let apart = Policy::parse(&apart).unwrap();
    let gift_card = Order { cash_like: true, ..order(50_000) };
    assert_eq!(apart.offer(&gift_card, None).channels, vec![Channel::Ars]);
    let traces = Traces { sim_changed: true, ..Traces::default() };
    assert_eq!(apart.judge(&gift_card, &traces), Err(Reason::RiskPolicy));
}

#[test]
fn a_bad_policy_is_told_by_its_key() {
    let text = include_str!("../../policy.toml");
    let fault = |from: &str, to: &str| Policy::parse(&text.replacen(from, to, 1)).unwrap_err().to_string();
    assert!(fault("known_days = 180", "").contains("known_days"));
    assert!(fault("known_days = 180", "known_days = 180\nunknown_key = 1").contains("unknown_key"));
    assert!(fault("[\"sms\", \"pass\", \"ars\"]", "[\"sms\", \"fax\"]").contains("Channel"));
    assert_eq!(fault("[\"sms\", \"pass\", \"ars\"]", "[]"), "channels: there is none");
    assert_eq!(fault("until = 6", "until = 25"), "night: an hour is from 0 to 23, `until` up to 24");
    assert_eq!(fault("refuse = 20", "refuse = 4"), "velocity: `refuse` is below `step_up`");
}
