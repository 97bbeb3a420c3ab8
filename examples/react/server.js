// The shop's back end: goods and orders as JSON, the built pages, the confirm URL and the webhooks.

import { fileURLToPath } from "node:url";
import express from "express";
import { Webhook } from "standardwebhooks";
import { config } from "./config.js";
import { createPayment, createSession } from "./gateway.js";
import { findOrder, GOODS, keepOrder, newOrder, takeEvent, takePayment } from "./orders.js";

const BUILT = fileURLToPath(new URL("dist", import.meta.url));

/** All that the checkout needs of a page: the gateway's script and frame, and this server for the confirm URL. */
const POLICY = `default-src 'none'; script-src 'self' ${config.gateway}; frame-src ${config.gateway}; style-src 'self';
  img-src data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`.replace(/\s+/g, " ");

const webhook = new Webhook(config.webhookSecret);
const app = express();
app.disable("x-powered-by");
app.use((_request, response, next) => {
  response.set({ "content-security-policy": POLICY, "x-content-type-options": "nosniff" });
  next();
});

// The pages are one document, which looks at its address.
app.use(express.static(BUILT));
app.get(["/checkout/:number", "/orders/:id"], (_request, response) => {
  response.sendFile("index.html", { root: BUILT });
});

app.use("/api", (_request, response, next) => {
  response.set("cache-control", "no-store");
  next();
});

app.get("/api/shop", (_request, response) => {
  response.json({ goods: GOODS, gateway: config.gateway, sandbox: config.sandbox });
});

app.post("/api/orders", express.json(), async (request, response) => {
  const good = GOODS.find(({ number }) => number === request.body?.good);
  if (good === undefined) return say(response, 404, "good_unknown");
  const order = newOrder(good);
  order.session = await createSession(order);
  keepOrder(order);
  response.status(201).json(shown(order));
});

app.get("/api/orders/:id", (request, response) => {
  const order = findOrder(request.params.id);
  if (order === undefined) return say(response, 404, "order_unknown");
  response.json(shown(order));
});

const shown = ({ id, good, session, state, payment }) => ({ id, good, session, state, phone: payment?.phone });

// The page brings the token; nothing is charged before it is exchanged. The status is all that the checkout looks at.
app.post("/confirm", express.json(), async (request, response) => {
  const { token, session, order_id } = request.body ?? {};
  const order = findOrder(order_id);
  if (order === undefined || order.session !== session) return say(response, 404, "order_unknown");
  if (order.state === "paid") return say(response, 200, "succeeded");
  const { status, body } = await createPayment(order, String(token));
  if (status >= 400) {
    console.warn(`order ${order.id}: the gateway answered ${status} ${body.code}`);
    return say(response, refusal(status, body), body.code);
  }
  takePayment(body);
  say(response, { succeeded: 200, processing: 202, failed: 402 }[body.status] ?? 200, body.status);
});

/** The page may try again what was not refused for good; what is wrong with the key is no page's fault. */
function refusal(status, problem) {
  if (problem.retryable) return 503;
  return status === 401 || status >= 500 ? 502 : status;
}

const say = (response, status, word) => response.status(status).json({ status: word });

// How it ended, from the gateway itself, even when the shopper's browser is long gone. The signature covers the very
// bytes: nothing is parsed before it is checked.
app.post("/webhooks", express.raw({ type: "*/*" }), (request, response) => {
  let event;
  try {
    event = webhook.verify(request.body, request.headers);
  } catch {
    return response.sendStatus(400);
  }
  takeEvent(request.get("webhook-id"), event);
  response.sendStatus(204);
});

app.get("/healthz", (_request, response) => {
  response.send("ok");
});

app.use((_request, response) => say(response, 404, "not_found"));

// Express takes a handler of four for the one that hears of errors.
app.use((error, _request, response, _next) => {
  const status = error.status ?? 502;
  if (status >= 500) console.error(error);
  say(response, status, "failed");
});

const server = app.listen(config.port, config.hostname, (error) => {
  if (error) throw error;
  console.log(`The shop is at ${config.publicUrl.origin}`);
});
process.once("SIGTERM", () => server.close());
