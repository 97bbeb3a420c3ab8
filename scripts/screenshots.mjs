// `npm run screenshots`: the README's pictures, of the real checkout on the real servers.

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { command, say } from "./command.mjs";
import { planServers } from "./servers/plan.mjs";
import { freePort } from "./servers/ports.mjs";
import { newSealingKey } from "./servers/sealing-key.mjs";
import { startServers } from "./servers/start.mjs";
import { ensureBrowser } from "./setup/browser.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { buildPrograms, ensureRust } from "./setup/rust.mjs";
import { inRoot } from "./workspace.mjs";

const FOLDER = inRoot("docs/images");
const NUMBER = "01023456789";

await command(async () => {
  await ensurePackages();
  await ensureRust();
  await buildPrograms();
  const { buildDist } = await import("./build/dist.mjs");
  await buildDist();
  const { chromium: executablePath } = await ensureBrowser();
  const ports = { sandbox: await freePort(), gateway: await freePort(), shop: await freePort() };
  const logs = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-"));
  const running = await startServers(planServers({ ports, sealingKey: newSealingKey() }), { logs });
  const { chromium } = await import("@playwright/test");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    await mkdir(FOLDER, { recursive: true });
    await takeAll(browser, ports);
  } finally {
    await browser.close();
    await running.stop();
    await rm(logs, { recursive: true, force: true });
  }
  say("docs/images is up to date");
});

/**
 * @param {import("@playwright/test").Browser} browser
 * @param {import("./servers/plan.mjs").Ports} ports
 */
async function takeAll(browser, ports) {
  const page = await browser.newPage({ viewport: { width: 422, height: 900 }, locale: "ko-KR" });
  await page.goto(`http://localhost:${ports.shop}/checkout/2`);
  const frame = page.frameLocator("iframe");
  const button = (/** @type {string | RegExp} */ name) => frame.getByRole("button", { name });
  const field = (/** @type {string} */ name) => frame.getByRole("textbox", { name, exact: true });
  const take = (/** @type {string} */ name) =>
    page.locator("iframe").screenshot({ path: path.join(FOLDER, `${name}.png`), animations: "disabled" });

  await frame.getByRole("radio", { name: "SKT", exact: true }).check();
  await field("휴대폰 번호").fill(NUMBER);
  await field("생년월일 6자리").fill("900101");
  await field("주민등록번호 뒤 첫 자리").fill("1");
  await frame.getByRole("checkbox", { name: "전체 동의" }).check();
  await take("details");

  await button("인증번호 받기").click();
  await field("인증번호").waitFor();
  const messages = await fetch(`http://localhost:${ports.sandbox}/phones/${NUMBER}/messages`);
  const [message] = /** @type {{ code: string }[]} */ (await messages.json());
  await field("인증번호").fill(message?.code ?? "");
  await frame.getByRole("checkbox", { name: "결제 내용을 확인했습니다" }).check();
  await take("code");

  await button(/결제하기$/).scrollIntoViewIfNeeded();
  // A press in the first moments after the button has come into sight does not pay.
  await frame.locator("html[data-press=settled]").waitFor();
  await button(/결제하기$/).click();
  await frame.getByRole("heading", { name: "결제가 완료되었습니다" }).waitFor();
  await take("receipt");
}
