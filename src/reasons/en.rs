//! Every reason in English.

use carrier_checkout_protocol::{Reason, StepUp, consent::ConsentKind};

use super::{MailTexts, MonthlyTexts, PageTexts, PolicyTexts, Question, Reasons, RefusedPress};
use crate::locale::en::OWN;

pub(crate) const REASONS: Reasons = Reasons { happened, next };

pub(crate) const MONTHLY: MonthlyTexts = MonthlyTexts {
    terms: |day| format!("Monthly, automatically on day {}", day.get()),
    consent: |day, won| format!("Monthly billing: ₩{won} automatically on day {} of every month", day.get()),
    stopping: "Stop any time on the receipt, or by telling the seller or the customer centre. Nothing is charged from the next month on.",
    next: |at| {
        let day = at.in_korea();
        format!("The next charge is on {}-{:02}-{:02} (Korea).", day.year, day.month, day.day)
    },
    stopped: "Monthly billing has stopped. Nothing more is charged.",
};

pub(crate) const POLICY: PolicyTexts = PolicyTexts {
    consent,
    step_up: |why| match why {
        StepUp::CashLike => "These goods are as good as cash, so only a safer way to verify is offered.",
        StepUp::SimChanged => "The SIM was changed recently, so only a safer way to verify is offered.",
        StepUp::Night => "At night only a safer way to verify is offered, against misuse.",
        StepUp::Velocity => "There were many attempts in a short time, so only a safer way to verify is offered.",
        StepUp::LargeAmount => "The amount is large, so only a safer way to verify is offered.",
    },
    cool_off: |hours| {
        format!("If it is the first time with this number, you get them {hours} hours after paying, against misuse.")
    },
    cash_like: "Lending money by having you buy goods and buying them back for less is illegal. Turn down such offers.",
    cancelled: |day| format!("This payment was cancelled on {day}. It will not be on your phone bill."),
    refunded: |day, won| format!("{won} of this payment has been cancelled or refunded, most recently on {day}."),
};

pub(crate) const PAGE: PageTexts = PageTexts {
    own_name: "English",
    title: "Carrier billing checkout",
    language: "Language",
    language_kept: "The language could not be changed. Check your connection and choose it again.",
    not_loaded: "The checkout could not be loaded completely",
    connection: "Check your connection and try again. What you filled in is still here.",
    unsupported: "Payment is not possible in this browser or app. Open this page in an up-to-date browser such as \
        Chrome, Safari or Samsung Internet.",
    uncharged: "Nothing has been charged yet.",
    reload: "The checkout has no connection to this page. If trying again does not help, reload the page. You may have to fill it in again.",
    retry: "Try again",
    pressed: "The checkout is still loading. It goes on by itself as soon as it is ready.",
    offline: "You are offline. What you filled in is still here, and it goes on once you are connected.",
    stop: Question {
        title: "Stop this payment?",
        text: "Nothing has been charged yet. If you cancel now, nothing will be.",
        stay: "Go on paying",
        go: "Cancel payment",
    },
    moves: Question {
        title: "Your payment is being processed",
        text: "It can no longer be stopped. It may be completed even if you leave: look at your \
            order for the outcome. You are not charged twice.",
        stay: "Wait here",
        go: "Leave",
    },
    refused: RefusedPress {
        covered: "Something on this page covers the payment window, so nothing has been charged yet. Scroll until you see all of it, check what it says, and press again.",
        early: "The button had only just appeared, so nothing was charged. Check the amount and the seller, then press it again.",
        all: "Show everything",
    },
    mail: MailTexts {
        address: "E-mail address for the receipt",
        hint: "Used to send the receipt, and not kept.",
        send: "Send me the receipt",
        sending: "Sending",
        sent: "The receipt has been sent.",
        invalid: "Check the e-mail address.",
        exhausted: "No more mails can be sent. Print or save the receipt instead.",
        failed: "The mail could not be sent. Try again in a moment.",
    },
    no_script: "To pay, switch JavaScript on in your browser's settings and reload the page.",
    unavailable: "The checkout did not load.",
    order: "View order",
    waiting: "Getting the checkout ready.",
    unsent: "You have been verified, but nothing is paid yet.",
    send: "Finish paying",
    room: [1_860, 1_770, 1_620, 1_340],
};

const fn happened(reason: Reason) -> &'static str {
    match reason {
        Reason::OtpMismatch => "That code is not right",
        Reason::OtpExpired => OWN.code_expired.happened,
        Reason::OtpLastTryFailed => "Too many wrong codes",
        Reason::OtpSendsExceeded => "No more codes can be sent",
        Reason::AuthAttemptsExceeded => "Too many verification attempts",
        Reason::AuthSessionExpired => "The time to verify is over",
        Reason::AuthMethodUnsupported => "This number cannot be verified that way",
        Reason::ArsSafeUserConflict => "This number cannot be verified by a call",
        Reason::AppNotEnrolled => "You have not joined the verification app",
        Reason::AppPushFailed => "The request did not reach the verification app",
        Reason::AppAuthPending => "The app is still waiting for your answer",
        Reason::AppAuthFailed => "Verifying in the app did not work",
        Reason::AppAuthAlreadyDone => "This request was already answered in the app",
        Reason::PaypwRequired => "This number pays with a payment password",
        Reason::PaypwMismatch => "That payment password is not right",
        Reason::PaypwNotSet => "There is no payment password yet",
        Reason::SimplepayNotEnrolled => "You have not joined simple payment",
        Reason::SimplepayPwMismatch => "That simple payment password is not right",
        Reason::SimplepayPwLocked => "The simple payment password is locked",
        Reason::InputFormat => "Something you filled in has the wrong form",
        Reason::CarrierOrNumberUnregistered => "The number is not with this carrier",
        Reason::IdentityMismatch => "The details do not match the line's holder",
        Reason::LineCancelled => "The number has been cancelled",
        Reason::SessionExpired => OWN.session_expired.happened,
        Reason::SessionUnknown => OWN.session_unknown.happened,
        Reason::UserCancelled => OWN.cancelled.happened,
        Reason::AuthRejected => "The verification was declined",
        Reason::StepUpRequired => "This payment needs a safer verification",
        Reason::BrowserUnsupported => "This browser cannot show the checkout",
        Reason::OtpNotDelivered => "The message could not be delivered",
        Reason::DuplicateInProgress => "A payment is already being made",
        Reason::AlreadyPaid => "This order is already paid",
        Reason::ConfirmationDelayed => "Confirming the payment takes longer than usual",
        Reason::Velocity => "Too many payments in a short time",
        Reason::CarrierMaintenance => "The carrier is under maintenance",
        Reason::CarrierError => "The carrier is not responding",
        Reason::TooManyRequests => "Too many requests",
        Reason::GatewayError => OWN.gateway.happened,
        Reason::NetworkError => OWN.network.happened,
        Reason::SubscriberBlocked => "Carrier billing is blocked for this number",
        Reason::SubscriberHardBlocked => "The line's owner has blocked carrier billing for good",
        Reason::SubscriberAutopayBlocked => "Monthly billing is blocked for this number",
        Reason::ServiceNotConsented => "This number has not opted in to carrier billing",
        Reason::ServiceDormant => "Carrier billing is off after a long time without use",
        Reason::LimitMonthCarrier => "This month's limit is used up",
        Reason::LineOverdue => "The phone bill is overdue",
        Reason::LineSuspendedOrLost => "The line is suspended or reported lost",
        Reason::LineCallForwarding => "Calls to this number are being forwarded",
        Reason::CarrierPolicyBlock => "The carrier's policy does not allow this payment",
        Reason::ArsStepUpRequired => "Your carrier asks for a verification call first",
        Reason::ArsUnblockRequired => "This number has to be released by a call",
        Reason::PaypwLocked => "The payment password is locked",
        Reason::LineMinor => "The line belongs to a minor",
        Reason::LineCorporate => "The line belongs to a company",
        Reason::LinePrepaid => "The line is prepaid",
        Reason::LineForeigner => "The carrier does not bill lines of foreign nationals",
        Reason::LineNewSubscriber => "The line is new, or has a new holder",
        Reason::LinePlanRestricted => "The plan does not allow carrier billing",
        Reason::LineNumberRestricted => "The number does not allow carrier billing",
        Reason::LineDeviceRestricted => "The device does not allow carrier billing",
        Reason::RealGoodsNotAllowed => "This number cannot pay for physical goods",
        Reason::CarrierNotSupported => "This carrier cannot be used for this payment",
        Reason::SimChanged => "The SIM was changed recently",
        Reason::LimitDayCashLike => "Today's limit for these goods is reached",
        Reason::LimitMonthSiteOrItem => "This month's limit for this seller or these goods is used up",
        Reason::LimitPerTransaction => "The amount is more than can be paid at once",
        Reason::LimitIdentity => "This month's limit for one person is used up",
        Reason::LimitIpAmount => "The limit for this internet connection is used up",
        Reason::AmountOutOfRange => "This amount cannot be paid by phone bill",
        Reason::RiskPolicy => "The payment was stopped for your safety",
        Reason::PaymentDenied => "The carrier refused the payment",
        Reason::LineCloneSuspected => "This phone was stopped for your safety",
        Reason::PgLongArrears => "An earlier payment has not been settled",
        Reason::Unknown => OWN.unknown.happened,
        Reason::MerchantConfirmFailed => OWN.not_confirmed.happened,
        Reason::MerchantDataInvalid => "The seller's order is not valid",
        Reason::MerchantNotEnrolled => "The seller cannot take this payment yet",
        Reason::AuthStepsSkipped => "The steps of the payment got mixed up",
        Reason::DuplicateOrderId => "The order number was used before",
        Reason::RequestTampered => "The payment differs from the order, so it was stopped",
        Reason::StandardWindowViolation => "The seller's payment window breaks the rules, so it was stopped",
        Reason::RecurringNoHistory => "There is no earlier payment for monthly billing to go on from",
        Reason::RecurringMismatch => "Amount or day differ from the earlier monthly payments",
        Reason::RecurringKeyInvalid => "The monthly billing is not registered correctly",
    }
}

const fn next(reason: Reason) -> &'static str {
    match reason {
        Reason::OtpMismatch => "Please enter the 6 digits from the message again.",
        Reason::OtpExpired => OWN.code_expired.next,
        Reason::OtpLastTryFailed => "For your safety, please start again. Everything you filled in is still here.",
        Reason::OtpSendsExceeded => "Please go back to the order and start the payment again.",
        Reason::AuthAttemptsExceeded => {
            "It is blocked for now, for your safety. Try again tomorrow or pay in another way."
        }
        Reason::AuthSessionExpired => "Please verify again from the start. Everything you filled in is still here.",
        Reason::AuthMethodUnsupported
        | Reason::ArsSafeUserConflict
        | Reason::SimplepayNotEnrolled
        | Reason::SimplepayPwLocked => "Please verify in another way.",
        Reason::AppNotEnrolled => "Join it and try again, or verify in another way.",
        Reason::AppPushFailed => "Open the app and try again, or verify in another way.",
        Reason::AppAuthPending => "Finish in the app, then try again.",
        Reason::AppAuthFailed => "Try again, or verify in another way.",
        Reason::AppAuthAlreadyDone => "Please verify again from the start. You will not be charged twice.",
        Reason::PaypwRequired => {
            "Use the payment password that you set with your carrier. Your carrier can help you with it."
        }
        Reason::PaypwMismatch => "Check the payment password. After several wrong ones your carrier locks it.",
        Reason::PaypwNotSet => "Set one in your carrier's app, then try again.",
        Reason::SimplepayPwMismatch => "Check the password, or verify in another way.",
        Reason::InputFormat => "Check the phone number and the birth date.",
        Reason::CarrierOrNumberUnregistered => {
            "Check the carrier and the number. If you are on a budget carrier, choose ‘Budget (MVNO)’."
        }
        Reason::IdentityMismatch => {
            "Enter the birth date of the line's holder. It may be a relative's or a company's line."
        }
        Reason::LineCancelled => "Please enter the number that you use now.",
        Reason::SessionExpired => OWN.session_expired.next,
        Reason::SessionUnknown => OWN.session_unknown.next,
        Reason::UserCancelled => OWN.cancelled.next,
        Reason::AuthRejected => "To pay, verify again. If you did not ask for it, it is safest to leave it.",
        Reason::StepUpRequired => "Choose a safer way to verify, such as the PASS app.",
        Reason::BrowserUnsupported => "Open this page in an up-to-date browser.",
        Reason::OtpNotDelivered => {
            "Check your spam filter and whether your carrier blocks such messages, then try again or verify in another way."
        }
        Reason::DuplicateInProgress => "Please wait a moment instead of paying again. You will not be charged twice.",
        Reason::AlreadyPaid => "There is no need to pay again. Your order shows the payment.",
        Reason::ConfirmationDelayed => "Please look at your order in a while instead of paying again.",
        Reason::Velocity => "It is limited for now, for your safety. Try again later or pay in another way.",
        Reason::CarrierMaintenance => "Try again once it is over, or pay in another way.",
        Reason::CarrierError => "Please try again in a moment.",
        Reason::TooManyRequests => "Please wait a moment and try again.",
        Reason::GatewayError => OWN.gateway.next,
        Reason::NetworkError => OWN.network.next,
        Reason::SubscriberBlocked => {
            "If you blocked it yourself, it is safest to leave it. Your carrier can unblock it."
        }
        Reason::SubscriberHardBlocked => {
            "If that was for safety, it is best to leave it. Only the owner can have the carrier lift it."
        }
        Reason::SubscriberAutopayBlocked => {
            "If you blocked it yourself, it is safest to leave it. Pay in another way, or ask your carrier."
        }
        Reason::ServiceNotConsented => "You can leave it that way. To use carrier billing, opt in with your carrier.",
        Reason::ServiceDormant => "It is switched off after a year. To use it, opt in with your carrier again.",
        Reason::LimitMonthCarrier => "Pay next month or in another way. Your carrier can tell you what is left.",
        Reason::LineOverdue => "You can pay this way once the bill is settled with your carrier.",
        Reason::LineSuspendedOrLost => {
            "Ask your carrier about the line. If the phone is lost, do not try to pay with it."
        }
        Reason::LineCallForwarding => {
            "Switch call forwarding off and try again. If you did not set it up, tell your carrier at once."
        }
        Reason::CarrierPolicyBlock => "Your carrier can tell you why. Please pay in another way.",
        Reason::ArsStepUpRequired => {
            "Call your carrier to verify, then try again. Everything you filled in is still here."
        }
        Reason::ArsUnblockRequired => "Call your carrier to prove that it is you, then try again.",
        Reason::PaypwLocked => "Only your carrier can unlock it.",
        Reason::LineMinor => "A minor's line cannot be used to pay. A legal guardian can ask the carrier.",
        Reason::LineCorporate
        | Reason::LinePrepaid
        | Reason::LinePlanRestricted
        | Reason::LineNumberRestricted
        | Reason::LineDeviceRestricted
        | Reason::RealGoodsNotAllowed
        | Reason::CarrierNotSupported => "Please use another number or pay in another way.",
        Reason::LineForeigner => "Please pay in another way. Your carrier can tell you more.",
        Reason::LineNewSubscriber => {
            "It can be used once the carrier's waiting time is over. For now, please pay in another way."
        }
        Reason::SimChanged => {
            "For 72 hours after a SIM change, you can only verify by the PASS app. If you did not change it, tell your carrier at once."
        }
        Reason::LimitDayCashLike => "The limit is there against misuse. Come back tomorrow or pay in another way.",
        Reason::LimitMonthSiteOrItem | Reason::LimitIdentity => "Pay next month or in another way.",
        Reason::LimitPerTransaction | Reason::AmountOutOfRange => "Please pay in another way.",
        Reason::LimitIpAmount => "Try again later or pay in another way.",
        Reason::RiskPolicy => "The customer centre can tell you why. Please quote the reference.",
        Reason::PaymentDenied => {
            "Your carrier or the customer centre can tell you why. Please use another number or pay in another way."
        }
        Reason::LineCloneSuspected => {
            "It may have been cloned. Quote the reference to the customer centre, and ask your carrier (114) too."
        }
        Reason::PgLongArrears => {
            "The customer centre can tell you which. Once it is settled, you can pay this way again."
        }
        Reason::Unknown => OWN.unknown.next,
        Reason::MerchantConfirmFailed => OWN.not_confirmed.next,
        Reason::MerchantDataInvalid
        | Reason::RecurringNoHistory
        | Reason::RecurringMismatch
        | Reason::RecurringKeyInvalid => "Please ask the seller.",
        Reason::MerchantNotEnrolled | Reason::StandardWindowViolation => {
            "Please ask the seller, or pay in another way."
        }
        Reason::AuthStepsSkipped => {
            "Close any other checkout that is open. Please start again from the order. If it keeps happening, ask the seller."
        }
        Reason::DuplicateOrderId | Reason::RequestTampered => {
            "Please start again from the order. If it keeps happening, ask the seller."
        }
    }
}

const fn consent(kind: ConsentKind) -> &'static str {
    match kind {
        ConsentKind::CarrierBillingTerms => "Carrier billing terms",
        ConsentKind::ElectronicFinanceTerms => "Electronic financial transaction terms",
        ConsentKind::PrivacyCollection => "Collection and use of personal data",
        ConsentKind::PrivacyThirdParty => "Disclosure of personal data to third parties",
        ConsentKind::MonthlyBilling => "Automatic monthly billing",
        ConsentKind::PaymentContent => "I have checked what I pay",
    }
}
