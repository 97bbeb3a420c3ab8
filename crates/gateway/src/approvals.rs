//! Asks the carriers what has become of calls and requests in the PASS app.

use carrier_checkout_protocol::Reason;

use crate::app::App;
use crate::camara::{ApprovalState, Call, ChargeState, Refusal};
use crate::problem::Refused;
use crate::random;
use crate::store::PendingApproval;

/// How long one question may take before another process asks it.
const LEASE_MS: i64 = 30_000;

/// How often the carriers are asked, unless they want to be asked less often.
pub(crate) const INTERVAL_MS: i64 = 1_000;

/// CIBA adds five seconds for one that asks too often.
const SLOWER_MS: i64 = 5_000;

impl App {
    /// Asks about every request that is due.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn poll_approvals(&self) -> Result<(), Refused> {
        let now = self.now();
        let due = self.store.claim_approvals(now, now + LEASE_MS).await?;
        let asked = due.iter().map(|of| async move {
            // One that fails has been logged, and shall not keep the others.
            let _ = self.poll_approval(of).await;
        });
        futures_util::future::join_all(asked).await;
        Ok(())
    }

    async fn poll_approval(&self, of: &PendingApproval) -> Result<(), Refused> {
        let phone = self.sealer.open_phone(of.challenge.as_str(), &of.phone)?;
        let correlator = random::hex();
        let call = Call { carrier: of.carrier, phone: phone.reveal(), correlator: &correlator };
        let state = match &of.payment {
            None => self.carriers.approval_state(&call, &of.authentication).await,
            Some(payment) => self.carriers.charge_state(&call, payment).await.map(|state| match state {
                ChargeState::Pending => ApprovalState::Pending,
                ChargeState::Reserved | ChargeState::Succeeded => ApprovalState::Approved,
                ChargeState::Denied(_) | ChargeState::Cancelled => ApprovalState::Rejected,
            }),
        };
        let now = self.now();
        let changed = match state {
            Ok(ApprovalState::Pending) => return Ok(self.store.poll_again(of, now + INTERVAL_MS).await?),
            Ok(ApprovalState::SlowDown) => return Ok(self.store.poll_again(of, now + SLOWER_MS).await?),
            Err(Refusal { certain: false, .. }) => return Ok(self.store.poll_again(of, now + SLOWER_MS).await?),
            // The shopper comes back from another app: the time for the last step begins now.
            Ok(ApprovalState::Approved) => self.store.approve(of, now + self.limits.code_ttl_ms).await?,
            Ok(ApprovalState::Expired) => self.store.lapse_approval(of, now).await?,
            Ok(ApprovalState::Rejected) => {
                self.end_challenge(&of.challenge, Some(&Reason::AuthRejected.into())).await?
            }
            Err(Refusal { failure, .. }) => self.end_challenge(&of.challenge, Some(&failure)).await?,
        };
        if changed {
            self.tell_windows(&of.session);
        }
        Ok(())
    }
}
