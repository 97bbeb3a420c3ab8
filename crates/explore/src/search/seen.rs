//! The worlds that were met, as fingerprints, each with where it was met from.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::ends::Plain;

const SHARDS: usize = 64;

/// Where a world was met.
#[derive(Debug, Clone, Copy)]
struct Met {
    from: u64,
    act: u16,
    layer: u8,
    depth: u16,
}

/// The worlds that were met.
pub(super) struct Seen {
    shards: Vec<Mutex<HashMap<u64, Met, Plain>>>,
    len: AtomicU64,
}

impl Seen {
    pub(super) fn new() -> Self {
        Self { shards: (0..SHARDS).map(|_| Mutex::default()).collect(), len: AtomicU64::new(0) }
    }

    fn shard(&self, print: u64) -> MutexGuard<'_, HashMap<u64, Met, Plain>> {
        self.shards[(print >> 58) as usize % SHARDS].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whether it is new, or was met with more mischief only.
    pub(super) fn visit(&self, print: u64, from: u64, act: usize, layer: usize, depth: usize) -> bool {
        let met = Met { from, act: act as u16, layer: layer as u8, depth: u16::try_from(depth).unwrap_or(u16::MAX) };
        let mut shard = self.shard(print);
        match shard.get_mut(&print) {
            Some(known) if known.layer <= met.layer => false,
            Some(known) => {
                *known = met;
                true
            }
            None => {
                shard.insert(print, met);
                self.len.fetch_add(1, Ordering::Relaxed);
                true
            }
        }
    }

    /// Whether nobody has met it with less mischief since.
    pub(super) fn is_first(&self, print: u64, layer: usize) -> bool {
        self.shard(print).get(&print).is_some_and(|met| usize::from(met.layer) == layer)
    }

    pub(super) fn len(&self) -> u64 {
        self.len.load(Ordering::Relaxed)
    }

    /// The numbers of the acts from the beginning to there.
    pub(super) fn way(&self, mut print: u64) -> Vec<usize> {
        let mut way = Vec::new();
        while let Some(met) = self.shard(print).get(&print).copied() {
            if met.from == print {
                break;
            }
            way.push(usize::from(met.act));
            print = met.from;
        }
        way.reverse();
        way
    }

    /// How many there are, by how often something went otherwise than well, and the longest way to one.
    pub(super) fn count(&self, layers: usize) -> (Vec<u64>, usize) {
        let (mut counts, mut depth) = (vec![0; layers], 0);
        for shard in &self.shards {
            for met in shard.lock().unwrap_or_else(PoisonError::into_inner).values() {
                counts[usize::from(met.layer)] += 1;
                depth = depth.max(usize::from(met.depth));
            }
        }
        (counts, depth)
    }
}
