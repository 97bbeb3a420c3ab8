// The payment in another engine, against the real servers.

import assert from "node:assert/strict";
import { By, Key } from "selenium-webdriver";
import { Checkout, HostedCheckout, still } from "./checkout.mjs";
import { eventually } from "./eventually.mjs";
import { masked, newNumber } from "./phone.mjs";
import { find } from "./roles.mjs";

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */
/** @typedef {import("../../../scripts/servers/fresh.mjs").Servers} Servers */
/** @typedef {{ driver: WebDriver, servers: Servers, phone: import("./phone.mjs").Phone }} World */

/** @type {Record<string, (world: World) => Promise<void>>} */
export const JOURNEYS = {
  "a shopper pays by message on the gateway's own site, and the shop has been paid": (world) =>
    payByMessage(world, world.servers.shop),

  "a shopper pays by message on another site, and the shop has been paid": (world) =>
    payByMessage(world, world.servers.shopCrossSite),

  async "a wrong code is told, has the focus, and can be put right; Enter pays"({ driver, servers, phone }) {
    const number = newNumber();
    const checkout = await Checkout.open(driver, servers.shop);
    await checkout.askForCode(number);
    const code = await phone.lastCode(number);
    await checkout.type("code", code === "123456" ? "654321" : "123456");
    await checkout.pay();
    await checkout.hear("alert", "4번 더");
    await checkout.focusInSight("인증번호");
    await checkout.type("code", Key.END + Key.BACK_SPACE.repeat(6) + code + Key.ENTER);
    await checkout.done();
    assert.deepEqual(await phone.charges(number), ["succeeded"]);
  },

  async "a link is paid on the hosted page, which posts the token once and leads to the order"(world) {
    const { driver, servers, phone } = world;
    const number = newNumber();
    await Checkout.open(driver, servers.shop);
    await driver.switchTo().defaultContent();
    await (await driver.findElement(By.css("summary"))).click();
    const link = await eventually("the link", () => find(driver, "link", /\?hosted$/));
    const url = await link.getProperty("href");
    await driver.get(url);
    const checkout = new HostedCheckout(driver);
    await checkout.see("heading", "달빛상점");
    await checkout.askForCode(number);
    await checkout.type("code", await phone.lastCode(number));
    await checkout.pay();
    await checkout.done();
    assert.equal(await driver.getCurrentUrl(), url);
    await driver.navigate().refresh();
    await checkout.done();
    await checkout.press("link", checkout.names.order);
    await checkout.see("heading", "주문해 주셔서 고맙습니다");
    assert.deepEqual(await phone.charges(number), ["succeeded"]);
  },

  async "a refusal says why, has the focus, and leaves everything filled in"({ driver, servers, phone }) {
    const refused = "01000000005";
    const checkout = await Checkout.open(driver, servers.shop);
    await checkout.fillIn(refused);
    await checkout.press("button", checkout.names.sms);
    await checkout.hear("alert", "휴대폰 요금이 연체되어 있어요");
    await checkout.focusInSight("휴대폰 요금이 연체되어 있어요");
    assert.equal(await checkout.valueOf("phone"), "010-0000-0005");
    assert.equal(await checkout.valueOf("birth"), "900101");
    assert.deepEqual(await phone.charges(refused), []);
  },

  async "what is approved in the PASS app is paid with one press"({ driver, servers, phone }) {
    const number = newNumber();
    const checkout = await Checkout.open(driver, servers.shopCrossSite);
    await checkout.press("radio", checkout.names.pass);
    await checkout.fillIn(number);
    await checkout.press("button", checkout.names.approval);
    await checkout.hear("status", "승인을 기다리고 있어요.");
    await phone.approve(number);
    await checkout.hear("status", "승인되었어요.");
    await checkout.pay();
    await checkout.done();
    assert.deepEqual(await phone.charges(number), ["succeeded"]);
  },

  async "by a call, in English and dark"({ driver, servers, phone }) {
    const number = newNumber();
    const checkout = await Checkout.open(driver, servers.shop, "en", "&theme=dark");
    assert.ok((await brightness(driver)) < 60, "the window is dark");
    await checkout.press("radio", checkout.names.ars);
    await checkout.fillIn(number);
    await checkout.press("button", checkout.names.approval);
    await phone.approve(number);
    await checkout.pay();
    await checkout.done();
    assert.deepEqual(await phone.charges(number), ["succeeded"]);
  },

  async "a reload on the code screen goes on there, and the code still works"({ driver, servers, phone }) {
    const number = newNumber();
    const checkout = await Checkout.open(driver, servers.shopCrossSite);
    await checkout.askForCode(number);
    await driver.navigate().refresh();
    await checkout.type("code", await phone.lastCode(number));
    await checkout.pay();
    await checkout.done();
    assert.equal((await phone.messages(number)).length, 1);
    assert.deepEqual(await phone.charges(number), ["succeeded"]);
  },

  async "after a reload of the first screen, what is seen in it is what is sent"({ driver, servers, phone }) {
    const number = newNumber();
    const checkout = await Checkout.open(driver, servers.shop);
    await checkout.fillIn(number);
    await driver.navigate().refresh();
    await checkout.see("textbox", checkout.names.phone);
    await widgetIsThere(checkout);
    // Whether it keeps what was filled in is a browser's own affair: what is seen is what counts.
    if ((await checkout.valueOf("phone")) === "") await checkout.fillIn(number);
    await checkout.press("button", checkout.names.sms);
    await checkout.type("code", await phone.lastCode(number));
    await checkout.pay();
    await checkout.done();
  },

  async "whoever leaves the code screen and comes back goes on there"({ driver, servers, phone }) {
    const number = newNumber();
    const checkout = await Checkout.open(driver, servers.shop);
    await checkout.askForCode(number);
    await driver.switchTo().defaultContent();
    await driver.get(servers.sandbox);
    await driver.navigate().back();
    await checkout.type("code", await phone.lastCode(number));
    await checkout.pay();
    await checkout.done();
    assert.deepEqual(await phone.charges(number), ["succeeded"]);
  },

  async "the budget carriers unfold, a text opens in place, and the page makes room for it"({ driver, servers }) {
    const checkout = await Checkout.open(driver, servers.shop);
    await widgetIsThere(checkout);
    await checkout.press("radio", "알뜰폰");
    await checkout.press("radio", "티플러스");
    const summary = await checkout.driver.findElement(By.css("summary"));
    await summary.click();
    await eventually("the text", async () => (await driver.findElement(By.css(".terms"))).getText());
    await eventually("a frame as high as what it shows", async () => {
      await checkout.enter();
      return driver.executeScript("return document.documentElement.scrollHeight <= innerHeight");
    });
  },
};

/**
 * @param {World} world
 * @param {string} shop
 */
async function payByMessage({ driver, phone }, shop) {
  const number = newNumber();
  const checkout = await Checkout.open(driver, shop);
  await checkout.askForCode(number);
  await checkout.focusInSight("인증번호");
  await checkout.type("code", await phone.lastCode(number));
  await checkout.pay();
  await checkout.done();
  await checkout.focusInSight("결제가 완료되었습니다");
  await driver.switchTo().defaultContent();
  const order = await eventually("the way to the order", () => find(driver, "link", checkout.names.order));
  // The receipt above it is still growing, perhaps.
  await still("the way to the order", () => order.getRect());
  await order.click();
  const page = () => driver.findElement(By.css("body")).getText();
  const paid = async () => {
    const text = await page();
    return text.includes("결제가 완료되었습니다") && text.includes(masked(number));
  };
  await eventually("the shop's word", paid, async () => `${await driver.getCurrentUrl()}: ${await page()}`);
  assert.deepEqual(await phone.charges(number), ["succeeded"]);
}

/**
 * Waits until the widget has been loaded.
 * @param {Checkout} checkout
 */
function widgetIsThere(checkout) {
  return eventually("the widget", async () => {
    await checkout.enter();
    return checkout.driver.executeScript(
      "return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.wasm'))",
    );
  });
}

/**
 * How bright the window's ground is, from 0 to 255.
 * @param {WebDriver} driver
 * @returns {Promise<number>}
 */
async function brightness(driver) {
  /** @type {string} */
  const colour = await driver.executeScript("return getComputedStyle(document.documentElement).backgroundColor");
  return Math.max(...(colour.match(/\d+/g) ?? ["255"]).slice(0, 3).map(Number));
}
