//! Which inputs came on which screens, and which screen followed which.

use crate::place::{KINDS, Place};

const PLACES: usize = Place::ALL.len();

/// Counts.
#[derive(Debug, Clone)]
pub struct Coverage {
    inputs: [[u64; KINDS.len()]; PLACES],
    passages: [[u64; PLACES]; PLACES],
}

impl Coverage {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { inputs: [[0; KINDS.len()]; PLACES], passages: [[0; PLACES]; PLACES] }
    }

    pub(crate) fn stepped(&mut self, from: Place, kind: usize, to: Place) {
        self.inputs[from as usize][kind] += 1;
        self.passages[from as usize][to as usize] += 1;
    }

    /// Takes another one's counts.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.inputs.iter_mut().flatten().zip(other.inputs.iter().flatten()) {
            *mine += theirs;
        }
        for (mine, theirs) in self.passages.iter_mut().flatten().zip(other.passages.iter().flatten()) {
            *mine += theirs;
        }
    }

    /// How often an input of that kind came there.
    #[must_use]
    pub const fn input(&self, place: Place, kind: usize) -> u64 {
        self.inputs[place as usize][kind]
    }

    /// How often the one followed the other.
    #[must_use]
    pub const fn passage(&self, from: Place, to: Place) -> u64 {
        self.passages[from as usize][to as usize]
    }
}

impl Default for Coverage {
    fn default() -> Self {
        Self::new()
    }
}
