//! The frame's HTML by brotli, most of it compressed before.
//!
//! Three quarters of it are the same for every session: the head with the style sheet, and the first script. They are
//! compressed once, as tightly as it goes; the rest is compressed for each request with all before it as its
//! dictionary, and the pieces are put behind each other as they are. That is a tenth of the work, for fewer bytes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use brotli::enc::StandardAlloc;
use brotli::enc::backward_references::UnionHasher;
use brotli::enc::encode::{BrotliEncoderDestroyInstance, BrotliEncoderOperation, BrotliEncoderStateStruct};
use bytes::Bytes;
use tokio::task::spawn_blocking;

use super::assets::Assets;

/// The window of all pieces, as a power of two: more than the longest page.
const WINDOW: i32 = 17;

/// For what is compressed once, and for each request.
const TIGHT: i32 = 11;
const QUICK: i32 = 5;

/// As many heads are kept: five languages in three colour schemes, and room.
const HEADS: usize = 64;

/// An empty meta-block that is the last.
const END: u8 = 3;

/// What is compressed already.
#[derive(Default)]
pub(super) struct Pieces(Mutex<HashMap<String, Bytes>>);

/// The page, compressed; none where it is not made of such pieces.
pub(super) async fn squeezed(assets: &Assets, html: &str) -> Option<Bytes> {
    let head = html.find("</style>")? + "</style>".len();
    let script = html.find("<script>")? + "<script>".len();
    let body = script + assets.boot().text.len();
    if html.len() >= 1 << WINDOW || head > script || html.get(script..body)? != assets.boot().text {
        return None;
    }
    let first = assets.pieces().kept(html.get(..head)?, true).await?;
    let boot = assets.pieces().kept(html.get(script..body)?, false).await?;
    let between = piece(html.get(head..script)?, html.get(..head)?, QUICK)?;
    let rest = piece(html.get(body..)?, html.get(..body)?, QUICK)?;
    Some([&first[..], &between, &boot, &rest, &[END]].concat().into())
}

impl Pieces {
    async fn kept(&self, text: &str, first: bool) -> Option<Bytes> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(text).cloned();
        if known.is_some() {
            return known;
        }
        let owned = text.to_owned();
        let made = spawn_blocking(move || if first { beginning(&owned) } else { piece(&owned, "", TIGHT) });
        let made = Bytes::from(made.await.ok()??);
        let mut pieces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pieces.len() < HEADS {
            pieces.insert(text.to_owned(), made.clone());
        }
        Some(made)
    }
}

/// The first piece, which tells the window.
fn beginning(text: &str) -> Option<Vec<u8>> {
    let mut state = BrotliEncoderStateStruct::new(StandardAlloc::default());
    state.params.appendable = true;
    let mut piece = finished(state, text, TIGHT)?;
    // Others follow.
    (piece.pop()? == END).then_some(piece)
}

/// A piece that stands behind that text, and refers to nothing else.
fn piece(text: &str, behind: &str, quality: i32) -> Option<Vec<u8>> {
    let mut state = BrotliEncoderStateStruct::new(StandardAlloc::default());
    state.params.catable = true;
    state.params.appendable = true;
    state.params.use_dictionary = false;
    state.params.bare_stream = true;
    state.params.quality = quality;
    state.params.lgwin = WINDOW;
    state.params.size_hint = text.len() + behind.len();
    if !behind.is_empty() {
        let (size, bytes) = (behind.len(), behind.as_bytes());
        state.set_custom_dictionary_with_optional_precomputed_hasher(size, bytes, UnionHasher::Uninit, true);
    }
    finished(state, text, quality)
}

fn finished(mut state: BrotliEncoderStateStruct<StandardAlloc>, text: &str, quality: i32) -> Option<Vec<u8>> {
    state.params.byte_align = true;
    state.params.quality = quality;
    state.params.lgwin = WINDOW;
    // More than the worst case.
    let mut piece = vec![0; text.len() + 1024];
    let (mut left, mut read, mut room, mut written) = (text.len(), 0, piece.len(), 0);
    let done = state.compress_stream(
        BrotliEncoderOperation::BROTLI_OPERATION_FINISH,
        &mut left,
        text.as_bytes(),
        &mut read,
        &mut room,
        &mut piece,
        &mut written,
        &mut None,
        &mut |_, _, _, _| (),
    );
    BrotliEncoderDestroyInstance(&mut state);
    piece.truncate(written);
    (done && left == 0).then_some(piece)
}
