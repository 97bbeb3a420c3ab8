//! `carrier-checkout-explore`: explores every chapter and prints what was found as JSON; `npm run reliability -- states`
//! runs it. `--full` goes as far as `--seconds` allows; `--chapter tabs --times 2` explores one, as deeply as that.

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use carrier_checkout_explore::{
    chapters::{CHAPTERS, Chapter},
    coverage::Coverage,
    report::{Explored, Report},
    search::{Bounds, Found, explore},
};

/// What is asked for.
struct Wish {
    full: bool,
    seconds: u32,
    chapters: Vec<&'static Chapter>,
    times: Option<u8>,
}

/// The searches of the full version keep so many worlds at most, which bounds the memory.
const MOST: u64 = 16_000_000;

fn main() -> Result<(), String> {
    let wish = wish(std::env::args().skip(1))?;
    let (mut explored, mut coverage, mut violations) = (Vec::new(), Coverage::new(), Vec::new());
    for chapter in &wish.chapters {
        let times = wish.times.unwrap_or(if wish.full { chapter.full } else { chapter.short });
        let (found, seconds) = one(chapter, times, &wish);
        coverage.add(&found.coverage);
        for violation in &found.violations {
            let (law, how) = (violation.broken.law.sentence(), &violation.broken.how);
            let again = format!("--chapter {} --times {times}", chapter.name);
            violations.push(format!("{law}: {how} ({again})\n{}", violation.transcript));
        }
        say(&format!("{}: {} states in {seconds:.1} s", chapter.name, found.states));
        explored.push(Explored::new(chapter, times, &found, seconds));
    }
    let report = Report::new(explored, &coverage, memory_kib(), violations);
    serde_json::to_writer_pretty(std::io::stdout(), &report).map_err(|error| error.to_string())
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long an exploration takes is for whoever waits, and decides nothing in it"
)]
fn one(chapter: &Chapter, times: u8, wish: &Wish) -> (Found, f64) {
    let began = Instant::now();
    // The short version is bounded by what it explores: it must come to its end also where others are at work.
    let share = if wish.chapters.len() == 1 || !wish.full { 100 } else { chapter.share };
    let until = began + Duration::from_secs(u64::from(wish.seconds)) * share / 100;
    let found = explore(&Bounds {
        rules: chapter.rules(),
        mischief: chapter.mischief,
        times,
        most: MOST,
        stop: Arc::new(move || Instant::now() >= until),
        threads: std::thread::available_parallelism().map_or(2, usize::from),
    });
    (found, began.elapsed().as_secs_f64())
}

fn wish(mut args: impl Iterator<Item = String>) -> Result<Wish, String> {
    let mut wish = Wish { full: false, seconds: 600, chapters: CHAPTERS.iter().collect(), times: None };
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} wants a value"));
        match arg.as_str() {
            "--full" => wish.full = true,
            "--seconds" => wish.seconds = value()?.parse().map_err(|_| "--seconds wants a number")?,
            "--times" => wish.times = Some(value()?.parse().map_err(|_| "--times wants a number")?),
            "--chapter" => {
                let name = value()?;
                wish.chapters = vec![Chapter::named(&name).ok_or_else(|| format!("there is no chapter {name}"))?];
            }
            other => return Err(format!("{other} is not --full, --seconds, --chapter or --times")),
        }
    }
    Ok(wish)
}

/// The most that the process has had; 0 where nobody says.
fn memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "  {text}");
}
