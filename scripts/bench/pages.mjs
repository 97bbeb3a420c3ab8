// The pages that a merchant would have: the floors and the React page as they are, the product's made for each visit.

import { readFile } from "node:fs/promises";
import { brotliCompressSync } from "node:zlib";
import { inRoot } from "../workspace.mjs";
import { hashed } from "./server.mjs";

/** @typedef {import("./server.mjs").Served} Served */
/** @typedef {{ gateway: string, session: import("./gateway.mjs").CheckoutSession }} Offer */

/** As high as the form is on a screen of that width, so that nothing has to move. */
const FRAME_HEIGHT = 1290;

/**
 * All pages that stay the same, by their paths.
 * @param {string} frameOrigin another site than the pages'
 * @returns {Promise<Map<string, Served>>}
 */
export async function fixedPages(frameOrigin) {
  const [form, style, script] = await Promise.all([staticForm(), styleSheet(), formatter()]);
  const head = `<style>${style}</style>`;
  const body = `${form}<script>${script}</script>`;
  const frame =
    `<iframe src="${frameOrigin}/frame" title="휴대폰 결제" ` +
    `style="display: block; width: 100%; height: ${FRAME_HEIGHT}px; border: 0"></iframe>`;
  const react = await reactPage();
  return new Map([
    ["/before", html(filled(await template("shop"), { head: "", checkout: "<p>이용권 30일 9,900원</p>" }))],
    ["/inline", html(filled(await template("shop"), { head, checkout: body }))],
    ["/framed", html(filled(await template("shop"), { head: "", checkout: frame }))],
    ["/frame", html(filled(await template("frame"), { head, checkout: body }))],
    ["/react", html(filled(await template("shop"), react))],
    ...react.assets,
  ]);
}

/**
 * The product's page for one session, with the snippet that the gateway gives for it, if it gives one.
 * @param {Offer} offer
 */
export async function productPage({ gateway, session }) {
  const tag = `<script src="${gateway}/checkout.js" data-session="${session.id}" data-locale="ko"></script>`;
  return html(filled(await template("shop"), { head: "", checkout: session.embed_html ?? tag }));
}

/**
 * A page with an empty place, where a script mounts the checkout.
 * @param {string} gateway
 */
export async function mountingPage(gateway) {
  const checkout = `<div id="place"></div><script src="${gateway}/checkout.js"></script>`;
  return html(filled(await template("shop"), { head: "", checkout }));
}

/** React, the number's and the code's components and the form: one script and one style sheet, as Vite would make them. */
async function reactPage() {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [inRoot("benches/react/main.jsx")],
    bundle: true,
    minify: true,
    format: "esm",
    jsx: "automatic",
    target: ["chrome96", "safari15"],
    charset: "utf8",
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    outdir: inRoot("benches/out"),
    logLevel: "warning",
    write: false,
  });
  /** @type {[string, Served][]} */
  const assets = [];
  const tags = [];
  for (const { path, contents } of outputFiles) {
    const extension = path.endsWith(".css") ? "css" : "js";
    const url = hashed("react", extension, contents);
    assets.push([url, { type: TYPES[extension], cache: "immutable", body: brotliCompressSync(contents) }]);
    tags.push(
      extension === "css" ? `<link rel="stylesheet" href="${url}">` : `<script type="module" src="${url}"></script>`,
    );
  }
  const checkout = `<main id="checkout" aria-label="휴대폰 결제" data-month="${billMonth()}"></main>`;
  return { head: tags.join("\n    "), checkout, assets };
}

const TYPES = { css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8" };

async function staticForm() {
  const form = await readFile(inRoot("benches/pages/form.html"), "utf8");
  return filled(form, { month: billMonth() }).replace(/>\s+</g, "><").trim();
}

async function styleSheet() {
  const { build } = await import("esbuild");
  const options = { entryPoints: [inRoot("www/styles/frame.css")], bundle: true, minify: true, write: false };
  const { outputFiles } = await build({ ...options, charset: "utf8", legalComments: "none" });
  return outputFiles?.[0]?.text.trim() ?? "";
}

async function formatter() {
  const { build } = await import("esbuild");
  const options = { entryPoints: [inRoot("benches/pages/format.js")], minify: true, write: false };
  const { outputFiles } = await build({ ...options, bundle: true, format: "iife" });
  return outputFiles?.[0]?.text.trim() ?? "";
}

/** What is paid this month comes with the phone bill of the next. */
function billMonth() {
  const month = Number(new Intl.DateTimeFormat("en", { month: "numeric", timeZone: "Asia/Seoul" }).format(new Date()));
  return String((month % 12) + 1);
}

/** @param {string} name */
function template(name) {
  return readFile(inRoot(`benches/pages/${name}.html`), "utf8");
}

/**
 * @param {string} text
 * @param {Record<string, unknown>} values
 */
function filled(text, values) {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * @param {string} text
 * @returns {Served}
 */
function html(text) {
  return { type: "text/html; charset=utf-8", cache: "none", body: brotliCompressSync(text) };
}
