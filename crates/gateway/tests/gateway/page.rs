//! What a browser is served.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use carrier_checkout_gateway::page::{Assets, AssetsError, FramePage, chosen_theme, frame_html, routes};
use carrier_checkout_protocol::embed::Theme;
use carrier_checkout_protocol::{Locale, Timestamp};
use serde_json::{Map, Value, json};
use tower::ServiceExt;

/// A built directory that goes when the test ends.
pub(crate) struct Dist(pub(crate) PathBuf);

impl Dist {
    /// What `npm run build` leaves, with a few bytes in each file.
    pub(crate) fn built() -> Self {
        let dist = Self::empty();
        let write = |name: &str, content: &str| std::fs::write(dist.0.join(name), content).unwrap();
        let widgets: Map<String, Value> = Locale::ALL
            .iter()
            .map(|l| {
                (
                    l.to_string(),
                    json!({ "glue": format!("assets/widget-{l}-3c.js"), "wasm": format!("assets/widget-{l}-4d.wasm") }),
                )
            })
            .collect();
        let shared = json!({
            "loader": "assets/checkout-1a.js",
            "boot": "assets/boot-2b.js",
            "later": "assets/later-6f.js",
            "style": "assets/frame-5e.css",
            "hosted": "assets/hosted-7a.js",
            "hosted_style": "assets/hosted-8b.css",
            "widgets": widgets,
        });
        write("manifest.json", &shared.to_string());
        for version in ["0.9.0", "1.0.0"] {
            std::fs::create_dir_all(dist.0.join("releases").join(version)).unwrap();
            write(&format!("releases/{version}/checkout.js"), &format!("plain {version}"));
            write(&format!("releases/{version}/checkout.js.br"), &format!("brotli {version}"));
        }
        write("secret.txt", "not for the browser");
        let shared = ["checkout-1a.js", "boot-2b.js", "later-6f.js", "frame-5e.css", "hosted-7a.js", "hosted-8b.css"];
        let widgets = Locale::ALL.iter().flat_map(|l| [format!("widget-{l}-3c.js"), format!("widget-{l}-4d.wasm")]);
        for name in shared.map(str::to_owned).into_iter().chain(widgets) {
            write(&format!("assets/{name}"), &format!("plain {name}"));
            write(&format!("assets/{name}.br"), &format!("brotli {name}"));
        }
        dist
    }

    fn empty() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("carrier-checkout-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(path.join("assets")).unwrap();
        Self(path)
    }

    pub(crate) fn assets(&self) -> Assets {
        Assets::load(&self.0).unwrap()
    }
}

impl Drop for Dist {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) async fn get(path: &str, headers: &[(&str, &str)]) -> Response {
    let router: Router = routes(&Dist::built().assets());
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

pub(crate) async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

pub(crate) fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn the_loader_is_cached_for_minutes_and_the_files_for_ever() {
    let loader = get("/checkout.js", &[]).await;
    assert_eq!(loader.status(), StatusCode::OK);
    assert_eq!(header(loader.headers(), "cache-control"), "public, max-age=300");
    assert_eq!(header(loader.headers(), "etag"), "\"checkout-1a.js\"");
    let asset = get("/assets/checkout-1a.js", &[]).await;
    assert_eq!(header(asset.headers(), "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!((text(loader).await, text(asset).await), ("plain checkout-1a.js".into(), "plain checkout-1a.js".into()));
}

#[tokio::test]
async fn a_loader_that_is_still_the_same_is_not_sent_again() {
    for tags in ["\"checkout-1a.js\"", "\"x\", W/\"checkout-1a.js\""] {
        let response = get("/checkout.js", &[("if-none-match", tags)]).await;
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{tags}");
        assert_eq!(header(response.headers(), "cache-control"), "public, max-age=300");
    }
    assert_eq!(get("/checkout.js", &[("if-none-match", "\"checkout-0.js\"")]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn any_page_may_load_the_files_also_with_an_integrity_hash() {
    for path in ["/checkout.js", "/assets/widget-ko-4d.wasm"] {
        let response = get(path, &[("origin", "https://shop.example")]).await;
        let headers = response.headers();
        assert_eq!(header(headers, "access-control-allow-origin"), "*");
        assert_eq!(header(headers, "cross-origin-resource-policy"), "cross-origin");
        assert_eq!(header(headers, "x-content-type-options"), "nosniff");
        assert_eq!(header(headers, "vary"), "accept-encoding");
    }
}

#[tokio::test]
async fn each_file_says_what_it_is() {
    for (path, expected) in [
        ("/checkout.js", "text/javascript; charset=utf-8"),
        ("/assets/widget-ko-3c.js", "text/javascript; charset=utf-8"),
        ("/assets/widget-ko-4d.wasm", "application/wasm"),
        ("/assets/frame-5e.css", "text/css; charset=utf-8"),
    ] {
        assert_eq!(header(get(path, &[]).await.headers(), "content-type"), expected, "{path}");
    }
}

#[tokio::test]
async fn brotli_is_sent_to_those_who_take_it() {
    for (accepted, encoding, content) in [
        ("gzip, deflate, br", "br", "brotli widget-ko-4d.wasm"),
        ("BR;q=0.5", "br", "brotli widget-ko-4d.wasm"),
        ("gzip, br;q=0", "", "plain widget-ko-4d.wasm"),
        ("gzip", "", "plain widget-ko-4d.wasm"),
    ] {
        let response = get("/assets/widget-ko-4d.wasm", &[("accept-encoding", accepted)]).await;
        assert_eq!(header(response.headers(), "content-encoding"), encoding, "{accepted}");
        assert_eq!(header(response.headers(), "content-type"), "application/wasm");
        assert_eq!(text(response).await, content, "{accepted}");
    }
}

#[tokio::test]
async fn nothing_outside_the_built_files_is_served() {
    for path in [
        "/assets/missing.js",
        "/assets/..%2fsecret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/../secret.txt",
        "/assets/..%5csecret.txt",
        "/assets/widget-ko-4d.wasm.br",
        "/assets/",
        "/manifest.json",
        "/releases/2.0.0/checkout.js",
        "/releases/1.0.0/checkout.js.br",
        "/releases/..%2f..%2fassets/checkout.js",
        "/releases/../checkout.js",
    ] {
        assert_eq!(get(path, &[]).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_missing_build_is_explained() {
    let dist = Dist::empty();
    let error = Assets::load(&dist.0).err().unwrap().to_string();
    assert!(error.contains("npm run build") && error.contains("manifest.json"), "{error}");

    std::fs::write(dist.0.join("manifest.json"), "{}").unwrap();
    assert!(matches!(Assets::load(&dist.0), Err(AssetsError::Manifest { .. })));

    let dist = Dist::built();
    std::fs::remove_file(dist.0.join("assets/boot-2b.js")).unwrap();
    assert!(matches!(Assets::load(&dist.0), Err(AssetsError::Missing(name)) if name == "assets/boot-2b.js"));

    let dist = Dist::built();
    std::fs::remove_file(dist.0.join("assets/widget-en-4d.wasm")).unwrap();
    assert!(matches!(Assets::load(&dist.0), Err(AssetsError::Missing(name)) if name == "assets/widget-en-4d.wasm"));
}

async fn page(session: &str, origins: Option<&[String]>, locale: Locale) -> Response {
    let (assets, now) = (&Dist::built().assets(), Timestamp::from_millis(0));
    frame_html(
        FramePage {
            assets,
            session,
            origins,
            locale,
            theme: Theme::Auto,
            appearance: Default::default(),
            checkout: None,
            now,
            mail: false,
            hosted: None,
        },
        false,
    )
    .await
}

fn strings(origins: &[&str]) -> Vec<String> {
    origins.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn the_frame_names_session_origins_and_files() {
    let origins = strings(&["http://localhost:8080", "https://shop.example"]);
    let response = page("cs_0000000000000000000001", Some(&origins), Locale::Ko).await;
    assert_eq!(response.status(), StatusCode::OK);
    let html = text(response).await;
    for part in [
        "<!DOCTYPE html><html lang=\"ko\" data-theme=\"auto\">",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">",
        "<meta name=\"cc-session\" content=\"cs_0000000000000000000001\">",
        "<meta name=\"cc-origins\" content=\"http://localhost:8080 https://shop.example\">",
        "<meta name=\"cc-glue\" content=\"/assets/widget-ko-3c.js\">",
        "<meta name=\"cc-wasm\" content=\"/assets/widget-ko-4d.wasm\">",
        "<meta name=\"cc-locale\" content=\"ko\">",
        "<script>plain boot-2b.js</script>",
        "<style>plain frame-5e.css</style>",
        "<link rel=\"modulepreload\" href=\"/assets/widget-ko-3c.js\">",
        "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"/assets/widget-ko-4d.wasm\" crossorigin>",
        "<main id=\"checkout\" aria-label=\"휴대폰 결제\"><!--<[",
        "role=\"status\" aria-busy=\"true\"",
        "결제창을 여는 중…",
        "role=\"alert\" tabindex=\"-1\" hidden>",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let english = text(page("cs_0000000000000000000001", Some(&origins), Locale::En).await).await;
    assert!(english.contains("<html lang=\"en\"") && english.contains("Opening checkout…"));
    for part in ["<meta name=\"cc-glue\" content=\"/assets/widget-en-3c.js\">", "href=\"/assets/widget-en-4d.wasm\""] {
        assert!(english.contains(part), "{part} is not in {english}");
    }
    assert!(!english.contains("widget-ko"), "{english}");
}

#[tokio::test]
async fn only_the_merchants_own_origins_may_show_the_frame() {
    let origins = strings(&["http://localhost:8080", "https://shop.example"]);
    let response = page("cs_x", Some(&origins), Locale::Ko).await;
    let policy = header(response.headers(), "content-security-policy");
    assert_eq!(
        policy,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-Njp/qMDbI5KPo+6uuhp/7gcA39Fc2jG2GulgTUyDj2Y='; \
         style-src 'sha256-x4mva9FfK6Mg27q88gLta0P1NtvdWEEmX/kIdCDvlx4='; connect-src 'self'; \
         img-src 'self' data:; font-src 'none'; base-uri 'none'; form-action 'none'; \
         frame-ancestors http://localhost:8080 https://shop.example; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let preloads = "</assets/widget-ko-3c.js>; rel=modulepreload, \
        </assets/widget-ko-4d.wasm>; rel=preload; as=fetch; type=\"application/wasm\"; crossorigin";
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("cache-control", "no-store"),
        ("link", preloads),
    ] {
        assert_eq!(header(response.headers(), name), value);
    }
    let permissions = header(response.headers(), "permissions-policy");
    assert!(permissions.starts_with("otp-credentials=(self), ") && permissions.contains("camera=()"));
}

#[tokio::test]
async fn what_is_not_an_origin_opens_nothing() {
    let origins = strings(&[
        "https://shop.example; script-src *",
        "*",
        "null",
        "'self'",
        "https://shop.example/path",
        "data:text/html,x",
        "https://a.example https://b.example",
        "https://shop.example\r\nx: y",
    ]);
    let response = page("cs_x", Some(&origins), Locale::Ko).await;
    assert!(header(response.headers(), "content-security-policy").contains("frame-ancestors 'none';"));
    assert!(text(response).await.contains("<meta name=\"cc-origins\" content=\"\">"));
}

#[tokio::test]
async fn an_unknown_session_may_be_shown_anywhere_because_there_is_nothing_to_show() {
    let response = page("\"><script>alert(1)</script>", None, Locale::Ko).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(header(response.headers(), "content-security-policy").contains("frame-ancestors *;"));
    let html = text(response).await;
    assert!(html.contains("<meta name=\"cc-origins\" content=\"*\">"));
    assert!(html.contains("content=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""), "{html}");
}

#[test]
fn colours_that_nobody_knows_are_those_of_the_system() {
    assert_eq!(chosen_theme(Some("dark")), Theme::Dark);
    assert_eq!(chosen_theme(Some("\"><script>")), Theme::Auto);
    assert_eq!(chosen_theme(None), Theme::Auto);
}

#[test]
fn the_address_has_the_first_word_on_the_language() {
    assert_eq!(Locale::of_window(Some("en"), Some("ko-KR")), Locale::En);
    assert_eq!(Locale::of_window(Some("xx"), Some("en-GB,ko")), Locale::En);
    assert_eq!(Locale::of_window(None, Some("en")), Locale::En);
    assert_eq!(Locale::of_window(None, None), Locale::Ko);
}

#[tokio::test]
async fn pages_of_an_earlier_build_get_their_files_and_new_ones_the_new() {
    let (dist, earlier) = (Dist::built(), Dist::built());
    std::fs::write(earlier.0.join("assets/more-0a.js"), "more of before").unwrap();
    std::fs::write(earlier.0.join("assets/later-6f.js"), "another later").unwrap();
    let assets = Assets::load_with(&dist.0, &[earlier.0.clone(), "/nowhere".into()]).unwrap();
    let app = routes::<()>(&assets);
    let get = async |path: &str| {
        let response = app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        (response.status(), header(response.headers(), "cache-control").to_owned(), text(response).await)
    };
    let forever = "public, max-age=31536000, immutable";
    assert_eq!(get("/assets/more-0a.js").await, (StatusCode::OK, forever.to_owned(), "more of before".to_owned()));
    assert_eq!(get("/assets/later-6f.js").await.2, "plain later-6f.js");
    assert_eq!(get("/assets/more-00.js").await.0, StatusCode::NOT_FOUND);
}
