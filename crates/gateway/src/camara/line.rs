//! What a carrier says about a line: SIM changes and one-time codes.

use carrier_checkout_protocol::{OneTimeCode, Reason};
use serde_json::json;

use super::billing::{API, conflict};
use super::call::{Call, CodeVerdict};
use super::operation::Operation;
use super::refusal::Refusal;
use super::transport::{Ask, Carriers};
use super::wire::{Answer, CodeSent, SimSwapChecked};

impl Carriers {
    /// Whether the SIM of the line was changed within the last hours, of which
    /// CAMARA allows 1 to 2400.
    ///
    /// # Errors
    /// When the carrier does not say.
    pub async fn sim_changed(&self, call: &Call<'_>, within_hours: u16) -> Result<bool, Refusal> {
        let operation = Operation::CheckSimSwap;
        let body = json!({ "phoneNumber": call.phone.e164(), "maxAge": within_hours.clamp(1, 2400) });
        let ask = Ask { operation, path: &["sim-swap", "v2", "check"], query: &[], body: Some(body) };
        let answer = self.ask(call, &ask).await?;
        match answer.read::<SimSwapChecked>(200) {
            Some(checked) => Ok(checked.swapped),
            None => Err(self.refusal(call, operation, &answer)),
        }
    }

    /// Has the carrier send a code. `message` holds `{{code}}` where the code
    /// goes, and has at most 160 characters. Gives the carrier's
    /// `authenticationId`.
    ///
    /// # Errors
    /// When it was not sent, or may not have been.
    pub async fn send_code(&self, call: &Call<'_>, message: &str) -> Result<String, Refusal> {
        let operation = Operation::SendCode;
        let body = json!({ "phoneNumber": call.phone.e164(), "message": message });
        let path = &["one-time-password-sms", "v1", "send-code"];
        let answer = self.ask(call, &Ask { operation, path, query: &[], body: Some(body) }).await?;
        match answer.read::<CodeSent>(200) {
            Some(sent) => Ok(sent.authentication_id),
            None => Err(self.refusal(call, operation, &answer)),
        }
    }

    /// Asks the carrier whether the code is the one that it sent.
    ///
    /// # Errors
    /// When the carrier does not say.
    pub async fn validate_code(
        &self,
        call: &Call<'_>,
        authentication: &str,
        code: &OneTimeCode,
    ) -> Result<CodeVerdict, Refusal> {
        let operation = Operation::ValidateCode;
        let body = json!({ "authenticationId": authentication, "code": code.digits() });
        let path = &["one-time-password-sms", "v1", "validate-code"];
        let answer = self.ask(call, &Ask { operation, path, query: &[], body: Some(body) }).await?;
        self.judged(call, operation, &answer)
    }

    /// Asks the carrier whether the code is the one that it made itself for a
    /// payment; if it is, the amount is reserved.
    ///
    /// # Errors
    /// When the carrier does not say.
    pub async fn validate_payment(
        &self,
        call: &Call<'_>,
        payment: &str,
        authorization: &str,
        code: &OneTimeCode,
    ) -> Result<CodeVerdict, Refusal> {
        let operation = Operation::ValidatePayment;
        let body = json!({ "authorizationId": authorization, "code": code.digits() });
        let path = &[API[0], API[1], API[2], payment, "validate"];
        let answer = self.ask(call, &Ask { operation, path, query: &[], body: Some(body) }).await?;
        // The right code was handed in before, and the answer was lost.
        if answer.status == 409 && conflict(&answer) == "ALREADY_EXISTS" {
            return Ok(CodeVerdict::Right);
        }
        self.judged(call, operation, &answer)
    }

    fn judged(&self, call: &Call<'_>, operation: Operation, answer: &Answer) -> Result<CodeVerdict, Refusal> {
        if answer.status == 204 {
            return Ok(CodeVerdict::Right);
        }
        let refusal = self.refusal(call, operation, answer);
        match verdict(refusal.failure.reason) {
            Some(verdict) => Ok(verdict),
            None => Err(refusal),
        }
    }
}

/// Some refusals of a code are answers.
fn verdict(reason: Reason) -> Option<CodeVerdict> {
    if reason == Reason::OtpMismatch {
        Some(CodeVerdict::Wrong)
    } else if reason == Reason::OtpExpired {
        Some(CodeVerdict::Expired)
    } else if reason == Reason::OtpLastTryFailed {
        Some(CodeVerdict::Exhausted)
    } else {
        None
    }
}
