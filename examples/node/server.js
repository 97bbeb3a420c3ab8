// A shop: goods, orders, the page with the checkout, the confirm URL and the webhooks.

import { fileURLToPath } from "node:url";
import express from "express";
import { Webhook } from "standardwebhooks";
import { config } from "./config.js";
import { createPayment, createSession } from "./gateway.js";
import { findOrder, GOODS, keepOrder, newOrder, takeEvent, takePayment } from "./orders.js";
import { checkoutPage, goodsPage, orderPage, problemPage } from "./pages.js";

/** All that the checkout needs of a page: the gateway's script and frame, and this server for the confirm URL. */
const POLICY = `default-src 'none'; script-src ${config.gateway}; frame-src ${config.gateway}; style-src 'self';
  img-src data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`.replace(/\s+/g, " ");

const webhook = new Webhook(config.webhookSecret);
const app = express();
app.disable("x-powered-by");
app.use((_request, response, next) => {
  response.set({ "content-security-policy": POLICY, "x-content-type-options": "nosniff" });
  next();
});
app.use(express.static(fileURLToPath(new URL("public", import.meta.url))));

app.get("/", (_request, response) => {
  response.send(goodsPage());
});

// The address names the order once there is one: a reload, Back or another app comes back to the same session.
app.get("/checkout/:number", async (request, response, next) => {
  const good = GOODS.find(({ number }) => String(number) === request.params.number);
  if (good === undefined) return next();
  const known = findOrder(request.query.order);
  if (known?.good === good) return response.set("cache-control", "no-store").send(checkoutPage(known));
  const order = newOrder(good);
  order.session = await createSession(order);
  keepOrder(order);
  response.redirect(303, `/checkout/${good.number}?order=${order.id}`);
});

app.get("/orders/:id", (request, response, next) => {
  const order = findOrder(request.params.id);
  if (order === undefined) return next();
  response.set("cache-control", "no-store").send(orderPage(order));
});

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

app.use((_request, response) => {
  response.status(404).send(problemPage());
});

// Express takes a handler of four for the one that hears of errors.
app.use((error, _request, response, _next) => {
  const status = error.status ?? 502;
  if (status >= 500) console.error(error);
  response.status(status).send(problemPage());
});

const server = app.listen(config.port, config.hostname, (error) => {
  if (error) throw error;
  console.log(`The shop is at ${config.publicUrl.origin}`);
});
process.once("SIGTERM", () => server.close());
