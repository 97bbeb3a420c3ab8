//! Asks the carriers what has become of calls and requests in the PASS app.

use std::time::Duration;

use carrier_checkout_protocol::{Failure, Reason};
use futures_util::StreamExt as _;
use futures_util::stream::iter;
use tokio::time::timeout;

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

/// How many carriers are asked at the same time, and how long one may take.
const AT_ONCE: usize = 32;
const PATIENCE: Duration = Duration::from_secs(5);

/// What has become of a request, or of what a carrier asks on its own page.
enum Answer {
    Pending,
    SlowDown,
    Approved,
    Rejected(Failure),
    Expired,
}

impl App {
    /// Asks about every request that is due.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn poll_approvals(&self) -> Result<(), Refused> {
        let now = self.now();
        let due = self.store.claim_approvals(now, now + LEASE_MS).await?;
        // One that fails has been logged, and one that hangs shall not keep the others.
        iter(&due).for_each_concurrent(AT_ONCE, async |of| drop(self.poll_approval(of).await)).await;
        Ok(())
    }

    async fn poll_approval(&self, of: &PendingApproval) -> Result<(), Refused> {
        let phone = self.sealer.open_phone(of.challenge.as_str(), &of.phone)?;
        let correlator = random::hex();
        let call = Call { carrier: of.carrier, phone: phone.reveal(), correlator: &correlator };
        let state = timeout(PATIENCE, self.answer(&call, of)).await;
        let now = self.now();
        let again = |every: i64| self.store.poll_again(of, now + every, every);
        let changed = match state {
            Ok(Ok(Answer::Pending)) => return Ok(again(of.poll_every).await?),
            Ok(Ok(Answer::SlowDown)) => return Ok(again(of.poll_every + SLOWER_MS).await?),
            // The shopper comes back from another app: the time for the last step begins now.
            Ok(Ok(Answer::Approved)) => self.store.approve(of, now + self.limits.code_ttl_ms).await?,
            Ok(Ok(Answer::Rejected(failure))) => {
                self.metrics.failed(&failure);
                self.store.reject_approval(of, &failure, now).await?
            }
            Ok(Ok(Answer::Expired)) => self.store.lapse_approval(of, now).await?,
            // The carrier does not know it any more, as after its time.
            Ok(Err(Refusal { failure, certain: true })) if failure.reason == Reason::OtpExpired => {
                self.store.lapse_approval(of, now).await?
            }
            // A carrier's trouble ends nothing: the request is on the phone all the same.
            Ok(Err(_)) | Err(_) => {
                return Ok(self.store.poll_again(of, now + SLOWER_MS, of.poll_every).await?);
            }
        };
        if changed {
            self.tell_windows(&of.session);
        }
        Ok(())
    }

    async fn answer(&self, call: &Call<'_>, of: &PendingApproval) -> Result<Answer, Refusal> {
        if let Some(payment) = &of.payment {
            return Ok(match self.carriers.charge_state(call, payment).await? {
                ChargeState::Pending => Answer::Pending,
                ChargeState::Reserved | ChargeState::Succeeded => Answer::Approved,
                ChargeState::Denied(failure) => Answer::Rejected(failure),
                ChargeState::Cancelled => Answer::Expired,
            });
        }
        Ok(match self.carriers.approval_state(call, &of.authentication).await? {
            ApprovalState::Pending => Answer::Pending,
            ApprovalState::SlowDown => Answer::SlowDown,
            ApprovalState::Approved => Answer::Approved,
            ApprovalState::Rejected => Answer::Rejected(Reason::AuthRejected.into()),
            ApprovalState::Expired => Answer::Expired,
        })
    }
}
