//! What is explored: each chapter lets other things go otherwise than well, so that each can be gone into deeply.

use crate::{enabled::Mischief, rules::Rules};

/// An exploration of its own.
#[derive(Debug, Clone, Copy)]
pub struct Chapter {
    /// Its name.
    pub name: &'static str,
    /// What may go otherwise than well.
    pub says: &'static str,
    /// The same.
    pub mischief: Mischief,
    /// Whether the gateway has its database alone, as on SQLite.
    pub alone: bool,
    /// How many times something may in the short version.
    pub short: u8,
    /// The same in the full one.
    pub full: u8,
    /// The part of the time that the full version may take, in percent.
    pub share: u32,
}

const NONE: Mischief = Mischief {
    network: false,
    offline: false,
    crashes: false,
    servers: false,
    merchant: false,
    reloads: false,
    tabs: false,
    wishes: false,
    presses: false,
    stuck: false,
    delays: false,
};

/// All of them.
pub const CHAPTERS: [Chapter; 8] = [
    Chapter {
        name: "network",
        says: "every message is lost, doubled, or given up while it is still on its way",
        mischief: Mischief { network: true, ..NONE },
        alone: true,
        short: 2,
        full: 3,
        share: 15,
    },
    Chapter {
        name: "crashes",
        says: "gateway, merchant and carrier die and start again, messages are lost; leases stay, as on PostgreSQL",
        mischief: Mischief { network: true, crashes: true, ..NONE },
        alone: false,
        short: 2,
        full: 3,
        share: 10,
    },
    Chapter {
        name: "servers",
        says: "carriers refuse, ponder, cannot be reached; the gateway answers 500, 429 and 400; the merchant says one thing and does another; no connection; reloads; any input where it cannot go on",
        mischief: Mischief { servers: true, merchant: true, offline: true, reloads: true, stuck: true, ..NONE },
        alone: true,
        short: 2,
        full: 3,
        share: 10,
    },
    Chapter {
        name: "shopper",
        says: "wrong codes, other ways, back, cancel, double presses, reloads",
        mischief: Mischief { wishes: true, reloads: true, ..NONE },
        alone: true,
        short: 1,
        full: 3,
        share: 15,
    },
    Chapter {
        name: "tabs",
        says: "a second tab of the same session, used at the same time or looked at again; a merchant that misbehaves",
        mischief: Mischief { tabs: true, merchant: true, ..NONE },
        alone: true,
        short: 2,
        full: 3,
        share: 20,
    },
    Chapter {
        name: "delays",
        says: "time passes while something is under way, to any deadline; messages are lost; crashes",
        mischief: Mischief { delays: true, network: true, crashes: true, ..NONE },
        alone: true,
        short: 1,
        full: 3,
        share: 10,
    },
    Chapter {
        name: "inputs",
        says: "any input whatever on any screen, also what it does not offer",
        mischief: Mischief { presses: true, ..NONE },
        alone: true,
        short: 1,
        full: 2,
        share: 15,
    },
    Chapter {
        name: "everything",
        says: "all of it together",
        mischief: Mischief {
            network: true,
            offline: true,
            crashes: true,
            servers: true,
            merchant: true,
            reloads: true,
            tabs: true,
            wishes: true,
            presses: true,
            stuck: false,
            delays: true,
        },
        alone: true,
        short: 1,
        full: 2,
        share: 5,
    },
];

impl Chapter {
    /// The chapter of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        CHAPTERS.iter().find(|chapter| chapter.name == name)
    }

    /// The settings.
    #[must_use]
    pub fn rules(&self) -> Rules {
        Rules { alone: self.alone, ..Rules::new() }
    }
}
