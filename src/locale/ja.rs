//! 日本語。

use carrier_checkout_protocol::{
    Carrier, Channel, Locale, Timestamp, birth::BirthError, goods::OfferPeriod, phone::PhoneError,
};

use super::{CheckingTexts, CodeTexts, DetailsTexts, FailureTexts, OrderTexts, ReceiptTexts, Texts};
use crate::reasons::{OwnTexts, Said};

pub(super) static TEXTS: Texts = Texts {
    locale: Locale::Ja,
    title: "携帯決済",
    order: ORDER,
    details: DETAILS,
    code: CODE,
    checking: CheckingTexts {
        loading: "決済画面を開いています…",
        heading: "確認中",
        text: "結果を確認しています。画面を閉じずにお待ちください。二重に請求されることはありません。",
        offline: "通信が切れたため、結果を確認できませんでした。つながると自動で確認します。",
        ask_now: "もう一度確認",
        reconnecting: "接続し直しています。",
    },
    receipt: RECEIPT,
    failure: FailureTexts {
        own: OWN,
        call: "お問い合わせ",
        carrier_centre: "携帯電話会社",
        provider_centre: |name| format!("{name} お客様センター"),
        seller_centre: |name| format!("{name}（販売者）"),
        quote: "お問い合わせコード",
        retry: "もう一度試す",
        not_charged: "請求は発生していません。",
    },
    #[cfg(feature = "ssr")]
    reasons: crate::reasons::ja::REASONS,
    #[cfg(any(feature = "ssr", feature = "component"))]
    page: crate::reasons::ja::PAGE,
    #[cfg(feature = "ssr")]
    monthly: crate::reasons::ja::MONTHLY,
    #[cfg(feature = "ssr")]
    policy: crate::reasons::ja::POLICY,
};

const ORDER: OrderTexts = OrderTexts {
    region: "注文内容",
    amount: "お支払い金額",
    won: |won| format!("₩{won}"),
    vat_included: "税込",
    goods: "商品",
    seller: "販売者",
    period: "提供期間",
    offer_period,
    billing: "お支払い",
    one_off: "1回のみ",
    billed: "請求",
    billed_with: |month| format!("{month}月の携帯料金に合算"),
};

const DETAILS: DetailsTexts = DetailsTexts {
    heading: "お支払い情報の入力",
    carrier: "携帯電話会社",
    carrier_name,
    budget: "格安SIM (알뜰폰)",
    budget_carrier: "格安SIMの会社",
    budget_hint: "一覧にない場合は、お使いの回線を選んでください。",
    carrier_missing: "携帯電話会社を選んでください。",
    phone: "携帯電話番号",
    phone_example: "010-0000-0000",
    phone_error,
    birth_group: "生年月日",
    birth: "生年月日6桁",
    birth_digit: "登録番号のハイフンの次の1桁",
    birth_hint: "契約者の確認にだけ使い、すぐに削除します。",
    birth_error,
    consents: "規約への同意",
    all: "すべてに同意",
    required: "必須",
    show_terms: |name| format!("{name}の全文"),
    terms_loading: "読み込んでいます。",
    terms_unavailable: "読み込めませんでした。もう一度開いてください。",
    consents_missing: "必須の項目すべてに同意してください。",
    channel: "認証方法",
    channel_name: |channel| match channel {
        Channel::Sms => "SMS",
        Channel::Ars => "電話（ARS）",
        Channel::Pass => "PASSアプリ",
    },
    send: |approval| if approval { "承認をリクエスト" } else { "認証番号を受け取る" },
    sending: "送信中",
    cancel: "支払いをやめる",
    said_slips: |slips| format!("確認が必要な項目が{slips}件あります。"),
    never_share: "認証番号は誰にも教えないでください。スタッフも聞きません。",
};

const CODE: CodeTexts = CodeTexts {
    heading: "認証番号の入力",
    sent_to: |carrier, phone| format!("{phone}（{carrier}）にSMSを送りました。"),
    approve_heading: |channel| match channel {
        Channel::Ars => "電話に出てください",
        Channel::Pass => "PASSアプリで承認してください",
        Channel::Sms => "携帯電話会社の画面で確認してください",
    },
    approve: |channel, carrier, phone| match channel {
        Channel::Ars => {
            format!("{phone}（{carrier}）に電話をかけます。販売者と金額を聞き、正しければ1を押してください。")
        }
        Channel::Pass => {
            format!("{phone}（{carrier}）のPASSアプリを開き、販売者と金額が正しければ承認してください。")
        }
        Channel::Sms => format!("{phone}の{carrier}が直接確認します。下から画面を開いてください。"),
    },
    carrier_page: "携帯電話会社の画面を開く",
    waiting: "承認を待っています。",
    approved: "承認されました。お支払いを完了できます。",
    never_approve: "ご自分の支払いでなければ承認しないでください。",
    not_approved: "携帯電話で承認すると、すぐに支払われます。",
    not_approved_in_time: "承認の時間が過ぎました。「再送信」か別の方法で認証してください。",
    other_ways: "別の方法で認証",
    code: "認証番号",
    time_left: "残り時間",
    tries_left: |tries| format!("あと{tries}回入力できます。"),
    incomplete: "6桁の数字を入力してください。",
    not_confirmed: "内容を確認し、チェックを入れてください。",
    mismatch: |tries| format!("認証番号が違います。あと{tries}回入力できます。"),
    expired: "入力時間が過ぎました。「再送信」を押してください。",
    expired_for_good: "入力時間が過ぎました。注文画面からやり直してください。",
    not_sent_again: "再送信できませんでした。しばらくしてからもう一度お試しください。",
    help: "届かないときは、携帯電話会社と番号、迷惑メッセージをご確認ください。",
    resend: "再送信",
    resend_in: |seconds| format!("{seconds}秒後に再送信できます。"),
    sends_left: |sends| {
        if sends == 0 {
            "これ以上送信できません。".to_owned()
        } else {
            format!("あと{sends}回送信できます。")
        }
    },
    restart: "最初に戻る",
    confirm: "お支払い内容を確認しました",
    pay: |won, monthly| format!("{}₩{won}を支払う", if monthly { "毎月" } else { "" }),
    paying: "支払い中",
    said_sent: |channel| match channel {
        Channel::Sms => "認証番号を送りました。",
        Channel::Ars => "電話をかけました。",
        Channel::Pass => "PASSアプリにリクエストを送りました。",
    },
    said_sent_again: |channel| match channel {
        Channel::Sms => "新しい認証番号を送りました。",
        Channel::Ars => "もう一度電話をかけました。",
        Channel::Pass => "PASSアプリにもう一度送りました。",
    },
    said_left: |seconds| format!("入力時間はあと{seconds}秒です。"),
};

const RECEIPT: ReceiptTexts = ReceiptTexts {
    heading: "お支払いが完了しました",
    paid_at: "支払日時",
    date_time: |at| {
        let t = at.in_korea();
        format!("{}年{}月{}日 {:02}:{:02}（韓国時間）", t.year, t.month, t.day, t.hour, t.minute)
    },
    line: "携帯電話",
    number: "決済番号",
    cancel_until: "取消期限",
    date,
    stop: "毎月の自動払いを解約",
    stop_text: "翌月から請求されません。今回の決済はそのままです。",
    stop_now: "解約する",
    refund_only: "期限後は口座への返金のみ",
    objection: "異議申し立て",
    objection_text: "異議があるときは、下の番号へお電話ください。2週間以内に結果をお知らせします。",
    dispute_centre: "携帯/ARS決済仲裁センター (www.spayment.org)",
    police: "警察",
    print: "印刷 / 保存",
    limits: "限度額の確認・引き下げ、少額決済（소액결제）の停止",
    not_me: "自分が支払ったものではありません",
    not_me_text: "この決済を凍結し、販売者に知らせます。ご自分が支払っていない場合だけ押してください。",
    report: "報告する",
    close: "閉じる",
    reported: "報告を受け付けました",
    reported_text: "この決済を凍結し、販売者に知らせました。下の番号にもすぐご連絡ください。",
    report_number: "報告番号",
};

pub(crate) const OWN: OwnTexts = OwnTexts {
    network: Said {
        happened: "通信が不安定です",
        next: "接続を確認して、もう一度お試しください。二重に請求されることはありません。",
    },
    gateway: Said {
        happened: "一時的なエラーが発生しました", next: "しばらくしてからもう一度お試しください。"
    },
    session_expired: Said {
        happened: "お支払いの時間が過ぎました", next: "注文画面からやり直してください。"
    },
    session_unknown: Said {
        happened: "このお支払いが見つかりません", next: "注文画面からやり直してください。"
    },
    cancelled: Said {
        happened: "お支払いを取りやめました", next: "改めて支払うには、注文画面から始めてください。"
    },
    code_expired: Said {
        happened: "認証番号の時間が過ぎました", next: "新しい認証番号を受け取ってください。"
    },
    not_confirmed: Said {
        happened: "販売者が注文を処理できませんでした",
        next: "しばらくしてからもう一度お試しください。",
    },
    unknown: Said {
        happened: "お支払いができませんでした",
        next: "お客様センターにお問い合わせコードをお伝えください。",
    },
};

fn date(at: Timestamp) -> String {
    let t = at.in_korea();
    format!("{}年{}月{}日（韓国時間）", t.year, t.month, t.day)
}

fn offer_period(period: OfferPeriod) -> String {
    match period {
        OfferPeriod::Days(days) => format!("支払日から{days}日間"),
        OfferPeriod::Months(months) => format!("支払日から{months}か月間"),
        OfferPeriod::Unlimited => "サービス終了まで".to_owned(),
    }
}

const fn carrier_name(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Skt => "SKT",
        Carrier::Kt => "KT",
        Carrier::Lgu => "LG U+",
        Carrier::Hello => "Hello Mobile (헬로모바일)",
        Carrier::Kct => "T Plus (티플러스)",
        Carrier::Sk7 => "SK 7mobile",
        Carrier::MvnoSkt => "その他（SKT回線）",
        Carrier::MvnoKt => "その他（KT回線）",
        Carrier::MvnoLgu => "その他（LG U+回線）",
    }
}

const fn phone_error(error: PhoneError) -> &'static str {
    match error {
        PhoneError::Empty => "携帯電話番号を入力してください。",
        PhoneError::TooShort => "番号が短いです。010から始まる11桁を入力してください。",
        PhoneError::TooLong => "番号が長いです。010から始まる11桁だけを入力してください。",
        PhoneError::LegacyPrefix => "010に変わった後の番号を入力してください。",
        PhoneError::NotMobile => "携帯電話番号ではありません。010から始まる番号を入力してください。",
        PhoneError::SafeNumber => "安心番号（050）は使えません。実際の携帯電話番号を入力してください。",
        PhoneError::Foreign => "韓国の携帯電話番号だけが使えます。",
        PhoneError::Ambiguous => "番号が2つあります。1つだけ入力してください。",
    }
}

const fn birth_error(error: BirthError) -> &'static str {
    match error {
        BirthError::DateIncomplete => "生年月日6桁を入力してください。例: 900101",
        BirthError::NoSuchDay => "存在しない日付です。生年月日をご確認ください。",
        BirthError::DigitMissing => "登録番号のハイフンの次の1桁を入力してください。",
        BirthError::DigitOutOfRange => "登録番号のハイフンの次の1桁は、1から8までの数字です。",
    }
}
