//! The frame's HTML by brotli, put together of pieces, is what it is without.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use carrier_checkout_protocol::Locale;

use super::page::header;
use super::support::{Gateway, LINE};

async fn both(gateway: &Gateway, path: &str) -> (String, Vec<u8>) {
    let ask = async |encoding: &str| {
        let request = Request::get(path).header("accept-encoding", encoding).body(Body::empty()).unwrap();
        let response = gateway.open(request).await;
        let (parts, body) = response.into_parts();
        (parts.headers, to_bytes(body, 1 << 20).await.unwrap().to_vec())
    };
    let (plain, (headers, squeezed)) = (ask("identity").await.1, ask("gzip, br").await);
    assert_eq!(header(&headers, "content-encoding"), "br");
    assert_eq!(header(&headers, "content-type"), "text/html; charset=utf-8");
    assert!(header(&headers, "vary").contains("accept-encoding"));
    (String::from_utf8(plain).unwrap(), squeezed)
}

fn opened(squeezed: &[u8]) -> String {
    let mut html = Vec::new();
    brotli::BrotliDecompress(&mut &squeezed[..], &mut html).unwrap();
    String::from_utf8(html).unwrap()
}

#[tokio::test]
async fn whoever_takes_brotli_gets_the_same_page() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    for round in 0..2 {
        for locale in Locale::ALL {
            for theme in ["auto", "dark"] {
                let path = format!("/v1/checkout/{session}?locale={locale}&theme={theme}");
                let (plain, squeezed) = both(&gateway, &path).await;
                assert_eq!(opened(&squeezed), plain, "{path} in round {round}");
            }
        }
    }
    for query in ["appearance=accent:%23aa0000", "hosted=1", "locale=%3Cstyle%3E"] {
        let (plain, squeezed) = both(&gateway, &format!("/v1/checkout/{session}?{query}")).await;
        assert_eq!(opened(&squeezed), plain, "{query}");
    }
    gateway.challenged(&session, LINE).await;
    let (plain, squeezed) = both(&gateway, &format!("/v1/checkout/{session}?locale=ko")).await;
    assert_eq!(opened(&squeezed), plain);
    let (plain, squeezed) = both(&gateway, "/v1/checkout/cs_%3C%2Fstyle%3E%3Cscript%3E").await;
    assert_eq!(opened(&squeezed), plain);
}
