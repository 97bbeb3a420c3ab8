import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { type Confirm, createConfirmer, outcomeOf } from "../src/confirm";
import type { ConfirmOutcome, ConfirmRequest } from "../src/protocol";

const request: ConfirmRequest = {
  ticket: 3,
  idempotency_key: "ch_1",
  timeout_ms: 30_000,
  body: { token: "tok_1", session: "cs_1", order_id: "A-1" },
};

interface Call {
  readonly url: string;
  readonly init: RequestInit;
  answer(status: number): void;
  fail(): void;
}
let calls: Call[] = [];

beforeEach(() => {
  calls = [];
  const fetch = (url: string, init: RequestInit): Promise<{ status: number }> =>
    new Promise((resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      calls.push({ url, init, answer: (status) => resolve({ status }), fail: () => reject(new TypeError("offline")) });
    });
  Object.assign(globalThis, {
    document: { baseURI: "https://shop.example/checkout/2" },
    location: { origin: "https://shop.example" },
    fetch,
  });
});

function confirm(
  confirmer = aConfirmer(),
  asked = request,
  url: string | undefined = "/confirm",
): Promise<ConfirmOutcome> {
  return new Promise((resolve) => confirmer(url, asked, resolve));
}

function aConfirmer(): Confirm {
  return createConfirmer(new AbortController().signal);
}

function call(at = 0): Call {
  const made = calls[at];
  assert.ok(made);
  return made;
}

test("the token is posted as JSON with its key, to the page's own origin", async () => {
  const outcome = confirm();
  const { url, init } = call();
  assert.equal(url, "https://shop.example/confirm");
  assert.equal(init.method, "POST");
  assert.deepEqual(init.headers, { "Content-Type": "application/json", "Idempotency-Key": "ch_1" });
  assert.deepEqual(JSON.parse(String(init.body)), request.body);
  // With the page's own cookies and no others, which is what is done where nothing is said.
  assert.equal(init.credentials ?? "same-origin", "same-origin");
  assert.equal(init.redirect, "manual");
  call().answer(200);
  assert.equal(await outcome, "accepted");
});

test("the status says what came of it", () => {
  const said = [200, 201, 204, 0, 302, 400, 402, 499, 500, 503].map(outcomeOf);
  const [accepted, refused, error] = ["accepted", "refused", "server_error"];
  assert.deepEqual(said, [accepted, accepted, accepted, refused, refused, refused, refused, refused, error, error]);
});

test("a dead network and a slow server are told apart", async () => {
  const offline = confirm();
  call().fail();
  assert.equal(await offline, "network_error");

  mock.timers.enable({ apis: ["setTimeout"] });
  const slow = confirm();
  mock.timers.tick(30_000);
  mock.timers.reset();
  assert.equal(await slow, "timed_out");
});

test("without a confirm URL, or with one of another origin, nothing is posted", async () => {
  assert.equal(await confirm(aConfirmer(), request, "https://evil.example/confirm"), "not_configured");
  assert.equal(await new Promise((resolve) => aConfirmer()(undefined, request, resolve)), "not_configured");
  assert.equal(calls.length, 0);
});

test("a key that is being posted is not posted again, and both who asked are told", async () => {
  const confirmer = aConfirmer();
  const both = [confirm(confirmer), confirm(confirmer, { ...request, ticket: 4 })];
  assert.equal(calls.length, 1);
  call().answer(200);
  assert.deepEqual(await Promise.all(both), ["accepted", "accepted"]);
});

test("a retry after an answer is posted anew", async () => {
  const confirmer = aConfirmer();
  const first = confirm(confirmer);
  call().answer(503);
  assert.equal(await first, "server_error");
  const second = confirm(confirmer);
  call(1).answer(200);
  assert.equal(await second, "accepted");
});

test("a destroyed checkout gives up the request and answers nothing", async () => {
  const life = new AbortController();
  const answers: ConfirmOutcome[] = [];
  createConfirmer(life.signal)("/confirm", request, (outcome) => answers.push(outcome));
  life.abort();
  assert.ok(call().init.signal?.aborted);
  await new Promise(setImmediate);
  assert.deepEqual(answers, []);
});
