//! Writes the window in every state and language as HTML, as the gateway renders
//! it, but without its scripts: what `npm run gallery` and the gallery's tests look at.
//!
//! `gallery <dist> <out>` writes `<out>/<scene>.<locale>.html`.

mod order;
mod scenes;
mod shopper;

use std::{fs, path::Path};

use anyhow::{Context, ensure};
use carrier_checkout::server::render_flow;
use carrier_checkout_gateway::page::{Assets, FramePage, frame_document};
use carrier_checkout_protocol::{Locale, embed::Theme};

use crate::{
    order::NOW,
    scenes::{Scene, Touch, all},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [dist, out] = arguments.as_slice() else { anyhow::bail!("usage: gallery <dist> <out>") };
    let assets = Assets::load(Path::new(dist))?;
    fs::create_dir_all(out)?;
    let scenes = all();
    for scene in &scenes {
        for locale in Locale::ALL {
            let path = Path::new(out).join(format!("{}.{locale}.html", scene.name));
            let html = page(scene, *locale, &assets).await.with_context(|| format!("{} in {locale}", scene.name))?;
            fs::write(path, html)?;
        }
    }
    Ok(())
}

async fn page(scene: &Scene, locale: Locale, assets: &Assets) -> anyhow::Result<String> {
    let begin = scene.begin.clone();
    let checkout = begin(locale).desk().checkout().cloned();
    let window = render_flow(move || begin(locale), locale).await;
    let page = FramePage {
        assets,
        session: "",
        origins: None,
        locale,
        theme: Theme::Auto,
        appearance: Default::default(),
        checkout,
        now: NOW,
        mail: true,
        hosted: None,
    };
    let html = without_scripts(&frame_document(&page, &window));
    touched(html, scene.touch)
}

/// What only the browser does: unfolding a text, or saying that the widget does not come.
fn touched(html: String, touch: Touch) -> anyhow::Result<String> {
    let (from, to) = match touch {
        Touch::Nothing => return Ok(html),
        Touch::Unfolded => ("<details", "<details open"),
        Touch::NotLoaded => (" hidden>", ">"),
    };
    ensure!(html.contains(from), "there is no {from}");
    let html = html.replacen(from, to, 1);
    Ok(if touch == Touch::NotLoaded { html.replace("data-why=\"un", "hidden data-why=\"un") } else { html })
}

fn without_scripts(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::with_capacity(html.len());
    while let Some((before, script)) = rest.split_once("<script") {
        kept.push_str(before);
        rest = script.split_once("</script>").map_or("", |(_, after)| after);
    }
    kept + rest
}
