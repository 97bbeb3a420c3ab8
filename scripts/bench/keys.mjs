// Real keys, as the browser gets them from a keyboard.

import { setTimeout as pause } from "node:timers/promises";

/** @typedef {import("./protocol.mjs").Session} Session */
/** @typedef {import("./targets.mjs").Targets} Targets */

const NUMBER = "01012345678";
const STROKES = 44;

/**
 * Types digits one after the other, without waiting for what they bring.
 * @param {Session} page keys go to the page, which gives them to the frame that has the focus
 * @param {string} digits
 */
export async function type(page, digits) {
  await Promise.all([...digits].map((digit) => press(page, digit)));
}

/**
 * Types the number and deletes it, again and again.
 * @param {Targets} targets
 * @returns {Promise<number[]>} ms from each key to the paint after it
 */
export async function keystrokes(targets) {
  await empty(targets);
  const strokes = [];
  while (strokes.length < STROKES) {
    for (const digit of NUMBER) strokes.push((await stroke(targets, digit, strokes.length)).ms);
    for (;;) {
      const { ms, value } = await stroke(targets, "Backspace", strokes.length);
      strokes.push(ms);
      if (value === "") break;
    }
  }
  return strokes;
}

/** @param {Targets} targets */
async function empty(targets) {
  while ((await stroke(targets, "Backspace", 0)).value !== "");
}

/**
 * @param {Targets} targets
 * @param {string} key
 * @param {number} index
 */
async function stroke(targets, key, index) {
  // Never in step with the screen: a golden part of a frame later each time.
  await pause(40 + ((index * 0.618) % 1) * 17);
  const told = targets.told("key");
  await press(targets.page, key);
  const answer = await told;
  if (answer.told !== "key") throw new Error("not a key");
  return answer.key;
}

/**
 * @param {Session} page
 * @param {string} key
 */
async function press(page, key) {
  const digit = key.length === 1;
  const code = digit ? key.charCodeAt(0) : 8;
  const event = { key, code: digit ? `Digit${key}` : key, windowsVirtualKeyCode: code };
  await Promise.all([
    page.send("Input.dispatchKeyEvent", { type: "keyDown", ...event, ...(digit && { text: key }) }),
    page.send("Input.dispatchKeyEvent", { type: "keyUp", ...event }),
  ]);
}
