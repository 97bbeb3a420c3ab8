//! What the code tables of the payment gateways say. The samples are written
//! out again here: they are what an adapter relies on.

use std::collections::BTreeSet;

use carrier_checkout_gateway::mapping::{Mappings, Source};
use carrier_checkout_protocol::Reason;

const DANAL: &str = include_str!("../../mappings/danal.tsv");
const KG: &str = include_str!("../../mappings/kg.tsv");
const GALAXIA: &str = include_str!("../../mappings/galaxia.tsv");

fn mappings() -> Mappings {
    Mappings::built_in().unwrap_or_else(|error| panic!("{error}"))
}

/// The codes that a table has.
fn codes(table: &str) -> BTreeSet<&str> {
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| row.split('\t').nth(1).unwrap()).collect()
}

#[track_caller]
fn all_mean(source: Source, samples: &[(&str, &str, &str)]) {
    let mappings = mappings();
    for (code, message, reason) in samples {
        let failure = mappings.failure(source, code, message);
        assert_eq!(failure.reason.as_str(), *reason, "{} {code} {message}", source.name());
        assert_eq!(failure.quote, Some(format!("{}-{code}", source.name().to_uppercase())));
    }
}

#[test]
fn every_code_of_danals_sheet_has_a_reason() {
    let codes = codes(DANAL);
    assert_eq!(codes.len(), 231);
    let mappings = mappings();
    for code in codes {
        assert_ne!(mappings.failure(Source::Danal, code, "").reason, Reason::Unknown, "{code}");
    }
    // As many as the sheet has of each kind.
    let rows = |reason: &str| DANAL.lines().filter(|line| line.ends_with(&format!("\t{reason}"))).count();
    for (reason, count) in [("risk_policy", 41), ("velocity", 8), ("merchant_not_enrolled", 15), ("otp_mismatch", 1)] {
        assert_eq!(rows(reason), count, "{reason}");
    }
}

#[test]
fn every_code_of_kg_and_galaxia_has_a_reason_by_itself() {
    let mappings = mappings();
    for (source, table, count) in [(Source::Kg, KG, 94), (Source::Galaxia, GALAXIA, 107)] {
        let codes = codes(table);
        assert_eq!(codes.len(), count, "{}", source.name());
        for code in codes {
            assert_ne!(mappings.failure(source, code, "").reason, Reason::Unknown, "{code}");
        }
    }
}

#[test]
fn danals_codes_mean_what_they_say() {
    let samples = [
        ("482", "", "otp_mismatch"),
        ("481", "", "otp_last_try_failed"),
        ("626", "", "auth_attempts_exceeded"),
        ("490", "", "auth_session_expired"),
        ("405", "", "carrier_or_number_unregistered"),
        ("406", "", "identity_mismatch"),
        ("419", "", "line_suspended_or_lost"),
        ("422", "", "subscriber_blocked"),
        ("545", "", "subscriber_hard_blocked"),
        ("454", "", "subscriber_autopay_blocked"),
        ("531", "", "service_not_consented"),
        ("476", "", "service_dormant"),
        ("415", "", "limit_month_carrier"),
        ("634", "", "limit_per_transaction"),
        ("657", "", "pg_long_arrears"),
        ("516", "", "paypw_locked"),
        ("539", "", "app_auth_pending"),
        ("906", "결제 정책상 이용이 제한됩니다", "risk_policy"),
        ("637", "", "velocity"),
        ("-3", "", "gateway_error"),
        ("898", "", "user_cancelled"),
        ("339", "", "merchant_data_invalid"),
    ];
    all_mean(Source::Danal, &samples);
}

#[test]
fn the_words_tell_the_meanings_of_kgs_codes_apart() {
    let samples = [
        ("0031", "1회 결제 한도를 초과하였습니다", "limit_per_transaction"),
        ("0031", "생년월일 기준 월 한도 초과", "limit_identity"),
        ("0031", "월 한도 초과", "limit_month_carrier"),
        ("0043", "인증번호가 일치하지 않습니다", "otp_mismatch"),
        ("0043", "인증번호 입력시간(3분)을 초과하였습니다", "otp_expired"),
        ("0043", "결제비밀번호 불일치 (2회)", "paypw_mismatch"),
        ("0043", "결제 비밀번호가 잠김 상태입니다", "paypw_locked"),
        ("0043", "결제 비밀번호를 입력해 주세요", "paypw_required"),
        ("0058", "외국인 명의 휴대폰", "line_foreigner"),
        ("0058", "착신 전환 서비스 이용 고객", "line_call_forwarding"),
        ("0058", "통신사 정책", "carrier_policy_block"),
        ("0096", "특수문자 입력 오류", "input_format"),
        ("0096", "인증 문자 미발송", "otp_not_delivered"),
        ("0097", "주민번호 13자리는 입력할 수 없습니다", "input_format"),
        ("0097", "파라미터 오류", "merchant_data_invalid"),
        ("0016", "미납 요금은 1600-0523으로 문의", "pg_long_arrears"),
        ("0024", "월 자동결제 차단", "subscriber_autopay_blocked"),
        ("0051", "", "already_paid"),
        ("0052", "이미 처리중인 거래", "duplicate_in_progress"),
        ("0052", "", "duplicate_order_id"),
        ("0059", "", "ars_step_up_required"),
        ("9105", "", "input_format"),
    ];
    all_mean(Source::Kg, &samples);
}

#[test]
fn galaxias_and_nicepays_codes_mean_what_they_say() {
    let samples = [
        ("703", "", "otp_mismatch"),
        ("208", "해지된 번호", "line_cancelled"),
        ("208", "", "line_suspended_or_lost"),
        ("417", "", "pg_long_arrears"),
        ("321", "", "request_tampered"),
        ("704", "", "ars_step_up_required"),
        ("401", "", "user_cancelled"),
    ];
    all_mean(Source::Galaxia, &samples);
    let samples = [
        ("A110", "이번 달 한도를 초과했습니다", "limit_month_carrier"),
        ("A110", "정책상 제한", "unknown"),
        ("A127", "", "duplicate_order_id"),
        ("A566", "", "merchant_not_enrolled"),
    ];
    all_mean(Source::NicePay, &samples);
}

#[test]
fn inicis_relays_the_codes_of_others_and_has_some_of_its_own() {
    let samples = [
        ("110230", "", "limit_per_transaction"),
        ("113011", "", "carrier_or_number_unregistered"),
        ("113058", "", "real_goods_not_allowed"),
        ("113031", "1회 한도", "limit_per_transaction"),
        ("113043", "", "otp_expired"),
        ("114482", "", "otp_mismatch"),
        ("114055", "", "risk_policy"),
        ("114050", "", "limit_identity"),
        ("114054", "", "standard_window_violation"),
        ("115060", "", "line_foreigner"),
        ("512704", "", "already_paid"),
        ("203053", "", "line_new_subscriber"),
    ];
    all_mean(Source::Inicis, &samples);
}

#[test]
fn an_unknown_code_is_told_with_the_code_to_quote_and_nothing_else_is_quoted() {
    for source in Source::ALL {
        let name = source.name().to_uppercase();
        let told = |code: &str| mappings().failure(source, code, "010-2345-6789");
        assert_eq!((told("Z99").reason, told("Z99").quote), (Reason::Unknown, Some(format!("{name}-Z99"))));
        for personal in ["01023456789", "9001011", "010-2345-6789", "결제 실패", ""] {
            assert_eq!((told(personal).reason, told(personal).quote), (Reason::Unknown, Some(name.clone())));
        }
    }
}
