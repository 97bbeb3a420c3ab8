use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code, which readers need to find it.
const QUIET: usize = 4;

/// The link to the hosted page, to be opened on another phone: as text and as a QR code.
pub(super) fn link(url: &str) -> Markup {
    html! {
        details.link {
            summary { "결제 페이지 링크" }
            p {
                "다른 휴대폰에서 결제할 때 쓰세요. 이 주소를 가진 사람은 누구나 이 주문을 대신 결제할 수 있습니다. 한 주문은 한 번만 "
                "결제됩니다."
            }
            @if let Some(code) = qr(url) { (code) }
            p.address { a href=(url) { (url) } }
        }
    }
}

/// None only for a text that is longer than any QR code holds.
fn qr(text: &str) -> Option<Markup> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let size = code.width() + 2 * QUIET;
    let path: String = code
        .to_colors()
        .chunks(code.width())
        .enumerate()
        .flat_map(|(y, row)| row.iter().enumerate().map(move |(x, color)| (x, y, *color)))
        .filter(|(.., color)| *color == Color::Dark)
        .map(|(x, y, _)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET))
        .collect();
    Some(html! {
        svg.qr viewBox={ "0 0 " (size) " " (size) } role="img" aria-label="결제 페이지로 가는 QR 코드" {
            rect width=(size) height=(size) fill="#fff" {}
            path d=(path) fill="#000" shape-rendering="crispEdges" {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a phone's camera makes of the picture, at eight points for each module.
    fn read(svg: &str, scale: usize) -> String {
        let (_, view) = svg.split_once("viewBox=\"0 0 ").unwrap();
        let size: usize = view.split(' ').next().unwrap().parse().unwrap();
        let (_, path) = svg.split_once(" d=\"").unwrap();
        let path = path.split('"').next().unwrap();
        let mut dark = vec![false; size * size];
        for module in path.split('z').filter(|module| !module.is_empty()) {
            let at = module.strip_prefix('M').and_then(|module| module.strip_suffix("h1v1h-1")).unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            dark[y.parse::<usize>().unwrap() * size + x.parse::<usize>().unwrap()] = true;
        }
        let shade = |x: usize, y: usize| if dark[y / scale * size + x / scale] { 0 } else { 255 };
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(size * scale, size * scale, shade);
        let found = picture.detect_grids();
        assert_eq!(found.len(), 1);
        found[0].decode().unwrap().1
    }

    #[test]
    fn the_code_is_read_as_the_address() {
        let url = "https://pay.example/v1/checkout/cs_0000000000000000000001?hosted&locale=zh-Hans&theme=light";
        assert_eq!(read(&qr(url).unwrap().into_string(), 8), url);
    }

    #[test]
    fn a_text_that_no_code_holds_has_none() {
        assert!(qr(&"x".repeat(3_000)).is_none());
    }
}
