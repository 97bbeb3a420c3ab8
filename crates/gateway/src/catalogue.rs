//! Everything that can go wrong, for those who program against it: `/errors`, and docs/errors.md.

use carrier_checkout::locale::texts;
use carrier_checkout_protocol::reason::ReasonClass;
use carrier_checkout_protocol::{ErrorCode, Locale, Reason};

/// What an API refuses with.
pub struct CodeEntry {
    /// The `code` of the problem document.
    pub code: ErrorCode,
    /// What it means.
    pub meaning: &'static str,
}

/// What the script on the merchant's page says by itself, beside reasons.
pub struct PageEntry {
    /// The `code`, as `www/sdk/src/errors.ts` declares it.
    pub code: &'static str,
    /// What it means, and what to do.
    pub meaning: &'static str,
    /// Whether the same may work when it is tried again.
    pub retryable: bool,
}

/// Every one of them.
pub const PAGE: [PageEntry; 3] = [
    PageEntry {
        code: "session_unavailable",
        meaning: "The session URL gave no session: it did not answer in time, or with something else.",
        retryable: true,
    },
    PageEntry {
        code: "payment_under_way",
        meaning: "`update()` while the payment is being made: nothing about it can be changed now.",
        retryable: true,
    },
    PageEntry { code: "destroyed", meaning: "The checkout was taken away meanwhile.", retryable: false },
];

/// Why a payment did not happen.
pub struct ReasonEntry {
    /// The `reason`.
    pub reason: Reason,
    /// What it means, for programmers.
    pub meaning: &'static str,
    /// What the shopper reads, in English and in Korean: what happened, what next.
    pub told: [(&'static str, &'static str); 2],
}

/// Every code, in the order in which they are declared.
#[must_use]
pub fn codes() -> Vec<CodeEntry> {
    let entry = |(code, meaning): (&ErrorCode, &'static str)| {
        // The meaning begins with the status, which has a column of its own.
        let meaning = meaning.split_once(": ").map_or(meaning, |(_, meaning)| meaning).trim();
        CodeEntry { code: *code, meaning }
    };
    ErrorCode::ALL.iter().zip(ErrorCode::MEANINGS.iter().copied()).map(entry).collect()
}

/// Every reason of that class.
#[must_use]
pub fn reasons(class: ReasonClass) -> Vec<ReasonEntry> {
    let told = |locale: Locale, reason: Reason| {
        let words = &texts(locale).reasons;
        ((words.happened)(reason), (words.next)(reason))
    };
    let entry = |(reason, meaning): (&Reason, &'static str)| ReasonEntry {
        reason: *reason,
        meaning: meaning.trim(),
        told: [told(Locale::En, *reason), told(Locale::Ko, *reason)],
    };
    let all = Reason::ALL.iter().zip(Reason::MEANINGS.iter().copied());
    all.filter(|(reason, _)| reason.class() == class).map(entry).collect()
}

/// Who can do something about reasons of that class, as a heading.
#[must_use]
pub const fn who(class: ReasonClass) -> &'static str {
    match class {
        ReasonClass::Fix => "The shopper can put it right",
        ReasonClass::Later => "It works later",
        ReasonClass::Carrier => "The carrier can help (call 114)",
        ReasonClass::Provider => "The provider's customer centre can help",
        ReasonClass::Merchant => "The merchant has to act",
        ReasonClass::OtherMethod => "Another way to pay is needed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_and_every_reason_stands_in_it_once() {
        assert_eq!(codes().len(), ErrorCode::ALL.len());
        let classes = ReasonClass::ALL.iter().map(|class| reasons(*class));
        assert_eq!(classes.map(|reasons| reasons.len()).sum::<usize>(), Reason::ALL.len());
    }

    #[test]
    fn each_means_something_and_its_status_is_the_one_that_is_declared() {
        for (code, meaning) in ErrorCode::ALL.iter().zip(ErrorCode::MEANINGS) {
            assert!(meaning.starts_with(&format!(" {}: ", code.status())), "{code}: {meaning}");
        }
        for class in ReasonClass::ALL {
            assert!(reasons(*class).iter().all(|entry| entry.meaning.len() > 10 && !entry.told[0].0.is_empty()));
        }
    }
}
