//! The search: every world that can be reached with so much mischief, those with less of it first.
//!
//! What costs no mischief is gone on with until nothing is new, before anything else goes wrong. So each world is met
//! with the least mischief that leads to it, and need not be met again with more.

mod seen;
mod todo;

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
};

use crate::{
    act::Act,
    coverage::Coverage,
    enabled::Mischief,
    ends::{Ends, Shopper},
    laws::{Broken, Law},
    rules::Rules,
    tell,
    world::World,
};
use seen::Seen;
use todo::{Task, Todo};

/// What to explore, and how far.
#[derive(Clone)]
pub struct Bounds {
    /// The settings, and what is broken.
    pub rules: Rules,
    /// What may go otherwise than well.
    pub mischief: Mischief,
    /// How many times.
    pub times: u8,
    /// How many worlds at most.
    pub most: u64,
    /// Ends the search early, when it gives true.
    pub stop: Arc<dyn Fn() -> bool + Send + Sync>,
    /// How many threads.
    pub threads: usize,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// Different worlds.
    pub states: u64,
    /// Steps between them.
    pub transitions: u64,
    /// Different worlds, by how often something went otherwise than well.
    pub by_times: Vec<u64>,
    /// Whether there is nothing more to explore within the bounds.
    pub complete: bool,
    /// The longest way to a world, in acts.
    pub depth: usize,
    /// The longest way from a world to its end.
    pub longest_end: usize,
    /// What came where.
    pub coverage: Coverage,
    /// The laws that were broken, each with the way there.
    pub violations: Vec<Violation>,
}

/// A broken law, and how to see it again.
#[derive(Debug, Clone)]
pub struct Violation {
    /// Which, and how.
    pub broken: Broken,
    /// The way there, an act a line.
    pub transcript: String,
}

struct Search<'a> {
    bounds: &'a Bounds,
    seen: Seen,
    ends: Ends,
    todo: Mutex<Todo>,
    stopped: AtomicBool,
    transitions: AtomicU64,
    longest_end: AtomicUsize,
    violations: Mutex<Vec<(Broken, u64, Vec<Act>)>>,
}

/// One violation of each law is enough, and of all together this many.
const MOST_VIOLATIONS: usize = 3;

/// Explores all that is within the bounds.
///
/// # Panics
/// When something panics outside of an act; within one, it is a violation.
#[must_use]
pub fn explore(bounds: &Bounds) -> Found {
    let mut coverage = Coverage::new();
    let world = World::new(&bounds.rules, &mut coverage);
    let search = Search {
        bounds,
        seen: Seen::new(),
        ends: Ends::new(),
        todo: Mutex::new(Todo::new(usize::from(bounds.times) + 1)),
        stopped: AtomicBool::new(false),
        transitions: AtomicU64::new(0),
        longest_end: AtomicUsize::new(0),
        violations: Mutex::default(),
    };
    let print = world.print();
    search.seen.visit(print, print, 0, 0, 0);
    search.todo().push(0, Task { world, print, depth: 0 });
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..bounds.threads.max(1)).map(|_| scope.spawn(|| search.work())).collect();
        for worker in workers {
            match worker.join() {
                Ok(own) => coverage.add(&own),
                // What it did not explore would be missing without a word.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    let complete = !search.stopped.load(Ordering::Relaxed);
    let violations = search.violations.lock().unwrap_or_else(PoisonError::into_inner);
    let told = violations.iter().map(|(broken, print, acts)| Violation {
        broken: broken.clone(),
        transcript: tell::way(&search.seen.way(*print), acts, bounds),
    });
    let (by_times, depth) = search.seen.count(usize::from(bounds.times) + 1);
    Found {
        states: by_times.iter().sum(),
        transitions: search.transitions.load(Ordering::Relaxed),
        by_times,
        complete,
        depth,
        longest_end: search.longest_end.load(Ordering::Relaxed),
        coverage,
        violations: told.collect(),
    }
}

/// Counts a worker out however its batch ends: the others would wait for ever for one that has panicked.
struct AtWork<'a>(&'a Search<'a>);

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stopped.store(true, Ordering::Relaxed);
        }
        self.0.todo().done();
    }
}

impl Search<'_> {
    fn todo(&self) -> std::sync::MutexGuard<'_, Todo> {
        self.todo.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) -> Coverage {
        let (mut coverage, mut next) = (Coverage::new(), Vec::new());
        loop {
            let Some((layer, tasks)) = self.todo().take() else {
                if self.todo().is_done() {
                    return coverage;
                }
                std::thread::yield_now();
                continue;
            };
            let _at_work = AtWork(self);
            for task in tasks {
                if !self.stopped.load(Ordering::Relaxed) && self.seen.is_first(task.print, layer) {
                    self.expand(&task, layer, &mut next, &mut coverage);
                }
            }
            if (self.bounds.stop)() || self.seen.len() >= self.bounds.most {
                self.stopped.store(true, Ordering::Relaxed);
            }
            // Before the batch counts as done: as long as there may be more, nobody goes home.
            let mut todo = self.todo();
            next.drain(..).for_each(|(layer, task)| todo.push(layer, task));
        }
    }

    fn expand(&self, task: &Task, layer: usize, next: &mut Vec<(usize, Task)>, coverage: &mut Coverage) {
        let rules = &self.bounds.rules;
        for shopper in [Shopper::Idle, Shopper::Patient] {
            match self.ends.reach(&task.world, shopper, rules, coverage) {
                Ok(steps) => _ = self.longest_end.fetch_max(steps, Ordering::Relaxed),
                Err(wrong) => self.violated(wrong.broken, task.print, wrong.acts),
            }
        }
        let well = task.world.well(rules);
        let bad = if layer < usize::from(self.bounds.times) {
            task.world.mischief(&self.bounds.mischief, rules)
        } else {
            Vec::new()
        };
        self.transitions.fetch_add((well.len() + bad.len()) as u64, Ordering::Relaxed);
        let acts = well.iter().map(|act| (*act, layer)).chain(bad.iter().map(|act| (*act, layer + 1)));
        for (number, (act, layer)) in acts.enumerate() {
            let mut world = task.world.clone();
            world.apply(act, rules, coverage);
            if let Some(broken) = world.broken {
                self.violated(broken, task.print, vec![act]);
                continue;
            }
            let (print, depth) = (world.print(), task.depth + 1);
            if self.seen.visit(print, task.print, number, layer, depth) {
                next.push((layer, Task { world, print, depth }));
            }
        }
    }

    fn violated(&self, broken: Broken, print: u64, acts: Vec<Act>) {
        let panicked = broken.law == Law::NoPanic;
        let mut violations = self.violations.lock().unwrap_or_else(PoisonError::into_inner);
        if !violations.iter().any(|(known, ..)| known.law == broken.law) {
            violations.push((broken, print, acts));
        }
        // A panic prints itself each time, so the first is enough.
        let enough = violations.len() >= MOST_VIOLATIONS || panicked;
        if enough || self.bounds.rules.bug.is_some() {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }
}
