//! Notes for the console how far shoppers come, where no transaction of the store does it by itself.

use carrier_checkout_protocol::{Carrier, Channel, SessionId};

use crate::app::App;
use crate::problem::Refused;
use crate::store::SessionRecord;

impl App {
    /// The window of that session was shown. A shopper does not wait for a number in the console: what fails is logged.
    /// It is shown often, and noted once.
    pub(crate) async fn note_opened(&self, session: &SessionRecord) {
        if session.opened {
            return;
        }
        if let Err(error) = self.store.opened(&session.id, self.now()).await {
            drop(Refused::from(error));
        }
    }

    /// A refusal that ended nothing which the store knows of. Gives it back.
    pub(crate) async fn note_failure(
        &self,
        session: &SessionId,
        line: (Carrier, Channel),
        refused: Refused,
    ) -> Refused {
        let Some(failure) = &refused.failure else { return refused };
        self.metrics.failed(failure);
        if let Err(error) = self.store.met_failure(session, failure, Some(line), self.now()).await {
            drop(Refused::from(error));
        }
        refused
    }
}
