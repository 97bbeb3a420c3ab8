// What a browser that takes brotli downloads for a first checkout: the loader, the frame's HTML
// and whatever that names.

import http from "node:http";
import { brotliDecompressSync } from "node:zlib";
import { Trouble } from "../command.mjs";
import { makeSession } from "../servers/session.mjs";

/** @typedef {{ name: string, encoding: string, bytes: number }} Download the bytes as they are sent */

/**
 * What one asset takes.
 * @param {string} gateway
 * @param {string} file as the manifest names it
 * @returns {Promise<Download>}
 */
export function asset(gateway, file) {
  return download(`/${file}`, `${gateway}/${file}`);
}

/**
 * @param {string} gateway
 * @param {string} locale
 * @returns {Promise<{ loader: Download, html: Download, assets: Download[] }>}
 */
export async function firstCheckout(gateway, locale) {
  const { id: session } = await makeSession(gateway);
  const loader = await download("checkout.js", `${gateway}/checkout.js`);
  const page = `${gateway}/v1/checkout/${session}?locale=${locale}`;
  const html = await download("HTML", page);
  const assets = [];
  for (const path of named(html.text)) assets.push(await download(path, new URL(path, page).href));
  return { loader, html, assets };
}

/**
 * The files that a page loads: scripts, style sheets and what is preloaded, each once.
 * @param {string} html
 */
export function named(html) {
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? [];
  const paths = tags.map((tag) => {
    const value = (/** @type {string} */ name) => tag.match(new RegExp(`\\s${name}=["']?([^"'\\s>]*)`))?.[1];
    if (tag.startsWith("<script")) return value("src");
    return /^(stylesheet|modulepreload|preload)$/.test(value("rel") ?? "") ? value("href") : undefined;
  });
  return [...new Set(paths.filter((path) => path !== undefined))];
}

/**
 * Counts the body as it is sent: `fetch` would unpack it.
 * @param {string} name
 * @param {string} url
 * @returns {Promise<Download & { text: string }>}
 */
function download(name, url) {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: { "accept-encoding": "br", accept: "*/*" } }, async (response) => {
        if (response.statusCode !== 200) return reject(new Trouble(`${url} answers ${response.statusCode}`));
        const body = Buffer.concat(await response.toArray());
        const encoding = response.headers["content-encoding"] ?? "as it is";
        const text = (encoding === "br" ? brotliDecompressSync(body) : body).toString("utf8");
        resolve({ name, encoding, bytes: body.length, text });
      })
      .on("error", reject);
  });
}
