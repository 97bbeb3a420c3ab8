//! Unmounting leaves no node, listener, timer, observer or request behind.

use carrier_checkout::api;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    port::{next_frame, rendered},
    stage::document,
};

// Counts what is taken and given back by wrapping the browser's own functions.
#[wasm_bindgen(inline_js = r#"
export function watch(place) {
  const held = { listeners: new Set(), timers: new Set(), observers: 0, requests: 0 };
  const undo = [];
  const wrap = (owner, name, make) => {
    const real = owner[name];
    owner[name] = make(real);
    undo.push(() => { owner[name] = real; });
  };
  const calls = new Map();
  const name = (target, type, call, options) => {
    const id = (thing) => calls.get(thing) ?? (calls.set(thing, calls.size), calls.get(thing));
    const capture = typeof options === "object" ? Boolean(options?.capture) : Boolean(options);
    return [id(target ?? globalThis), type, id(call), capture].join();
  };
  wrap(EventTarget.prototype, "addEventListener", (real) => function (type, call, options) {
    // What somebody has asked to leave out: Yew's own listeners on the place stay there, once and for all.
    if (this !== place) held.listeners.add(name(this, type, call, options));
    return real.call(this, type, call, options);
  });
  wrap(EventTarget.prototype, "removeEventListener", (real) => function (type, call, options) {
    held.listeners.delete(name(this, type, call, options));
    return real.call(this, type, call, options);
  });
  wrap(globalThis, "setTimeout", (real) => (call, ms, ...rest) => {
    const id = real((...args) => { held.timers.delete(id); call(...args); }, ms, ...rest);
    held.timers.add(id);
    return id;
  });
  wrap(globalThis, "clearTimeout", (real) => (id) => { held.timers.delete(id); real(id); });
  wrap(ResizeObserver.prototype, "observe", (real) => function (...args) { held.observers += 1; return real.apply(this, args); });
  wrap(ResizeObserver.prototype, "disconnect", (real) => function () { held.observers -= 1; return real.call(this); });
  wrap(globalThis, "fetch", (real) => (...args) => {
    held.requests += 1;
    return real(...args).finally(() => { held.requests -= 1; });
  });
  return {
    counts: () => [held.listeners.size, held.timers.size, held.observers, held.requests],
    stop: () => undo.forEach((call) => call()),
  };
}
export const counts = (watch) => Int32Array.from(watch.counts());
export const stop = (watch) => watch.stop();
"#)]
extern "C" {
    pub(crate) type Watch;
    pub(crate) fn watch(place: Option<&Element>) -> Watch;
    pub(crate) fn counts(watch: &Watch) -> Vec<i32>;
    pub(crate) fn stop(watch: &Watch);
}

#[wasm_bindgen_test]
async fn unmounting_gives_everything_back_however_often() {
    let root = document().create_element("main").unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    let watch = watch(Some(&root));
    let (mut held, mut busy) = (Vec::new(), 0);
    for turn in 0..20 {
        api::mount(root.clone(), "cs_0000000000000000000001", "ko", false, JsValue::NULL, 0.0, None, None).unwrap();
        // At once, while it loads, and when it has been refused.
        for _ in 0..turn % 4 {
            next_frame().await;
            busy += counts(&watch).iter().sum::<i32>();
        }
        api::unmount();
        // Yew takes its nodes away in the next turn.
        next_frame().await;
        while counts(&watch)[3] > 0 {
            next_frame().await;
        }
        yew_is_done(&watch).await;
        assert_eq!(root.child_node_list_length(), 0);
        held.push(counts(&watch));
    }
    stop(&watch);
    root.remove();
    assert!(busy > 0, "something is held while it is shown");
    assert!(held.iter().all(|counts| counts[1..] == [0, 0, 0]), "timers, observers, requests: {held:?}");
    assert!(held.iter().all(|counts| counts[0] == 0), "listeners: {held:?}");
}

#[wasm_bindgen_test]
async fn the_form_in_the_same_place_200_times_grows_nothing() {
    let root = document().create_element("main").unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    let watch = watch(None);
    // What is written down is written into room that is there already: it is memory, too.
    let (mut pages, mut held) = (Vec::with_capacity(200), Vec::with_capacity(200));
    for _ in 0..200 {
        api::mount(root.clone(), "cs_0000000000000000000001", "ko", false, rendered(), 0.0, None, None).unwrap();
        while root.query_selector("#phone").unwrap().is_none() {
            next_frame().await;
        }
        api::unmount();
        while root.child_node_list_length() > 0 {
            next_frame().await;
        }
        yew_is_done(&watch).await;
        pages.push(core::arch::wasm32::memory_size::<0>());
        held.push(<[i32; 4]>::try_from(counts(&watch)).unwrap());
    }
    stop(&watch);
    root.remove();
    assert_eq!(pages[20], pages[199], "{pages:?}");
    // Yew's own listeners on the place count here: they may be there, but not become more.
    assert!(held.iter().all(|counts| *counts == held[0]), "{held:?}");
}

/// On a slow machine Yew pauses by a timer of no time, which is not one that was left behind.
pub(crate) async fn yew_is_done(watch: &Watch) {
    for _ in 0..3 {
        if counts(watch)[1] > 0 {
            next_frame().await;
        }
    }
}

/// Counting nodes of every kind, text and comments too.
trait Nodes {
    fn child_node_list_length(&self) -> u32;
}

impl Nodes for web_sys::Element {
    fn child_node_list_length(&self) -> u32 {
        self.child_nodes().length()
    }
}
