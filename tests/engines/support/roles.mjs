// What there is in a document, by role and name.

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */
/** @typedef {import("selenium-webdriver").WebElement} WebElement */
/** @typedef {keyof typeof CANDIDATES} Role */

/** Elements that can have a role. Which one they have, and their names, the browser says. */
const CANDIDATES = {
  textbox: "input",
  checkbox: "input",
  radio: "input",
  button: "button",
  link: "a",
  alert: "[role=alert]",
  status: "[role=status]",
  heading: "h1, h2, h3",
};

const VISIBLE = `return [...document.querySelectorAll(arguments[0])].filter((element) =>
  element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible")`;

/**
 * What is visible with that role and name in the document that the driver has turned to.
 * @param {WebDriver} driver
 * @param {Role} role
 * @param {string | RegExp} name
 */
export async function find(driver, role, name) {
  for (const element of await visible(driver, role)) {
    const label = (await element.getAccessibleName()).trim();
    if (typeof name === "string" ? label === name : name.test(label)) return element;
  }
  return undefined;
}

/**
 * @param {WebDriver} driver
 * @param {Role} role
 * @returns {Promise<WebElement[]>}
 */
export async function visible(driver, role) {
  /** @type {WebElement[]} */
  const candidates = await driver.executeScript(VISIBLE, CANDIDATES[role]);
  const roles = await Promise.all(candidates.map((element) => element.getAriaRole()));
  return candidates.filter((_, index) => roles[index] === role);
}
