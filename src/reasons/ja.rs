//! すべての理由を日本語で。

use carrier_checkout_protocol::{Reason, StepUp, consent::ConsentKind};

use super::{MailTexts, MonthlyTexts, PageTexts, PolicyTexts, Question, Reasons, RefusedPress};
use crate::locale::ja::OWN;

pub(crate) const REASONS: Reasons = Reasons { happened, next };

pub(crate) const MONTHLY: MonthlyTexts = MonthlyTexts {
    terms: |day| format!("毎月{}日に自動払い（월자동결제）", day.get()),
    consent: |day, won| format!("毎月自動払い（월자동결제）への同意: 毎月{}日に₩{won}を自動で決済", day.get()),
    stopping: "いつでも領収書から、または販売者やお客様センターに伝えて解約できます。解約すると翌月から請求されません。",
    next: |at| {
        let day = at.in_korea();
        format!("次回の決済日は{}年{}月{}日（韓国時間）です。", day.year, day.month, day.day)
    },
    stopped: "毎月の自動払いは解約されました。今後は請求されません。",
};

pub(crate) const POLICY: PolicyTexts = PolicyTexts {
    consent,
    step_up: |why| match why {
        StepUp::CashLike => "現金のように使える商品のため、より安全な方法でのみ認証できます。",
        StepUp::SimChanged => "最近SIMが変わった番号のため、より安全な方法でのみ認証できます。",
        StepUp::Night => "夜間は不正利用を防ぐため、より安全な方法でのみ認証できます。",
        StepUp::Velocity => "短時間に何度も試されたため、より安全な方法でのみ認証できます。",
        StepUp::LargeAmount => "金額が大きいため、より安全な方法でのみ認証できます。",
    },
    cool_off: |hours| {
        format!("この番号で初めて購入する場合は、不正利用を防ぐため、お支払いの{hours}時間後に届きます。")
    },
    cash_like: "商品を買わせて安く買い取り、お金を貸す「現金化」は違法です。そのような誘いに応じないでください。",
    cancelled: |day| format!("この決済は{day}に取り消されました。携帯電話料金には請求されません。"),
    refunded: |day, won| format!("この決済のうち{won}が取り消し・返金されました（最終：{day}）。"),
};

pub(crate) const PAGE: PageTexts = PageTexts {
    own_name: "日本語",
    title: "携帯決済",
    language: "言語 (Language)",
    language_kept: "言語を変更できませんでした。もう一度選んでください。",
    not_loaded: "決済画面を読み込めませんでした",
    connection: "接続を確認して、もう一度お試しください。入力した内容はそのままです。",
    unsupported: "ここでは決済できません。最新のChromeやSafariなどで開いてください。",
    uncharged: "まだ支払われていません。",
    reload: "ページとつながりませんでした。もう一度試しても同じときは、ページを再読み込みしてください。最初から入力し直すことがあります。",
    retry: "もう一度試す",
    pressed: "読み込んでいます。準備ができしだい進みます。",
    offline: "接続が切れました。入力した内容はそのままです。つながると続きから進みます。",
    stop: Question {
        title: "決済をやめますか？",
        text: "まだ支払われていません。いま取り消せば、請求されることはありません。",
        stay: "決済を続ける",
        go: "決済を取り消す",
    },
    moves: Question {
        title: "決済を処理しています",
        text: "もう取り消すことはできません。画面を離れても決済が完了することがあります。結果は注\
            文内容でご確認ください。二重に請求されることはありません。",
        stay: "このまま待つ",
        go: "画面を離れる",
    },
    refused: RefusedPress {
        covered: "このページの別の部分が決済画面に重なっているため、まだ決済していません。決済画面全体が見えるように動かし、内容を確認してもう一度押してください。",
        early: "ボタンが表示された直後だったため、決済しませんでした。金額と販売者を確認して、もう一度押してください。",
        all: "すべて表示",
    },
    mail: MailTexts {
        address: "領収書を受け取るメールアドレス",
        hint: "領収書の送信にだけ使い、保存しません。",
        send: "メールで受け取る",
        sending: "送信しています。",
        sent: "領収書をメールで送りました。",
        invalid: "メールアドレスをご確認ください。",
        exhausted: "これ以上メールを送れません。領収書を印刷または保存してください。",
        failed: "メールを送れませんでした。しばらくしてからもう一度お試しください。",
    },
    no_script: "JavaScriptを有効にして、ページを再読み込みしてください。",
    unavailable: "読み込めませんでした。",
    order: "注文を見る",
    waiting: "決済画面を準備しています。",
    unsent: "認証は済みましたが、支払いはまだ完了していません。",
    send: "支払いを完了する",
    room: [1_750, 1_550, 1_430, 1_340],
};

const fn happened(reason: Reason) -> &'static str {
    match reason {
        Reason::OtpMismatch => "認証番号が違います",
        Reason::OtpExpired => OWN.code_expired.happened,
        Reason::OtpLastTryFailed => "認証番号を何度も間違えました",
        Reason::OtpSendsExceeded => "これ以上認証番号を送信できません",
        Reason::AuthAttemptsExceeded => "認証の回数が上限を超えました",
        Reason::AuthSessionExpired => "認証の時間が過ぎました",
        Reason::AuthMethodUnsupported => "この番号では使えない認証方法です",
        Reason::ArsSafeUserConflict => "この番号は電話で認証できません",
        Reason::AppNotEnrolled => "認証アプリに登録されていません",
        Reason::AppPushFailed => "認証アプリにリクエストを送れませんでした",
        Reason::AppAuthPending => "アプリでの認証がまだ終わっていません",
        Reason::AppAuthFailed => "アプリで認証できませんでした",
        Reason::AppAuthAlreadyDone => "このリクエストはアプリで回答済みです",
        Reason::PaypwRequired => "決済パスワードが必要な番号です",
        Reason::PaypwMismatch => "決済パスワードが違います",
        Reason::PaypwNotSet => "決済パスワードが設定されていません",
        Reason::SimplepayNotEnrolled => "かんたん決済に登録されていません",
        Reason::SimplepayPwMismatch => "かんたん決済のパスワードが違います",
        Reason::SimplepayPwLocked => "かんたん決済のパスワードがロックされています",
        Reason::InputFormat => "入力内容の形式が正しくありません",
        Reason::CarrierOrNumberUnregistered => "選んだ会社にない番号です",
        Reason::IdentityMismatch => "契約者の情報と一致しません",
        Reason::LineCancelled => "解約された番号です",
        Reason::SessionExpired => OWN.session_expired.happened,
        Reason::SessionUnknown => OWN.session_unknown.happened,
        Reason::UserCancelled => OWN.cancelled.happened,
        Reason::AuthRejected => "認証リクエストが拒否されました",
        Reason::StepUpRequired => "より安全な認証が必要なお支払いです",
        Reason::BrowserUnsupported => "このブラウザでは決済できません",
        Reason::OtpNotDelivered => "認証のSMSを届けられませんでした",
        Reason::DuplicateInProgress => "処理中のお支払いがあります",
        Reason::AlreadyPaid => "この注文は支払い済みです",
        Reason::ConfirmationDelayed => "お支払いの確認が遅れています",
        Reason::Velocity => "短時間に何度もお支払いが試されました",
        Reason::CarrierMaintenance => "携帯電話会社がメンテナンス中です",
        Reason::CarrierError => "携帯電話会社から応答がありません",
        Reason::TooManyRequests => "リクエストが多すぎます",
        Reason::GatewayError => OWN.gateway.happened,
        Reason::NetworkError => OWN.network.happened,
        Reason::SubscriberBlocked => "少額決済（소액결제）が停止されている番号です",
        Reason::SubscriberHardBlocked => "契約者が少額決済（소액결제）を完全に停止した番号です",
        Reason::SubscriberAutopayBlocked => "毎月の自動払い（월자동결제）が停止されている番号です",
        Reason::ServiceNotConsented => "少額決済（소액결제）の利用に同意していない番号です",
        Reason::ServiceDormant => "長く使われず、少額決済（소액결제）が停止された番号です",
        Reason::LimitMonthCarrier => "今月の限度額を超えました",
        Reason::LineOverdue => "携帯料金が未払いです",
        Reason::LineSuspendedOrLost => "利用停止中、または紛失届の出ている番号です",
        Reason::LineCallForwarding => "着信転送が設定されている番号です",
        Reason::CarrierPolicyBlock => "携帯電話会社の方針で決済が制限されています",
        Reason::ArsStepUpRequired => "先に携帯電話会社の電話（ARS）認証が必要です",
        Reason::ArsUnblockRequired => "電話（ARS）での解除が必要な番号です",
        Reason::PaypwLocked => "決済パスワードがロックされています",
        Reason::LineMinor => "未成年者名義の番号です",
        Reason::LineCorporate => "法人名義の番号です",
        Reason::LinePrepaid => "プリペイドの番号です",
        Reason::LineForeigner => "外国人名義の番号では支払えません",
        Reason::LineNewSubscriber => "契約または名義変更から間もない番号です",
        Reason::LinePlanRestricted => "少額決済（소액결제）を使えない料金プランです",
        Reason::LineNumberRestricted => "少額決済（소액결제）を使えない番号です",
        Reason::LineDeviceRestricted => "少額決済（소액결제）を使えない端末の番号です",
        Reason::RealGoodsNotAllowed => "この番号では形のある商品の支払いができません",
        Reason::CarrierNotSupported => "このお支払いには使えない携帯電話会社です",
        Reason::SimChanged => "最近SIMが変更された番号です",
        Reason::LimitDayCashLike => "この商品を今日購入できる金額を超えました",
        Reason::LimitMonthSiteOrItem => "この販売者または商品の今月の限度額を超えました",
        Reason::LimitPerTransaction => "1回に支払える金額を超えました",
        Reason::LimitIdentity => "同じ名義で今月支払える限度額を超えました",
        Reason::LimitIpAmount => "このインターネット接続で支払える金額を超えました",
        Reason::AmountOutOfRange => "携帯料金では支払えない金額です",
        Reason::RiskPolicy => "安全のため、お支払いが制限されました",
        Reason::PaymentDenied => "携帯電話会社がお支払いを拒否しました",
        Reason::LineCloneSuspected => "安全のため、決済が制限された携帯電話です",
        Reason::PgLongArrears => "以前のお支払いが済んでいません",
        Reason::Unknown => OWN.unknown.happened,
        Reason::MerchantConfirmFailed => OWN.not_confirmed.happened,
        Reason::MerchantDataInvalid => "販売者の注文情報が正しくありません",
        Reason::MerchantNotEnrolled => "販売者がまだ受け付けていないお支払い方法です",
        Reason::AuthStepsSkipped => "決済の順序が正しくないため停止しました",
        Reason::DuplicateOrderId => "すでに使われた注文番号です",
        Reason::RequestTampered => "決済の内容が注文と異なるため停止しました",
        Reason::StandardWindowViolation => "標準決済画面の規定に合わないため停止しました",
        Reason::RecurringNoHistory => "自動払いのもとになる以前のお支払いがありません",
        Reason::RecurringMismatch => "自動払いの金額や日付が以前と異なります",
        Reason::RecurringKeyInvalid => "自動払いの登録情報が正しくありません",
    }
}

const fn next(reason: Reason) -> &'static str {
    match reason {
        Reason::OtpMismatch => "SMSで届いた6桁をもう一度入力してください。",
        Reason::OtpExpired => OWN.code_expired.next,
        Reason::OtpLastTryFailed => "安全のため、認証を最初からやり直します。入力した内容はそのままです。",
        Reason::OtpSendsExceeded => "注文画面に戻り、お支払いを最初からやり直してください。",
        Reason::AuthAttemptsExceeded => {
            "安全のため一時的に停止しています。明日もう一度お試しいただくか、別のお支払い方法をご利用ください。"
        }
        Reason::AuthSessionExpired => "認証を最初からやり直してください。入力した内容はそのままです。",
        Reason::AuthMethodUnsupported
        | Reason::ArsSafeUserConflict
        | Reason::SimplepayNotEnrolled
        | Reason::SimplepayPwLocked => "別の認証方法を選んでください。",
        Reason::AppNotEnrolled => "アプリに登録してからもう一度試すか、別の認証方法を選んでください。",
        Reason::AppPushFailed => "アプリを開いてからもう一度試すか、別の認証方法を選んでください。",
        Reason::AppAuthPending => "アプリで認証を終えてから、もう一度お試しください。",
        Reason::AppAuthFailed => "もう一度試すか、別の認証方法を選んでください。",
        Reason::AppAuthAlreadyDone => "認証を最初からやり直してください。二重に請求されることはありません。",
        Reason::PaypwRequired => {
            "携帯電話会社に登録した決済パスワードで認証してください。パスワードは携帯電話会社で確認できます。"
        }
        Reason::PaypwMismatch => "決済パスワードをご確認ください。何度も間違えると携帯電話会社がロックします。",
        Reason::PaypwNotSet => "携帯電話会社のアプリで設定してから、もう一度お試しください。",
        Reason::SimplepayPwMismatch => "パスワードを確認するか、別の認証方法を選んでください。",
        Reason::InputFormat => "携帯電話番号と生年月日をご確認ください。",
        Reason::CarrierOrNumberUnregistered => {
            "携帯電話会社と番号をご確認ください。格安SIMの場合は「格安SIM (알뜰폰)」を選んでください。"
        }
        Reason::IdentityMismatch => "契約者の生年月日を入力してください。家族や会社の名義かもしれません。",
        Reason::LineCancelled => "現在お使いの番号を入力してください。",
        Reason::SessionExpired => OWN.session_expired.next,
        Reason::SessionUnknown => OWN.session_unknown.next,
        Reason::UserCancelled => OWN.cancelled.next,
        Reason::AuthRejected => {
            "お支払いには認証をやり直してください。お心当たりがなければ、そのままにするのが安全です。"
        }
        Reason::StepUpRequired => "PASSアプリなど、より安全な認証方法を選んでください。",
        Reason::BrowserUnsupported => "最新のブラウザでこのページを開いてください。",
        Reason::OtpNotDelivered => {
            "迷惑メッセージと、携帯電話会社の受信拒否の設定を確認してからもう一度試すか、別の認証方法を選んでください。"
        }
        Reason::DuplicateInProgress => "もう一度支払わずに、しばらくお待ちください。二重に請求されることはありません。",
        Reason::AlreadyPaid => "もう一度支払う必要はありません。注文画面でご確認ください。",
        Reason::ConfirmationDelayed => "もう一度支払わずに、しばらくしてから注文画面で結果をご確認ください。",
        Reason::Velocity => "安全のため一時的に制限しています。後でもう一度試すか、別のお支払い方法をご利用ください。",
        Reason::CarrierMaintenance => "メンテナンスが終わってからもう一度試すか、別のお支払い方法をご利用ください。",
        Reason::CarrierError => "しばらくしてからもう一度お試しください。",
        Reason::TooManyRequests => "しばらく待ってから、もう一度お試しください。",
        Reason::GatewayError => OWN.gateway.next,
        Reason::NetworkError => OWN.network.next,
        Reason::SubscriberBlocked => {
            "ご自分で停止した場合は、そのままにするのが安全です。利用するには携帯電話会社に解除をご依頼ください。"
        }
        Reason::SubscriberHardBlocked => {
            "安全のための停止なら、そのままにするのがよいでしょう。解除は契約者だけが携帯電話会社に依頼できます。"
        }
        Reason::SubscriberAutopayBlocked => {
            "ご自分で停止した場合は、そのままにするのが安全です。別のお支払い方法を使うか、携帯電話会社にお問い合わせください。"
        }
        Reason::ServiceNotConsented => {
            "必要なければそのままで構いません。利用するには、携帯電話会社で同意の手続きをしてください。"
        }
        Reason::ServiceDormant => {
            "1年間使わないと自動で停止されます。利用するには、携帯電話会社でもう一度同意してください。"
        }
        Reason::LimitMonthCarrier => {
            "来月ご利用いただくか、別のお支払い方法をご利用ください。残りの限度額は携帯電話会社で確認できます。"
        }
        Reason::LineOverdue => "携帯電話会社で料金を支払った後に利用できます。",
        Reason::LineSuspendedOrLost => {
            "番号の状態を携帯電話会社にご確認ください。紛失した電話なら、お支払いを試さないでください。"
        }
        Reason::LineCallForwarding => {
            "転送を解除してから、もう一度お試しください。ご自分で設定していなければ、すぐに携帯電話会社へご連絡ください。"
        }
        Reason::CarrierPolicyBlock => "理由は携帯電話会社で確認できます。別のお支払い方法をご利用ください。",
        Reason::ArsStepUpRequired => {
            "携帯電話会社に電話して認証を終えてから、もう一度お試しください。入力した内容はそのままです。"
        }
        Reason::ArsUnblockRequired => "携帯電話会社に電話して本人確認を終えてから、もう一度お試しください。",
        Reason::PaypwLocked => "解除できるのは携帯電話会社だけです。",
        Reason::LineMinor => "未成年者名義の番号では支払えません。法定代理人の方が携帯電話会社にお問い合わせください。",
        Reason::LineCorporate
        | Reason::LinePrepaid
        | Reason::LinePlanRestricted
        | Reason::LineNumberRestricted
        | Reason::LineDeviceRestricted
        | Reason::RealGoodsNotAllowed
        | Reason::CarrierNotSupported => "別の番号か、別のお支払い方法をご利用ください。",
        Reason::LineForeigner => "別のお支払い方法をご利用ください。詳しくは携帯電話会社で確認できます。",
        Reason::LineNewSubscriber => {
            "携帯電話会社が定めた期間が過ぎると利用できます。今は別のお支払い方法をご利用ください。"
        }
        Reason::SimChanged => {
            "SIM変更後72時間は、PASSアプリでのみ認証できます。ご自分で変更していなければ、すぐに携帯電話会社へご連絡ください。"
        }
        Reason::LimitDayCashLike => {
            "不正利用を防ぐための1日の上限です。明日ご利用いただくか、別のお支払い方法をご利用ください。"
        }
        Reason::LimitMonthSiteOrItem | Reason::LimitIdentity => {
            "来月ご利用いただくか、別のお支払い方法をご利用ください。"
        }
        Reason::LimitPerTransaction | Reason::AmountOutOfRange => "別のお支払い方法をご利用ください。",
        Reason::LimitIpAmount => "後でもう一度試すか、別のお支払い方法をご利用ください。",
        Reason::RiskPolicy => "理由はお客様センターで確認できます。お問い合わせコードをお伝えください。",
        Reason::PaymentDenied => {
            "理由は携帯電話会社かお客様センターで確認できます。別の番号か、別のお支払い方法をご利用ください。"
        }
        Reason::LineCloneSuspected => {
            "複製された疑いがあります。お客様センターにお問い合わせコードを伝え、携帯電話会社（114）にもご確認ください。"
        }
        Reason::PgLongArrears => "内容はお客様センターで確認できます。精算が済むと、また利用できます。",
        Reason::Unknown => OWN.unknown.next,
        Reason::MerchantConfirmFailed => OWN.not_confirmed.next,
        Reason::MerchantDataInvalid
        | Reason::RecurringNoHistory
        | Reason::RecurringMismatch
        | Reason::RecurringKeyInvalid => "販売者にお問い合わせください。",
        Reason::MerchantNotEnrolled | Reason::StandardWindowViolation => {
            "販売者に問い合わせるか、別のお支払い方法をご利用ください。"
        }
        Reason::AuthStepsSkipped => {
            "開いている別の決済画面を閉じて、注文画面から始めてください。続く場合は販売者にお問い合わせください。"
        }
        Reason::DuplicateOrderId | Reason::RequestTampered => {
            "注文画面から始めてください。続く場合は販売者にお問い合わせください。"
        }
    }
}

const fn consent(kind: ConsentKind) -> &'static str {
    match kind {
        ConsentKind::CarrierBillingTerms => "通信課金サービス利用規約",
        ConsentKind::ElectronicFinanceTerms => "電子金融取引利用規約",
        ConsentKind::PrivacyCollection => "個人情報の収集・利用",
        ConsentKind::PrivacyThirdParty => "個人情報の第三者提供",
        ConsentKind::MonthlyBilling => "毎月自動払い(월자동결제)",
        ConsentKind::PaymentContent => "お支払い内容を確認しました",
    }
}
