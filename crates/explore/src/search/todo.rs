//! The worlds to go on from, by how much mischief they cost.

use std::collections::VecDeque;

use crate::world::World;

/// A world to go on from.
pub(super) struct Task {
    pub(super) world: World,
    pub(super) print: u64,
    pub(super) depth: usize,
}

/// Beyond so many that wait, what needs no more of them is done first: memory is bounded, at the price of meeting some
/// worlds twice.
const MANY: usize = 400_000;
const TOGETHER: usize = 64;

/// All of them.
pub(super) struct Todo {
    layers: Vec<VecDeque<Task>>,
    waiting: usize,
    at_work: usize,
}

impl Todo {
    pub(super) fn new(layers: usize) -> Self {
        Self { layers: (0..layers).map(|_| VecDeque::new()).collect(), waiting: 0, at_work: 0 }
    }

    pub(super) fn push(&mut self, layer: usize, task: Task) {
        self.layers[layer].push_back(task);
        self.waiting += 1;
    }

    /// Some to go on from, the least mischief first and within it the shortest ways.
    pub(super) fn take(&mut self) -> Option<(usize, Vec<Task>)> {
        let many = self.waiting > MANY;
        let mut order = 0..self.layers.len();
        let with_some = |layer: &usize| !self.layers[*layer].is_empty();
        let layer = if many { order.rfind(with_some) } else { order.find(with_some) }?;
        let tasks = &mut self.layers[layer];
        let count = tasks.len().min(TOGETHER);
        let taken: Vec<Task> =
            if many { tasks.drain(tasks.len() - count..).collect() } else { tasks.drain(..count).collect() };
        self.waiting -= taken.len();
        self.at_work += 1;
        Some((layer, taken))
    }

    pub(super) fn done(&mut self) {
        self.at_work -= 1;
    }

    pub(super) const fn is_done(&self) -> bool {
        self.waiting == 0 && self.at_work == 0
    }
}
