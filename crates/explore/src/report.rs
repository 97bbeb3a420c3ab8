//! What was found, as `scripts/reliability/states.mjs` reads it.

use serde::Serialize;

use crate::{
    chapters::Chapter,
    coverage::Coverage,
    laws::Law,
    place::{KINDS, Place},
    search::Found,
    unreached::{why_no_input, why_no_passage},
};

/// All of it.
#[derive(Serialize)]
pub struct Report {
    /// What must hold.
    pub laws: Vec<&'static str>,
    /// What was explored.
    pub chapters: Vec<Explored>,
    /// Pairs of screens and inputs.
    pub inputs: Pairs,
    /// Pairs of screens, the one after the other.
    pub passages: Pairs,
    /// The most memory that it took.
    pub memory_kib: u64,
    /// What was broken, with the way there.
    pub violations: Vec<String>,
}

/// A chapter, and what was found in it.
#[derive(Serialize)]
pub struct Explored {
    name: &'static str,
    says: &'static str,
    times: u8,
    by_times: Vec<u64>,
    states: u64,
    transitions: u64,
    depth: usize,
    longest_end: usize,
    complete: bool,
    seconds: f64,
}

/// Which pairs there are, and why not the others.
#[derive(Serialize)]
pub struct Pairs {
    reached: usize,
    all: usize,
    /// Why the others cannot be, with the pairs.
    reasons: Vec<(String, Vec<String>)>,
    /// What should have been reached and was not, or the other way round.
    wrong: Vec<String>,
}

impl Explored {
    /// What was found in that chapter.
    #[must_use]
    pub fn new(chapter: &Chapter, times: u8, found: &Found, seconds: f64) -> Self {
        Self {
            name: chapter.name,
            says: chapter.says,
            times,
            by_times: found.by_times.clone(),
            states: found.states,
            transitions: found.transitions,
            depth: found.depth,
            longest_end: found.longest_end,
            complete: found.complete,
            seconds,
        }
    }
}

impl Report {
    /// Of those chapters.
    #[must_use]
    pub fn new(chapters: Vec<Explored>, coverage: &Coverage, memory_kib: u64, violations: Vec<String>) -> Self {
        let kinds = 0..KINDS.len();
        let inputs = Place::ALL.iter().flat_map(|place| kinds.clone().map(move |kind| (*place, kind)));
        let passages = Place::ALL.iter().flat_map(|from| Place::ALL.iter().map(move |to| (*from, *to)));
        Self {
            laws: Law::ALL.iter().map(|law| law.sentence()).collect(),
            chapters,
            inputs: Pairs::of(inputs.map(|(place, kind)| {
                let name = format!("{} on {}", KINDS[kind], place.name());
                (name, coverage.input(place, kind), why_no_input(place, kind))
            })),
            passages: Pairs::of(passages.map(|(from, to)| {
                (format!("{} → {}", from.name(), to.name()), coverage.passage(from, to), why_no_passage(from, to))
            })),
            memory_kib,
            violations,
        }
    }
}

impl Pairs {
    fn of(pairs: impl Iterator<Item = (String, u64, Option<&'static str>)>) -> Self {
        let mut found = Self { reached: 0, all: 0, reasons: Vec::new(), wrong: Vec::new() };
        for (name, count, why_not) in pairs {
            found.all += 1;
            found.reached += usize::from(count > 0);
            match (count, why_not) {
                (0, None) => found.wrong.push(format!("{name} was not reached")),
                (0, Some(why)) => match found.reasons.iter_mut().find(|(known, _)| known == why) {
                    Some((_, names)) => names.push(name),
                    None => found.reasons.push((why.to_owned(), vec![name])),
                },
                (_, Some(why)) => found.wrong.push(format!("{name} was reached, although {why}")),
                (_, None) => {}
            }
        }
        found
    }
}
