//! The law: what passes within any time is bounded, whoever asks where and when, and however often a gateway is killed.

use proptest::prelude::*;

use super::*;

/// What happens next.
#[derive(Debug, Clone)]
enum Act {
    /// So many requests come to that gateway, one after the other.
    Ask(usize, u32),
    Wait(i64),
    /// That gateway is killed, and another one started.
    Kill(usize),
    /// That gateway forgets who has not asked for long.
    Sweep(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0..3_usize, 1..80_u32).prop_map(|(gateway, count)| Act::Ask(gateway, count)),
        4 => prop_oneof![0..300_i64, 300..20_000_i64, 55_000..130_000_i64].prop_map(Act::Wait),
        1 => (0..3_usize).prop_map(Act::Kill),
        1 => (0..3_usize).prop_map(Act::Sweep),
    ]
}

/// Gateways on one store, and one caller.
struct World {
    rate: Rate,
    now: Timestamp,
    bucket: Option<Bucket>,
    gateways: Vec<Option<Held>>,
    kills: u32,
    /// When requests passed.
    passed: Vec<i64>,
}

impl World {
    fn new(rate: u32, gateways: usize) -> Self {
        let now = Timestamp::from_millis(1_000_000_000);
        let (bucket, gateways) = (None, vec![None; gateways]);
        Self { rate: Rate(rate), now, bucket, gateways, kills: 0, passed: Vec::new() }
    }

    fn act(&mut self, act: &Act) {
        let count = self.gateways.len();
        match *act {
            Act::Ask(gateway, requests) => (0..requests).for_each(|_| {
                let _ = self.ask(gateway % count);
            }),
            Act::Wait(millis) => self.now = self.now + millis,
            Act::Kill(gateway) => {
                self.gateways[gateway % count] = None;
                self.kills += 1;
            }
            Act::Sweep(gateway) => {
                let (now, held) = (self.now, &mut self.gateways[gateway % count]);
                *held = held.filter(|held| !held.is_old(now));
                self.bucket = self.bucket.filter(|bucket| now.millis() - bucket.at.millis() < 2 * FULL_AFTER_MS);
            }
        }
    }

    fn ask(&mut self, gateway: usize) -> Verdict {
        let (rate, now) = (self.rate, self.now);
        let held = self.gateways[gateway].get_or_insert_with(|| Held::new(rate, now));
        let verdict = match held.spend(rate, now) {
            Verdict::Ask { spent } => {
                let bucket = self.bucket.unwrap_or_else(|| Bucket::full(rate, now));
                let (had, left) = bucket.draw(rate, spent, now);
                self.bucket = Some(left);
                held.had(had, rate, left.empty_for_ms(rate), now)
            }
            verdict => verdict,
        };
        if verdict == Verdict::Passes {
            self.passed.push(now.millis());
        }
        verdict
    }

    /// As many as may pass within that time.
    fn most(&self, millis: i64) -> i64 {
        let gateways = i64::try_from(self.gateways.len()).unwrap();
        let portions = gateways * (2 + millis / FULL_AFTER_MS) + i64::from(self.kills);
        i64::from(self.rate.0) * (FULL_AFTER_MS + millis) / FULL_AFTER_MS
            + 1
            + portions * i64::from(self.rate.portion())
    }
}

proptest! {
    #[test]
    fn within_any_time_no_more_pass_than_the_bucket_holds_and_what_comes_in_and_a_portion_each(
        rate in 1..400_u32,
        gateways in 1..4_usize,
        acts in prop::collection::vec(act(), 1..40),
    ) {
        let mut world = World::new(rate, gateways);
        acts.iter().for_each(|act| world.act(act));
        for (at, from) in world.passed.iter().enumerate() {
            for (further, to) in world.passed[at..].iter().enumerate() {
                let passed = i64::try_from(further).unwrap() + 1;
                prop_assert!(passed <= world.most(to - from), "{passed} within {} ms", to - from);
            }
        }
    }

    #[test]
    fn who_waits_as_long_as_was_said_passes(
        rate in 1..400_u32,
        acts in prop::collection::vec(act(), 1..20),
    ) {
        let mut world = World::new(rate, 1);
        acts.iter().for_each(|act| world.act(act));
        let wait = loop {
            if let Verdict::Wait(wait) = world.ask(0) {
                break wait;
            }
        };
        prop_assert!((1..=2 * FULL_AFTER_MS + 1).contains(&wait), "{wait}");
        world.now = world.now + wait;
        prop_assert_eq!(world.ask(0), Verdict::Passes);
    }

    #[test]
    fn who_keeps_to_the_rate_is_never_refused(rate in 1..400_u32, requests in 1..600_usize) {
        let mut world = World::new(rate, 1);
        let pause = (FULL_AFTER_MS + i64::from(rate) - 1) / i64::from(rate);
        for _ in 0..requests {
            prop_assert_eq!(world.ask(0), Verdict::Passes);
            world.now = world.now + pause;
        }
    }
}

#[test]
fn after_a_quiet_minute_a_minutes_worth_passes_at_once() {
    for rate in [1, 7, 10, 99, 6_000] {
        let mut world = World::new(rate, 1);
        for _ in 0..2 {
            let passed = (0..2 * rate).filter(|_| world.ask(0) == Verdict::Passes).count();
            assert!(
                (rate..=rate + Rate(rate).portion()).contains(&u32::try_from(passed).unwrap()),
                "{passed} of {rate}"
            );
            world.now = world.now + 2 * FULL_AFTER_MS;
        }
    }
}

#[test]
fn who_asks_for_little_never_reaches_the_store() {
    let mut world = World::new(100, 1);
    for _ in 0..10 {
        assert_eq!(world.ask(0), Verdict::Passes);
    }
    assert_eq!(world.bucket, None);
    assert_eq!(world.ask(0), Verdict::Passes);
    assert!(world.bucket.is_some(), "the eleventh asks, and pays for the ten");
}

#[test]
fn who_has_to_wait_does_not_reach_it_either() {
    let mut world = World::new(10, 1);
    while world.ask(0) == Verdict::Passes {}
    let bucket = world.bucket;
    (0..100).for_each(|_| assert!(matches!(world.ask(0), Verdict::Wait(_))));
    assert_eq!(world.bucket, bucket);
}

#[test]
fn a_clock_that_is_behind_takes_nothing_away_and_gives_nothing() {
    let (rate, now) = (Rate(60), Timestamp::from_millis(1_000_000));
    let (_, bucket) = Bucket::full(rate, now).draw(rate, 60, now);
    let (had, after) = bucket.draw(rate, 0, now - 5_000);
    assert_eq!((had, after), (0, bucket));
}

#[test]
fn a_clock_that_is_set_back_keeps_nobody_out() {
    for back in [1, 5_000, 3_600_000] {
        let mut world = World::new(60, 1);
        world.ask(0);
        world.now = world.now - back;
        assert_eq!(world.ask(0), Verdict::Passes, "{back}");
    }
    let mut world = World::new(60, 1);
    while world.ask(0) == Verdict::Passes {}
    world.now = world.now - 3_600_000;
    assert_eq!(world.ask(0), Verdict::Passes);
}
