//! Tells open windows that something has changed. What has, they ask for
//! themselves: the store's record is the truth, and a window that misses a
//! word asks again after a while.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use carrier_checkout_protocol::SessionId;
use tokio::sync::{broadcast, watch};

use crate::app::App;

/// So many words may wait for a slow window before it is told just to look.
const WAITING: usize = 64;

/// As many windows of one session may listen at the same time: each holds a connection, and whoever has a session's id
/// could else take all of them.
const LISTENERS: u8 = 8;

/// How many listen to each session.
#[derive(Default)]
struct Ears(Mutex<HashMap<SessionId, u8>>);

impl Ears {
    fn counts(&self) -> MutexGuard<'_, HashMap<SessionId, u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whether there is room for one more, which is then counted.
    fn join(&self, session: &SessionId) -> bool {
        let mut counts = self.counts();
        let count = counts.entry(session.clone()).or_default();
        let room = *count < LISTENERS;
        *count += u8::from(room);
        room
    }

    fn leave(&self, session: &SessionId) {
        if let Entry::Occupied(mut entry) = self.counts().entry(session.clone()) {
            *entry.get_mut() -= 1;
            if *entry.get() == 0 {
                entry.remove();
            }
        }
    }
}

/// The windows that are open.
pub(crate) struct Windows {
    words: broadcast::Sender<SessionId>,
    ears: Arc<Ears>,
    closing: watch::Sender<bool>,
}

impl Default for Windows {
    fn default() -> Self {
        Self { words: broadcast::Sender::new(WAITING), ears: Arc::default(), closing: watch::Sender::new(false) }
    }
}

/// One open window.
pub(crate) struct Listener {
    session: SessionId,
    ears: Arc<Ears>,
    words: broadcast::Receiver<SessionId>,
    closing: watch::Receiver<bool>,
}

impl Windows {
    /// How many listen.
    pub(crate) fn listening(&self) -> usize {
        self.words.receiver_count()
    }
}

impl App {
    /// Something about the session has changed.
    pub(crate) fn tell_windows(&self, session: &SessionId) {
        // Nobody may be listening.
        let _ = self.windows.words.send(session.clone());
    }

    /// Hears of the session from now on; none when too many do.
    pub(crate) fn listen(&self, session: SessionId) -> Option<Listener> {
        let Windows { words, ears, closing } = &self.windows;
        ears.join(&session).then(|| Listener {
            session,
            ears: ears.clone(),
            words: words.subscribe(),
            closing: closing.subscribe(),
        })
    }

    /// Lets every open window go, so that the server can end.
    pub fn close_windows(&self) {
        self.windows.closing.send_replace(true);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.ears.leave(&self.session);
    }
}

impl Listener {
    /// Waits for a change; false when there will be none.
    pub(crate) async fn changed(&mut self) -> bool {
        loop {
            tokio::select! {
                word = self.words.recv() => match word {
                    Ok(session) if session == self.session => return true,
                    Ok(_) => {}
                    // Some words were missed; one of them may have been ours.
                    Err(broadcast::error::RecvError::Lagged(_)) => return true,
                    Err(broadcast::error::RecvError::Closed) => return false,
                },
                _ = self.closing.wait_for(|closing| *closing) => return false,
            }
        }
    }
}
