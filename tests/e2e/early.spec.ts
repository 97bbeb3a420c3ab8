// The window before its Wasm has come: all that a shopper does to it counts.

import { Checkout, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";
import { frameOf, HeldWasm, shifts, watchEvents, watchShifts } from "./support/widget.ts";

for (const site of ["same site", "cross-site"] as const) {
  test(`what is typed, chosen, ticked and opened early is kept, caret and focus included (${site})`, async ({
    page,
    servers,
  }) => {
    await watchShifts(page);
    const wasm = await HeldWasm.on(page);
    const checkout = await Checkout.open(page, site === "same site" ? servers.shop : servers.shopCrossSite);
    await checkout.frame.getByRole("radio", { name: "KT", exact: true }).check();
    await checkout.field("birth").pressSequentially("900101");
    await checkout.field("digit").pressSequentially("1");
    await checkout.tick("all").check();
    const terms = checkout.frame.getByRole("checkbox", { name: "전자금융거래 이용약관" });
    await expect(terms).toBeChecked();
    expect(await shifts(page)).toEqual([]);
    await checkout.frame.locator("summary").nth(1).click();
    const phone = checkout.field("phone");
    await phone.pressSequentially("01024567");
    for (let steps = 0; steps < 4; steps++) await phone.press("ArrowLeft");
    await phone.press("3");
    expect(await phone.inputValue()).toBe("010234567");

    // Opening the text moves what is below it, by right; its arrival does not.
    const opened = (await shifts(page)).length;
    const frame = frameOf(page, servers.gateway);
    const nodes = await frame.evaluateHandle(() => [...document.querySelectorAll("#checkout *:not(.terms *)")]);
    await wasm.release();
    await expect(phone).toHaveValue("010-2345-67");
    await expect(phone).toBeFocused();
    // Behind the 3, as before.
    expect(await phone.evaluate((field: HTMLInputElement) => [field.selectionStart, field.selectionEnd])).toEqual([
      6, 6,
    ]);
    await expect(checkout.frame.getByRole("radio", { name: "KT", exact: true })).toBeChecked();
    await expect(checkout.field("birth")).toHaveValue("900101");
    await expect(checkout.field("digit")).toHaveValue("1");
    await expect(checkout.tick("all")).toBeChecked();
    await expect(terms).toBeChecked();
    await expect(checkout.frame.getByRole("group", { name: "전자금융거래 이용약관" })).toContainText("제1조");
    expect((await shifts(page)).slice(opened)).toEqual([]);

    // Taken over as they are: what is shown is not made a second time.
    const kept = await nodes.evaluate((nodes) => nodes.every((node) => node.isConnected));
    expect(kept).toBe(true);
    await phone.press("8");
    await expect(phone).toHaveValue("010-2384-567");
  });
}

test("what is chosen and typed while the widget takes the window over is kept", async ({ page, servers }) => {
  // Between the moment that it looks what is filled in and the one that it draws itself.
  await page.addInitScript(() => {
    const add = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof add>) {
      add.apply(this, args);
      if (args[0] !== "input" || !(this instanceof Element) || this.id !== "checkout") return;
      EventTarget.prototype.addEventListener = add;
      queueMicrotask(() => {
        const birth = document.querySelector<HTMLInputElement>("#birth");
        document.querySelector<HTMLInputElement>("#SKT")?.click();
        if (birth !== null) birth.value = "900101";
        birth?.dispatchEvent(new InputEvent("input", { bubbles: true }));
        document.documentElement.dataset.meanwhile = "done";
      });
    };
  });
  const checkout = await Checkout.open(page, servers.shop);
  const html = checkout.frame.locator("html");
  await expect(html).toHaveAttribute("data-meanwhile", "done");
  const radio = checkout.frame.getByRole("radio", { name: "SKT", exact: true });
  await checkout.field("phone").fill("01023456789");
  await expect(checkout.field("phone")).toHaveValue("010-2345-6789");
  await expect(radio).toBeChecked();
  await expect(checkout.field("birth")).toHaveValue("900101");
});

test("a budget carrier can be chosen early", async ({ page, servers }) => {
  await watchShifts(page);
  const wasm = await HeldWasm.on(page);
  const checkout = await Checkout.open(page, servers.shop);
  const nested = checkout.frame.getByRole("group", { name: "알뜰폰 통신사" });
  await expect(nested).toBeHidden();
  await checkout.frame.getByRole("radio", { name: "알뜰폰" }).check();
  await nested.getByRole("radio", { name: "티플러스" }).check();
  await wasm.release();
  await checkout.field("phone").pressSequentially("0102");
  await expect(checkout.field("phone")).toHaveValue("010-2");
  await expect(nested.getByRole("radio", { name: "티플러스" })).toBeChecked();
  await checkout.frame.getByRole("radio", { name: "SKT", exact: true }).check();
  await expect(nested).toBeHidden();
});

test("whoever changes from a budget carrier to another one early has the other one", async ({ page, servers }) => {
  const wasm = await HeldWasm.on(page);
  const checkout = await Checkout.open(page, servers.shop);
  const nested = checkout.frame.getByRole("group", { name: "알뜰폰 통신사" });
  await checkout.frame.getByRole("radio", { name: "알뜰폰" }).check();
  await nested.getByRole("radio", { name: "티플러스" }).check();
  await checkout.frame.getByRole("radio", { name: "SKT", exact: true }).check();
  await checkout.field("phone").pressSequentially("0102");
  await wasm.release();
  await expect(checkout.field("phone")).toHaveValue("010-2");
  await expect(checkout.frame.getByRole("radio", { name: "SKT", exact: true })).toBeChecked();
  await expect(nested).toBeHidden();
});

test("cancel pressed early is forgotten by whoever goes on filling in", async ({ page, servers }) => {
  const wasm = await HeldWasm.on(page);
  const checkout = await Checkout.open(page, servers.shop);
  const cancel = checkout.frame.getByRole("button", { name: "결제 취소" });
  await cancel.click();
  await expect(cancel).toHaveAttribute("aria-busy", "true");
  await checkout.field("phone").pressSequentially("0102");
  await expect(cancel).not.toHaveAttribute("aria-busy");
  await wasm.release();
  await expect(checkout.field("phone")).toHaveValue("010-2");
  await expect(checkout.button("send")).toBeVisible();
});

test("cancel pressed early is carried out", async ({ page, servers }) => {
  const told = await watchEvents(page);
  const wasm = await HeldWasm.on(page);
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.button("send").click();
  await checkout.frame.getByRole("button", { name: "결제 취소" }).click();
  await wasm.release();
  await expect.poll(told).toContain("cancelled");
});

test("send pressed early is carried out once the Wasm has come, and once only", async ({ page, servers, phone }) => {
  const wasm = await HeldWasm.on(page);
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.fillIn(number);
  const send = checkout.button("send");
  await send.click();
  await send.click();
  await expect(send).toHaveAttribute("aria-busy", "true");
  await expect(checkout.frame.getByRole("status").filter({ hasText: "준비되면 바로 이어서" })).toBeAttached();
  await wasm.release();
  await expect(checkout.field("code")).toBeFocused();
  expect(await phone.messages(number)).toHaveLength(1);
});

test("send pressed early with the Enter key on an empty form points out what is missing", async ({ page, servers }) => {
  const wasm = await HeldWasm.on(page);
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.field("phone").press("Enter");
  await expect(checkout.button("send")).toHaveAttribute("aria-busy", "true");
  await wasm.release();
  await expect(checkout.frame.getByText("통신사를 선택해 주세요")).toBeVisible();
  await expect(checkout.button("send")).not.toHaveAttribute("aria-busy");
});

test("a code screen that is opened again is there with its time before the Wasm, and pays", async ({
  page,
  servers,
  phone,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(number);
  await expect(checkout.field("code")).toBeVisible();
  const code = await phone.lastCode(number);

  const wasm = await HeldWasm.on(page);
  await page.clock.install();
  await page.reload();
  const timer = checkout.frame.getByRole("timer");
  await expect(timer).toContainText(/[23]:\d\d$/);
  const left = async () => {
    const [minutes, seconds] = (await timer.innerText()).match(/\d+/g) ?? [];
    return Number(minutes) * 60 + Number(seconds);
  };
  const before = await left();
  await page.clock.runFor(5_000);
  expect(await left()).toBeLessThanOrEqual(before - 5);
  await checkout.field("code").fill(code);
  await checkout.tick("content").check();
  // By the frame's own clock, which has been put forward, the button has been seen for long.
  await checkout.stands();
  await checkout.button("pay").click();
  await wasm.release();
  await expect(checkout.done).toBeVisible();
});

test("a receipt that is opened again needs no Wasm to be read", async ({ page, servers, phone }) => {
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.payAs(newNumber(), phone);
  await HeldWasm.on(page);
  await page.reload();
  await expect(checkout.done).toBeVisible();
});

test("a network that refuses the Wasm is told of, and another try goes on with all that was filled in", async ({
  page,
  servers,
  axe,
}) => {
  const told = await watchEvents(page);
  await HeldWasm.refuse(page);
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.fillIn(number);
  await checkout.button("send").click();
  const notice = checkout.frame.getByRole("alert").filter({ hasText: "결제창을 다 불러오지 못했어요" });
  await expect(notice).toBeVisible();
  await expect(notice).toContainText("인터넷 연결을 확인하고");
  await expect.poll(told).toEqual(["error network_error"]);
  await axe();

  await notice.getByRole("button", { name: "다시 시도" }).click();
  await expect.poll(async () => (await told()).length).toBe(2);
  await expect(notice).toBeVisible();
  await HeldWasm.allow(page);
  await notice.getByRole("button", { name: "다시 시도" }).click();
  await expect(checkout.field("code")).toBeVisible();
  await expect(notice).toBeHidden();
});

test("a Wasm that does not come is told of within a bounded time, and what was pressed is not carried out later", async ({
  page,
  servers,
  phone,
}) => {
  const told = await watchEvents(page);
  await page.clock.install();
  const wasm = await HeldWasm.on(page);
  const checkout = await Checkout.open(page, servers.shop);
  const number = newNumber();
  await checkout.fillIn(number);
  await checkout.button("send").click();
  const notice = checkout.frame.getByRole("alert").filter({ hasText: "결제창을 다 불러오지 못했어요" });
  // From here on no time passes by itself.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 2_000));
  await page.clock.runFor(5_000);
  await expect(notice).toBeHidden();
  await page.clock.runFor(10_000);
  await expect(notice).toBeVisible();
  await expect.poll(told).toEqual(["error network_error"]);
  await expect(checkout.button("send")).not.toHaveAttribute("aria-busy");
  // It may still come.
  await wasm.release();
  await expect(checkout.field("phone")).toHaveValue(/^010-\d{4}-\d{4}$/);
  await expect(notice).toBeHidden();
  await expect.poll(told).toEqual(["error network_error", "ready", "change"]);
  expect(await phone.messages(number)).toEqual([]);
});

for (const [locale, text] of [
  ["ko", "이 브라우저나 앱에서는 결제를 진행할 수 없어요"],
  ["en", "Payment is not possible in this browser or app"],
] as const) {
  test(`a browser without WebAssembly is told so at once (${locale})`, async ({ page, servers, axe }) => {
    const told = await watchEvents(page);
    await page.addInitScript(() => {
      // As Lockdown Mode has it.
      Reflect.deleteProperty(window, "WebAssembly");
    });
    const checkout = await Checkout.open(page, servers.shop, 2, `?locale=${locale}`);
    await expect(checkout.frame.getByRole("alert").filter({ hasText: text })).toBeVisible();
    await expect.poll(told).toEqual(["error browser_unsupported"]);
    await axe();
  });
}

test("a window that something has rewritten before the Wasm came is made anew with what was filled in", async ({
  page,
  servers,
}) => {
  const wasm = await HeldWasm.on(page);
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.fillIn("01023456789");
  await checkout.field("phone").focus();
  // As a page translator does.
  await frameOf(page, servers.gateway).evaluate(() => {
    for (const label of document.querySelectorAll("#checkout label, #checkout h2")) {
      const font = document.createElement("font");
      font.append(...label.childNodes);
      label.append(font);
    }
  });
  await wasm.release();
  await expect(checkout.field("phone")).toHaveValue("010-2345-6789");
  await expect(checkout.field("phone")).toBeFocused();
  await expect(checkout.frame.locator("font")).toHaveCount(0);
  await checkout.button("send").click();
  await expect(checkout.field("code")).toBeVisible();
});

test("a window that can neither be taken over nor made anew says so, and keeps what was filled in", async ({
  page,
  servers,
}) => {
  const wasm = await HeldWasm.on(page);
  const told = await watchEvents(page);
  await page.route("**/assets/*.js?*", (route) => route.abort("connectionreset"));
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.fillIn("01023456789");
  await frameOf(page, servers.gateway).evaluate(() => document.querySelector("#checkout h2")?.remove());
  await wasm.release();
  const notice = checkout.frame.getByRole("alert").filter({ hasText: "결제창을 다 불러오지 못했어요" });
  await expect(notice).toBeVisible();
  await expect.poll(told).toContain("error network_error");
  await page.unroute("**/assets/*.js?*");
  await notice.getByRole("button", { name: "다시 시도" }).click();
  await expect(notice).toBeHidden();
  await expect(checkout.field("phone")).toHaveValue("010-2345-6789");
  await checkout.button("send").click();
  await expect(checkout.field("code")).toBeVisible();
});

test("an address that is cut short says that it cannot be opened", async ({ page, servers }) => {
  await page.goto(`${servers.gateway}/v1/checkout/cs_cut`);
  await expect(page.getByRole("alert").filter({ hasText: "결제창을 다 불러오지 못했어요" })).toBeVisible();
});

test("the colours are right from the first paint", async ({ page, servers }) => {
  await HeldWasm.on(page);
  await Checkout.open(page, servers.shop, 2, "?theme=dark");
  const frame = frameOf(page, servers.gateway);
  expect(await (await page.request.get(frame.url())).text()).toContain('data-theme="dark"');
  expect(await frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
});

for (const width of [320, 1280]) {
  test(`however slowly the HTML arrives, nothing of it moves (${width} px)`, async ({ page, servers }) => {
    await page.setViewportSize({ width, height: 1_600 });
    await watchShifts(page);
    await Checkout.open(page, servers.shop);
    const html = await (await page.request.get(frameOf(page, servers.gateway).url())).text();
    // A page of the gateway with nothing on it, into which the parser gets the HTML by and by.
    await page.goto(`${servers.gateway}/healthz`);
    await page.evaluate(async (html) => {
      document.open();
      for (let at = 0; at < html.length; at += 400) {
        document.write(html.slice(at, at + 400));
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      }
      document.close();
    }, html);
    await expect(page.getByRole("textbox", { name: "휴대폰 번호" })).toBeVisible();
    expect(await shifts(page)).toEqual([]);
  });
}

test("a second visit reads the widget from the cache", async ({ page, servers }) => {
  const loaded = () =>
    frameOf(page, servers.gateway).evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
        .filter(({ name }) => name.includes("/assets/widget-"))
        .map(({ transferSize }) => transferSize),
    );
  const first = await Checkout.open(page, servers.shop);
  await first.field("phone").fill("01023456789");
  await expect(first.field("phone")).toHaveValue("010-2345-6789");
  expect((await loaded()).filter((bytes) => bytes > 0)).toHaveLength(2);

  const second = await Checkout.open(page, servers.shop);
  await second.field("phone").fill("01023456789");
  await expect(second.field("phone")).toHaveValue("010-2345-6789");
  expect((await loaded()).filter((bytes) => bytes > 0)).toEqual([]);
});

test("from the last digit to the receipt the frame asks twice", async ({ page, servers, phone }) => {
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.readyToPay(newNumber(), phone);
  const asked: string[] = [];
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    // What the page's own script fetches for the link to the order is not the frame's.
    if (origin === servers.gateway && request.frame() !== page.mainFrame())
      asked.push(`${request.method()} ${pathname.replace(/ch_\w+/, "ch_…")}`);
  });
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
  expect(asked).toEqual(["POST /v1/checkout/challenges/ch_…/verify", "GET /v1/checkout"]);
});

test("without JavaScript the order can be read, and what is missing is said", async ({ browser, page, servers }) => {
  await Checkout.open(page, servers.shop);
  const address = frameOf(page, servers.gateway).url();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(address);
  await expect(plain.getByRole("region", { name: "주문 정보" })).toContainText("9,900원");
  await expect(plain.locator("noscript")).toBeVisible();
  await context.close();
});
