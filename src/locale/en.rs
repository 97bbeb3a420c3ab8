//! English.

use carrier_checkout_protocol::{
    Carrier, Channel, Locale, Timestamp, birth::BirthError, goods::OfferPeriod, phone::PhoneError,
};

use super::{CheckingTexts, CodeTexts, DetailsTexts, FailureTexts, OrderTexts, ReceiptTexts, Texts};
use crate::reasons::{OwnTexts, Said};

pub(super) static TEXTS: Texts = Texts {
    locale: Locale::En,
    title: "Pay by phone bill",
    order: ORDER,
    details: DETAILS,
    code: CODE,
    checking: CheckingTexts {
        loading: "Opening checkout…",
        heading: "Checking",
        text: "We are checking whether your payment went through. Please keep this page open. You will not be charged twice.",
        offline: "The connection was lost before we could check. We will check again once it is back.",
        ask_now: "Check again",
        reconnecting: "This is taking longer than usual. Connecting again.",
    },
    receipt: RECEIPT,
    failure: FailureTexts {
        own: OWN,
        call: "Call",
        carrier_centre: "Your carrier",
        provider_centre: |name| format!("{name} customer centre"),
        seller_centre: |name| format!("{name} (seller)"),
        quote: "Reference",
        retry: "Try again",
        not_charged: "You have not been charged.",
    },
    #[cfg(feature = "ssr")]
    reasons: crate::reasons::en::REASONS,
    #[cfg(any(feature = "ssr", feature = "component"))]
    page: crate::reasons::en::PAGE,
    #[cfg(feature = "ssr")]
    monthly: crate::reasons::en::MONTHLY,
    #[cfg(feature = "ssr")]
    policy: crate::reasons::en::POLICY,
};

const ORDER: OrderTexts = OrderTexts {
    region: "Order",
    amount: "Amount to pay",
    won: |won| format!("₩{won}"),
    vat_included: "VAT included",
    goods: "Goods",
    seller: "Seller",
    period: "Available for",
    offer_period,
    billing: "Payment",
    one_off: "One time",
    billed: "Billed with",
    billed_with: |month| format!("{} phone bill", name_of(month)),
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DETAILS: DetailsTexts = DetailsTexts {
    heading: "Your phone",
    carrier: "Carrier",
    carrier_name,
    budget: "Budget (MVNO)",
    budget_carrier: "Budget carrier",
    budget_hint: "Not in the list? Choose the network you are on.",
    carrier_missing: "Please choose your carrier.",
    phone: "Phone number",
    phone_example: "010-0000-0000",
    phone_error,
    birth_group: "Date of birth",
    birth: "Date of birth, 6 digits",
    birth_digit: "First digit after the hyphen of your resident number",
    birth_hint: "Only used to check who holds the line, then erased.",
    birth_error,
    consents: "Terms",
    all: "Agree to all",
    required: "required",
    show_terms: |name| format!("Full text of {name}"),
    terms_loading: "Loading the text.",
    terms_unavailable: "The text could not be loaded. Please close and open it again.",
    consents_missing: "Please agree to every required item.",
    channel: "Verify by",
    channel_name: |channel| match channel {
        Channel::Sms => "Text message (SMS)",
        Channel::Ars => "Phone call (ARS)",
        Channel::Pass => "PASS app",
    },
    send: |approval| if approval { "Ask for my approval" } else { "Send me a code" },
    sending: "Sending",
    cancel: "Cancel payment",
    said_slips: |slips| format!("{slips} {} to check.", if slips == 1 { "item" } else { "items" }),
    never_share: "Never tell anyone your code. Our staff will not ask for it.",
};

const CODE: CodeTexts = CodeTexts {
    heading: "Enter the code",
    sent_to: |carrier, phone| format!("We sent a text message to {phone} ({carrier})."),
    approve_heading: |channel| match channel {
        Channel::Ars => "Please take our call",
        Channel::Pass => "Approve it in your PASS app",
        Channel::Sms => "Approve it on your carrier's page",
    },
    approve: |channel, carrier, phone| match channel {
        Channel::Ars => format!("We are calling {phone} ({carrier}). If seller and amount are right, press 1."),
        Channel::Pass => {
            format!("Open the PASS app of {phone} ({carrier}). If seller and amount are right, approve.")
        }
        Channel::Sms => format!("The carrier of {phone} ({carrier}) asks you itself. Open its page below."),
    },
    carrier_page: "Open the carrier's page",
    waiting: "Waiting for your approval.",
    approved: "Approved. You can finish the payment now.",
    never_approve: "Never approve a payment that is not your own.",
    not_approved: "Approve it on your phone and the payment goes through.",
    not_approved_in_time: "The time to approve is over. Press ‘Send again’ or verify in another way.",
    other_ways: "Verify in another way",
    code: "Code",
    time_left: "Time left",
    tries_left: |tries| format!("{tries} {} left.", if tries == 1 { "try" } else { "tries" }),
    incomplete: "Please enter the 6 digits from the message.",
    not_confirmed: "Please check what you pay and tick the box.",
    mismatch: |tries| format!("That code is not right. {tries} {} left.", if tries == 1 { "try" } else { "tries" }),
    expired: "The code has expired. Press ‘Send again’ for a new one.",
    expired_for_good: "The code has expired. Please go back to the order and start the payment again.",
    not_sent_again: "The code could not be sent again. Please try again in a moment.",
    help: "No message? Check the carrier, the number and your spam folder.",
    resend: "Send again",
    resend_in: |seconds| format!("You can send it again in {seconds} s."),
    sends_left: |sends| match sends {
        0 => "No more codes can be sent.".to_owned(),
        1 => "1 more code can be sent.".to_owned(),
        _ => format!("{sends} more codes can be sent."),
    },
    restart: "Start over",
    confirm: "I have checked what I pay",
    pay: |won, monthly| format!("Pay ₩{won}{}", if monthly { " every month" } else { "" }),
    paying: "Paying",
    said_sent: |channel| match channel {
        Channel::Sms => "The code has been sent.",
        Channel::Ars => "We are calling you.",
        Channel::Pass => "The request is in your PASS app.",
    },
    said_sent_again: |channel| match channel {
        Channel::Sms => "A new code has been sent.",
        Channel::Ars => "We are calling you again.",
        Channel::Pass => "A new request is in your PASS app.",
    },
    said_left: |seconds| format!("{seconds} seconds left to enter the code."),
};

const RECEIPT: ReceiptTexts = ReceiptTexts {
    heading: "Payment complete",
    paid_at: "Paid at",
    date_time: |at| {
        let t = at.in_korea();
        format!("{} {}, {}, {:02}:{:02} (Korea)", short_month(t.month), t.day, t.year, t.hour, t.minute)
    },
    line: "Phone",
    number: "Payment no.",
    cancel_until: "Cancel by",
    date,
    stop: "Stop monthly payments",
    stop_text: "Nothing is charged from the next month on.",
    stop_now: "Stop",
    refund_only: "Past: refunds go to a bank account",
    objection: "How to object",
    objection_text: "To dispute this payment, call one of these numbers. You will have an answer within two weeks.",
    dispute_centre: "Mobile payment dispute centre (www.spayment.org)",
    police: "Police",
    print: "Print / save",
    limits: "Check or lower your limit, block carrier billing",
    not_me: "I did not make this payment",
    not_me_text: "Reporting it freezes this payment and tells the seller. Do so only if you did not pay.",
    report: "Report",
    close: "Close",
    reported: "Reported",
    reported_text: "This payment is frozen and the seller has been told. Call the numbers below at once, too.",
    report_number: "Report no.",
};

pub(crate) const OWN: OwnTexts = OwnTexts {
    network: Said {
        happened: "The connection is unstable",
        next: "Check your connection and try again. You will not be charged twice.",
    },
    gateway: Said {
        happened: "Something went wrong on our side",
        next: "Please try again in a moment. If it keeps happening, call the customer centre.",
    },
    session_expired: Said {
        happened: "The payment has timed out",
        next: "Please go back to the order and start the payment again.",
    },
    session_unknown: Said {
        happened: "This payment cannot be found",
        next: "Please go back to the order and start the payment again.",
    },
    cancelled: Said { happened: "You cancelled the payment", next: "To pay after all, start again from the order." },
    code_expired: Said { happened: "The code has expired", next: "Please ask for a new code." },
    not_confirmed: Said {
        happened: "The seller could not complete the order",
        next: "Please try again in a moment. If it keeps happening, ask the seller.",
    },
    unknown: Said { happened: "The payment did not work", next: "Please quote the reference to the customer centre." },
};

fn name_of(month: u8) -> &'static str {
    MONTHS[usize::from(month.clamp(1, 12) - 1)]
}

fn short_month(month: u8) -> &'static str {
    let name = name_of(month);
    name.get(..3).unwrap_or(name)
}

fn date(at: Timestamp) -> String {
    let t = at.in_korea();
    format!("{} {}, {} (Korea)", short_month(t.month), t.day, t.year)
}

fn offer_period(period: OfferPeriod) -> String {
    match period {
        OfferPeriod::Days(1) => "1 day from payment".to_owned(),
        OfferPeriod::Days(days) => format!("{days} days from payment"),
        OfferPeriod::Months(1) => "1 month from payment".to_owned(),
        OfferPeriod::Months(months) => format!("{months} months from payment"),
        OfferPeriod::Unlimited => "As long as the service exists".to_owned(),
    }
}

const fn carrier_name(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Skt => "SKT",
        Carrier::Kt => "KT",
        Carrier::Lgu => "LG U+",
        Carrier::Hello => "Hello Mobile",
        Carrier::Kct => "T Plus",
        Carrier::Sk7 => "SK 7mobile",
        Carrier::MvnoSkt => "Other (SKT network)",
        Carrier::MvnoKt => "Other (KT network)",
        Carrier::MvnoLgu => "Other (LG U+ network)",
    }
}

const fn phone_error(error: PhoneError) -> &'static str {
    match error {
        PhoneError::Empty => "Please enter your phone number.",
        PhoneError::TooShort => "The number is too short. Enter all 11 digits, starting with 010.",
        PhoneError::TooLong => "The number is too long. Enter 11 digits, starting with 010.",
        PhoneError::LegacyPrefix => "Please enter the 010 number that has replaced it.",
        PhoneError::NotMobile => "That is not a mobile number. Enter one that starts with 010.",
        PhoneError::SafeNumber => "Safe numbers (050) cannot be used. Enter your real mobile number.",
        PhoneError::Foreign => "Only Korean mobile numbers can be used.",
        PhoneError::Ambiguous => "That is more than one number. Please enter one.",
    }
}

const fn birth_error(error: BirthError) -> &'static str {
    match error {
        BirthError::DateIncomplete => "Please enter 6 digits, such as 900101 for 1 January 1990.",
        BirthError::NoSuchDay => "There is no such date. Please check it.",
        BirthError::DigitMissing => "Please enter the first digit after the hyphen of your resident number.",
        BirthError::DigitOutOfRange => "The first digit after the hyphen is a number from 1 to 8.",
    }
}
