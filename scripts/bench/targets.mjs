// The page and its frames: each is made slow and given its probe before it runs.

import { EventEmitter } from "node:events";
import { Trouble } from "../command.mjs";
import { probeScript, TELL } from "./probe.mjs";
import { throttling } from "./profiles.mjs";
import { Traffic } from "./traffic.mjs";

/** @typedef {import("./protocol.mjs").Session} Session */
/** @typedef {import("./browser.mjs").Browser} Browser */
/** @typedef {import("./profiles.mjs").Profile} Profile */

/** A phone's screen. The field is in sight of it, or browsers would draw its frame late. */
const SCREEN = { width: 412, height: 915, deviceScaleFactor: 1, mobile: false };

const PATIENCE_MS = 30_000;

export class Targets {
  #wire;
  #profile;
  #framed;
  #told = new EventEmitter();
  traffic = new Traffic();
  /** @type {Session[]} */
  frames = [];

  /**
   * @param {Browser} browser
   * @param {Profile} profile
   * @param {boolean} framed whether the form is in a frame
   */
  constructor({ wire, page }, profile, framed) {
    this.#wire = wire;
    this.#profile = profile;
    this.#framed = framed;
    this.page = page;
  }

  /** Makes the page ready; a frame is made ready when there is one. */
  async prepare() {
    await this.#prepare(this.page, !this.#framed);
    await this.page.send("Emulation.setDeviceMetricsOverride", SCREEN);
    await this.page.send("Emulation.setFocusEmulationEnabled", { enabled: true });
  }

  /** Where the form is. */
  get form() {
    const form = this.#framed ? this.frames.at(-1) : this.page;
    if (form === undefined) throw new Trouble("the page has no frame of another site");
    return form;
  }

  get all() {
    return [this.page, ...this.frames];
  }

  /** Waits until the probe says that the field is editable, or formatted. */
  async told(/** @type {"editable" | "formatted"} */ what) {
    await this.#next(what, () => true);
  }

  /**
   * Waits until what a key brought has been painted. Other keys may still be told of before.
   * @param {number} index
   * @returns {Promise<import("./probe.mjs").Keystroke>}
   */
  async painted(index) {
    const { key } = await this.#next("key", (told) => told.key.index === index);
    return key;
  }

  /**
   * @param {string} what
   * @param {(told: any) => boolean} matches
   * @returns {Promise<any>}
   */
  #next(what, matches) {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#told.removeListener(what, listen);
      };
      const listen = (/** @type {any} */ told) => {
        if (!matches(told)) return;
        end();
        resolve(told);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Trouble(`the probe told of no ${what} within ${PATIENCE_MS / 1000} s`));
      }, PATIENCE_MS);
      this.#told.on(what, listen);
    });
  }

  /**
   * All at once and the last of them lets it run: a target that waits for our answers would be late.
   * @param {Session} session
   * @param {boolean} hasForm
   */
  async #prepare(session, hasForm) {
    this.traffic.watch(session);
    session.on("Runtime.bindingCalled", ({ name, payload }) => {
      const told = JSON.parse(payload);
      if (name === TELL) this.#told.emit(told.told, told);
    });
    session.on("Target.attachedToTarget", ({ sessionId }) => {
      const frame = this.#wire.session(sessionId);
      this.frames.push(frame);
      session.on("Target.detachedFromTarget", (gone) => {
        if (gone.sessionId === sessionId) this.frames = this.frames.filter((other) => other !== frame);
      });
      // One that has gone again already cannot be prepared, and need not.
      this.#prepare(frame, true).catch(() => undefined);
    });
    /** @type {[string, object?][]} */
    const commands = [
      ["Network.enable"],
      ...throttling(this.#profile),
      ["Page.enable"],
      ["Runtime.enable"],
      ["Runtime.addBinding", { name: TELL }],
      ["Page.addScriptToEvaluateOnNewDocument", { source: probeScript(hasForm) }],
      ["Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }],
      ["Runtime.runIfWaitingForDebugger"],
    ];
    await Promise.all(commands.map(([method, params]) => session.send(method, params)));
  }
}
