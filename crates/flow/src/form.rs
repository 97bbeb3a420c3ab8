//! What the shopper fills in on the first screen. It stays as it is whatever
//! happens, until the payment is over.

use carrier_checkout_protocol::{
    BirthDate, Carrier, Channel, PhoneNumber, Private,
    birth::BirthError,
    checkout::{Checkout, CreateChallenge},
    consent::{Consent, ConsentKind},
    phone::{PhoneError, typing},
};

use crate::effect::Field;

/// What has been filled in so far, and which slips may be pointed out.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Form {
    carrier: Option<Carrier>,
    budget: bool,
    phone: typing::Typed,
    birth: String,
    birth_digit: String,
    /// Each at most once. Half a dozen need no tree, which every shopper would download.
    agreed: Vec<ConsentKind>,
    channel: Option<Channel>,
    judged: Judged,
}

/// Which fields the shopper is done with for now, so that slips are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Judged {
    all: bool,
    phone: bool,
    birth: bool,
}

impl Form {
    /// The carrier chosen.
    #[must_use]
    pub const fn carrier(&self) -> Option<Carrier> {
        self.carrier
    }

    /// Whether "알뜰폰" is chosen.
    #[must_use]
    pub const fn budget(&self) -> bool {
        self.budget
    }

    /// The phone field's text: personal data.
    #[must_use]
    pub fn phone(&self) -> &str {
        &self.phone.text
    }

    /// The six digits' text: personal data.
    #[must_use]
    pub fn birth(&self) -> &str {
        &self.birth
    }

    /// The text of the digit after them: personal data.
    #[must_use]
    pub fn birth_digit(&self) -> &str {
        &self.birth_digit
    }

    /// Whether a consent is ticked.
    #[must_use]
    pub fn agreed(&self, kind: ConsentKind) -> bool {
        self.agreed.contains(&kind)
    }

    /// Whether every consent of the first screen is ticked.
    #[must_use]
    pub fn agreed_to_all(&self, checkout: &Checkout) -> bool {
        first_screen(checkout).all(|consent| self.agreed(consent.kind))
    }

    /// The channel chosen, while it is allowed, else the one that the gateway recommends.
    #[must_use]
    pub fn channel(&self, checkout: &Checkout) -> Channel {
        let allowed = |channel: &Channel| checkout.channels.contains(channel);
        self.channel.filter(allowed).or_else(|| checkout.channels.first().copied()).unwrap_or(Channel::Sms)
    }

    /// The slip in the carrier's choice, once it may be shown.
    #[must_use]
    pub fn carrier_missing(&self) -> bool {
        self.judged.all && self.carrier.is_none()
    }

    /// The slip in the phone number, once it may be shown.
    #[must_use]
    pub fn phone_error(&self) -> Option<PhoneError> {
        let error = PhoneNumber::parse(self.phone()).err()?;
        let shown = self.judged.all || (self.judged.phone && error != PhoneError::Empty);
        shown.then_some(error)
    }

    /// The slip in the birth date, once it may be shown.
    #[must_use]
    pub fn birth_error(&self) -> Option<BirthError> {
        let error = BirthDate::parse(&self.birth, &self.birth_digit).err()?;
        // Whoever leaves the six digits is on the way to the one after them.
        let begun = !self.birth.is_empty() && error != BirthError::DigitMissing;
        let shown = self.judged.all || (self.judged.birth && begun);
        shown.then_some(error)
    }

    /// Whether a missing consent may be pointed out.
    #[must_use]
    pub fn consents_missing(&self, checkout: &Checkout) -> bool {
        self.judged.all && !self.agreed_to_all(checkout)
    }

    pub(crate) fn choose_carrier(&mut self, carrier: Carrier) {
        self.carrier = Some(carrier);
        self.budget = carrier.is_budget();
    }

    pub(crate) fn choose_budget(&mut self) {
        if !self.budget {
            self.carrier = None;
        }
        self.budget = true;
    }

    /// Takes the phone field's text and gives the caret's new place.
    pub(crate) fn type_phone(&mut self, text: &str, caret: usize) -> usize {
        self.phone = typing::format(text, caret);
        if PhoneNumber::parse(self.phone()).is_ok() {
            self.judged.phone = false;
        }
        self.phone.caret
    }

    pub(crate) fn type_birth(&mut self, text: String) {
        self.birth = text;
    }

    pub(crate) fn type_birth_digit(&mut self, text: String) {
        self.birth_digit = text;
    }

    pub(crate) const fn leave_phone(&mut self) {
        self.judged.phone = true;
    }

    pub(crate) const fn leave_birth(&mut self) {
        self.judged.birth = true;
    }

    pub(crate) const fn choose_channel(&mut self, channel: Channel) {
        self.channel = Some(channel);
    }

    pub(crate) fn set_consent(&mut self, kind: ConsentKind, on: bool) {
        self.agreed.retain(|agreed| *agreed != kind);
        if on {
            self.agreed.push(kind);
        }
    }

    pub(crate) fn withdraw_consents(&mut self, changed: impl Fn(ConsentKind) -> bool) {
        self.agreed.retain(|kind| !changed(*kind));
    }

    /// "전체 동의" ticks each consent of the first screen, and no other.
    pub(crate) fn set_all(&mut self, checkout: &Checkout, on: bool) {
        for consent in first_screen(checkout) {
            self.set_consent(consent.kind, on);
        }
    }

    /// The request for a code; or, with every slip shown from now on, the
    /// first field to put right.
    pub(crate) fn finish(&mut self, checkout: &Checkout, embedder: Option<&str>) -> Result<CreateChallenge, Field> {
        self.judged.all = true;
        let carrier = self.carrier.ok_or(if self.budget { Field::Budget } else { Field::Carrier })?;
        let phone = PhoneNumber::parse(self.phone()).map_err(|_| Field::Phone)?;
        let birth = BirthDate::parse(&self.birth, &self.birth_digit).map_err(|error| match error {
            BirthError::DateIncomplete | BirthError::NoSuchDay => Field::Birth,
            BirthError::DigitMissing | BirthError::DigitOutOfRange => Field::BirthDigit,
        })?;
        if !self.agreed_to_all(checkout) {
            return Err(Field::Consents);
        }
        Ok(CreateChallenge {
            channel: self.channel(checkout),
            carrier,
            phone: Private::new(phone),
            birth: Private::new(birth),
            consents: first_screen(checkout).cloned().collect(),
            embedder: embedder.map(str::to_owned),
        })
    }
}

/// The consents that are asked for before a code is sent.
pub fn first_screen(checkout: &Checkout) -> impl Iterator<Item = &Consent> {
    checkout.consents.iter().filter(|consent| consent.kind != ConsentKind::PaymentContent)
}

impl core::fmt::Debug for Form {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Form").field("carrier", &self.carrier).field("agreed", &self.agreed).finish_non_exhaustive()
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(Form { carrier, budget, phone, birth, birth_digit, agreed, channel, judged });

#[cfg(feature = "imprint")]
crate::imprint!(Judged { all, phone, birth });
