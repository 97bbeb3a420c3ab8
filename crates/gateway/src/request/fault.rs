//! What is wrong with a body, without repeating it.

/// What is wrong, without the value that is: it may be a phone number.
pub(super) fn without_values(error: &serde_json::Error) -> String {
    let text = error.to_string();
    // The last one is serde's own: the value before it may have the same words in it.
    match text.rsplit_once(", expected") {
        Some((_, expected)) => format!("expected{expected}"),
        None => text,
    }
}

/// Whether a body is a list: serde takes one of an object's values for the object, which nobody is promised.
pub(super) fn is_list(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"[")
}

#[cfg(test)]
mod tests {
    use super::*;
    use carrier_checkout_protocol::checkout::CreateChallenge;
    use carrier_checkout_protocol::payment::CreatePayment;

    #[test]
    fn what_is_wrong_is_said_without_the_value() {
        for body in [
            r#"{"channel":"sms","carrier":"SKT","phone":1023456789}"#,
            r#"{"channel":"sms","carrier":"01023456789"}"#,
            r#"{"01023456789":1}"#,
            r#"{"channel":"sms","carrier":"SKT","phone":"010234567890"}"#,
            r#"{"channel":"sms","carrier":"SKT","phone":"01023456789","birth":"9001011234567"}"#,
        ] {
            let error = serde_json::from_str::<CreateChallenge>(body).unwrap_err();
            let told = without_values(&error);
            assert!(!told.contains("23456789") && !told.contains("900101"), "{told}");
        }
    }

    #[test]
    fn a_value_with_the_words_of_an_error_is_not_repeated_either() {
        let body = r#"{"order_id":"order-1","amount":", expected 01023456789"}"#;
        let told = without_values(&serde_json::from_str::<CreatePayment>(body).unwrap_err());
        assert!(told.starts_with("expected u32 at line 1"), "{told}");
    }
}
