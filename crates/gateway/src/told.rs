//! Tells open windows that something has changed. What has, they ask for
//! themselves: the store's record is the truth, and a window that misses a
//! word asks again after a while.

use carrier_checkout_protocol::SessionId;
use tokio::sync::{broadcast, watch};

use crate::app::App;

/// So many words may wait for a slow window before it is told just to look.
const WAITING: usize = 64;

/// The windows that are open.
pub(crate) struct Windows {
    words: broadcast::Sender<SessionId>,
    closing: watch::Sender<bool>,
}

impl Default for Windows {
    fn default() -> Self {
        Self { words: broadcast::Sender::new(WAITING), closing: watch::Sender::new(false) }
    }
}

/// One open window.
pub(crate) struct Listener {
    session: SessionId,
    words: broadcast::Receiver<SessionId>,
    closing: watch::Receiver<bool>,
}

impl App {
    /// Something about the session has changed.
    pub(crate) fn tell_windows(&self, session: &SessionId) {
        // Nobody may be listening.
        let _ = self.windows.words.send(session.clone());
    }

    /// Hears of the session from now on.
    pub(crate) fn listen(&self, session: SessionId) -> Listener {
        Listener { session, words: self.windows.words.subscribe(), closing: self.windows.closing.subscribe() }
    }

    /// Lets every open window go, so that the server can end.
    pub fn close_windows(&self) {
        self.windows.closing.send_replace(true);
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
