// What is done with each kind of block.

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { planServers } from "../../scripts/servers/plan.mjs";
import { freePort } from "../../scripts/servers/ports.mjs";
import { newSealingKey } from "../../scripts/servers/sealing-key.mjs";
import { startServers } from "../../scripts/servers/start.mjs";
import { inRoot } from "../../scripts/workspace.mjs";
import { Backend } from "../e2e/support/backend.ts";
import { Checkout } from "../e2e/support/checkout.ts";
import { MerchantPage } from "../e2e/support/embedding.ts";
import { Phone } from "../e2e/support/sandbox.ts";
import { read } from "../package/repository.mjs";
import { Api, NUMBER } from "./api.ts";
import { type Block, meaningOf, nameOf } from "./blocks.ts";
import { mistakes, operatorsMistakes } from "./commands.ts";
import { Server } from "./server.ts";
import { differences } from "./shape.ts";
import type { World } from "./support.ts";

/** Walks through one document, in a folder of its own. */
export class Walk {
  readonly #world: World;
  readonly #page: Page;
  readonly #request: APIRequestContext;
  readonly #api: Api;
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), "carrier-checkout-docs-"));
  #server: Server | undefined;
  readonly #commands: string[] = [];

  constructor(world: World, page: Page, request: APIRequestContext, document: string) {
    this.#world = world;
    this.#page = page;
    this.#request = request;
    this.#api = new Api(world, page, request, document);
    symlinkSync(inRoot("tests", "docs", "node_modules"), path.join(this.#folder, "node_modules"));
    symlinkSync(path.dirname(path.dirname(world.python)), path.join(this.#folder, "venv"));
    // Every curl says what went wrong, and has a line of its own.
    writeFileSync(path.join(this.#folder, ".curlrc"), 'silent\nshow-error\nfail-with-body\nwrite-out = "\\n"\n');
  }

  async end(): Promise<void> {
    await this.#server?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async step(block: Block): Promise<void> {
    const meaning = meaningOf(block);
    switch (block.language) {
      case "sh":
        return this.#sh(block, meaning);
      case "html":
        return this.#shows(block.code);
      case "js":
        if (meaning === "page") return this.#shows(`${PLACE}<script type="module">${block.code}</script>`);
        await this.#write(block);
        return meaning === "hosted" ? this.#hosted(block) : undefined;
      case "python":
        await this.#write(block);
        return;
      case "json":
        return this.#json(block, meaning);
      case "toml":
        return this.#gatewayStarts({ [`${nameOf(block)}`]: await this.#write({ ...block, words: ["file.toml"] }) });
      case "text":
        if (meaning === "paid") return this.#paid(block.code);
        return meaning === "output" ? this.#server?.prints(block.code) : undefined;
    }
  }

  async #sh(block: Block, meaning: string): Promise<void> {
    const code = meaning === "later" ? await this.#later(block.code) : await this.#api.filled(block.code);
    if (meaning === "env") return this.#gatewayStarts(variables(code));
    if (meaning === "install") return installed(block.code);
    if (meaning === "operator") return expect(operatorsMistakes(block.code)).toEqual([]);
    if (meaning === "start") return this.#start(code);
    if (!/\bcurl\b/.test(code)) return expect(mistakes(block.document, block.code)).toEqual([]);
    const env = { ...process.env, CURL_HOME: this.#folder };
    const ran = promisify(execFile)("bash", ["-euc", code], { cwd: this.#folder, env });
    const { stdout, failed } = await ran.then(
      ({ stdout }) => ({ stdout, failed: "" }),
      (error) => ({ stdout: String(error.stdout), failed: String(error.stderr) }),
    );
    expect(failed === "", `${stdout}${failed}`).toBe(meaning !== "refused");
    for (const line of stdout.split("\n").filter((line) => line.startsWith("{"))) this.#api.heard(JSON.parse(line));
    if (/\/v1\/payments /.test(code)) this.#api.spent();
    if (/\/cancel /.test(code)) this.#api.ids.delete("pay");
  }

  /** With the time at which the key can be charged again: nobody can wait for a month. */
  async #later(code: string): Promise<string> {
    const key = (await this.#api.get(`/v1/billing_keys/${await this.#api.id("bk")}`)) as { next_charge: number };
    return (await this.#api.filled(code)).replace(/\}'\s*$/, `,"sandbox_time":${key.next_charge}}'`);
  }

  async #start(command: string): Promise<void> {
    this.#commands.push(command);
    await this.#server?.stop();
    this.#server = new Server(command, this.#folder);
    await this.#server.answers(this.#world.shop);
    const forged = await fetch(`${this.#world.shop}/webhooks`, FORGED);
    if (forged.status === 404) return;
    expect(forged.status, "a webhook that nobody has signed").toBe(400);
    await this.#api.delivers();
  }

  /** Writes it to the file that it is said to be; says where. */
  async #write(block: Block): Promise<string> {
    const file = path.join(this.#folder, nameOf(block) ?? "");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, await this.#api.filled(block.code));
    return file;
  }

  /** A page of the merchant's, whose server makes sessions and exchanges tokens. */
  async #shows(code: string): Promise<void> {
    const html = await this.#api.filled(code);
    const page = await this.#page.context().newPage();
    const backend = new Backend(page, this.#request, this.#world);
    await backend.makesSessions();
    await backend.confirms();
    await page.route("**/vendor/carrier-checkout/*", (route) =>
      route.fulfill({ path: inRoot("dist-npm", path.basename(new URL(route.request().url()).pathname)) }),
    );
    const merchant = new MerchantPage(page, this.#world);
    await merchant.open(html);
    const window = page.locator("body iframe[src*='/v1/checkout/cs_']").contentFrame();
    await expect(window.getByRole("textbox").first()).toBeVisible();
    await expect.poll(async () => (await merchant.heard()).join()).toMatch(/ready/);
    expect(merchant.complaints).toEqual([]);
    await page.close();
  }

  /** Each of the document's servers has a page on which a shopper pays. */
  async #paid(lines: string): Promise<void> {
    for (const command of this.#commands.splice(0)) {
      await this.#start(command);
      await this.#paidOnce(lines);
    }
  }

  async #paidOnce(lines: string): Promise<void> {
    const page = await this.#page.context().newPage();
    const confirmed = page.waitForRequest("**/confirm");
    await page.goto(this.#world.shop);
    await new Checkout(page).payAs(NUMBER, new Phone(this.#request, this.#world.sandbox));
    const { order_id } = (await confirmed).postDataJSON();
    await page.close();
    await this.#server?.prints(lines.replaceAll("order-…", order_id));
  }

  /** The server that the hosted page of the document's session posts its token to. */
  async #hosted(block: Block): Promise<void> {
    const session = await this.#api.id("cs");
    await this.#start(`node ${nameOf(block)}`);
    const { url } = (await this.#api.get(`/v1/sessions/${session}`)) as { url: string };
    const page = await this.#page.context().newPage();
    const checkout = await Checkout.openLink(page, url);
    await checkout.payAs(NUMBER, new Phone(this.#request, this.#world.sandbox));
    await page.close();
    this.#api.spent();
  }

  async #json(block: Block, meaning: string): Promise<void> {
    const name = nameOf(block);
    if (meaning === "request") return this.#api.post(name ?? "", JSON.parse(await this.#api.filled(block.code)));
    const real = meaning === "event" ? await this.#api.event(name ?? "") : await this.#answer(name);
    // What only a list of events has.
    if (meaning === "event") Reflect.deleteProperty(Object(real), "delivery");
    expect(differences(JSON.parse(block.code), real as never, meaning === "part")).toEqual([]);
  }

  async #answer(name: string | undefined): Promise<unknown> {
    // The phone and the carriers' books have something to show once somebody has paid.
    if (name?.includes(":8082")) await this.#api.id("pay");
    return name === undefined ? this.#api.last : this.#api.get(await this.#api.filled(name));
  }

  async #gatewayStarts(env: Record<string, string>): Promise<void> {
    const ports = { sandbox: 1, gateway: await freePort(), shop: 1 };
    const servers = planServers({ ports, sealingKey: newSealingKey(), env, shop: null });
    const logs = path.join(this.#folder, "gateway");
    const running = await startServers(
      servers.filter(({ name }) => name === "gateway"),
      { logs },
    );
    await running.stop();
    await running.died;
  }
}

/** What the gateway would say, with another's signature. */
const FORGED = {
  method: "POST",
  headers: {
    "content-type": "application/json",
    "webhook-id": "evt_0000000000000000000000",
    "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
    "webhook-signature": "v1,bm90IHNpZ25lZCBieSB0aGUgZ2F0ZXdheSBidXQgYnk=",
  },
  body: JSON.stringify({ id: "evt_0", type: "payment.succeeded", data: { id: "pay_0", order_id: "order-1" } }),
};

/** Where a page's own script may show the window. */
const PLACE = `<div id="checkout"></div><script src="http://localhost:8081/checkout.js"></script>`;

function variables(code: string): Record<string, string> {
  const found = [...code.matchAll(/^(\w+)=(?:'([^'\n]*)'|(\S*))$/gm)];
  expect(found.length).toBeGreaterThan(0);
  return Object.fromEntries(found.map(([, name = "", quoted, bare = ""]) => [name, quoted ?? bare]));
}

/** What a document installs is what it is tried with. */
function installed(code: string): void {
  const npm = JSON.parse(read("tests/docs/package.json")).devDependencies;
  const python = read("tests/docs/requirements.txt");
  for (const [, manager, packages = ""] of code.matchAll(/\b(npm|pip) install (.+)$/gm)) {
    const missing = packages
      .split(/\s+/)
      .filter((name) => (manager === "npm" ? !(name in npm) : !new RegExp(`^${name}==`, "m").test(python)));
    expect(missing).toEqual([]);
  }
}
