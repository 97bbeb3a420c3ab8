// Real keys, as the browser gets them from a keyboard.

import { setTimeout as pause } from "node:timers/promises";
import { Trouble } from "../command.mjs";

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
  const keys = new Keys(targets, await targets.form.evaluate("benchProbe.pressed()"));
  await keys.empty();
  const strokes = [];
  while (strokes.length < STROKES) {
    for (const digit of NUMBER) strokes.push((await keys.stroke(digit)).ms);
    strokes.push(...(await keys.empty()));
  }
  return strokes;
}

/** One key after the other, each when the one before has been painted. */
class Keys {
  #targets;
  #index;

  /**
   * @param {Targets} targets
   * @param {number} index how many keys the form has seen
   */
  constructor(targets, index) {
    this.#targets = targets;
    this.#index = index;
  }

  /** Deletes what is in the field, of which there is something. */
  async empty() {
    const strokes = [];
    for (;;) {
      const { ms, value } = await this.stroke("Backspace");
      strokes.push(ms);
      if (value === "") return strokes;
    }
  }

  /** @param {string} key */
  async stroke(key) {
    this.#index += 1;
    // Never in step with the screen: a golden part of a frame later each time.
    await pause(40 + ((this.#index * 0.618) % 1) * 17);
    const painted = this.#targets.painted(this.#index);
    await press(this.#targets.page, key);
    return painted.catch(async (error) => {
      const state = await this.#targets.form.evaluate("benchProbe.state()");
      throw new Trouble(`${error.message} after ${key}, key ${this.#index}: ${state}`);
    });
  }
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
