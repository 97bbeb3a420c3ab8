// A merchant's server of a document: started by its own command, ended by its process id.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "@playwright/test";

export class Server {
  readonly #child: ChildProcess;
  #said = "";

  constructor(command: string, folder: string) {
    // `exec`, so that the process is the server's own.
    this.#child = spawn("bash", ["-c", `exec ${command.trim()}`], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        this.#said += text;
      });
    }
  }

  /** Waits until it answers there. */
  async answers(origin: string): Promise<void> {
    const answers = () =>
      fetch(`${origin}/there`).then(
        () => true,
        () => this.#ended(),
      );
    await expect.poll(answers, { message: "the server answers" }).toBe(true);
  }

  /** Waits until it has printed each of these lines; "…" stands for a word. */
  async prints(lines: string): Promise<void> {
    for (const line of lines.trim().split("\n")) {
      const pattern = line.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", "\\S*");
      await expect
        .poll(() => this.#said, { message: "what the server prints" })
        .toMatch(new RegExp(`^${pattern}$`, "m"));
    }
  }

  async stop(): Promise<void> {
    if (this.#ended()) return;
    const closed = once(this.#child, "close");
    this.#child.kill();
    await closed;
  }

  #ended = (): boolean => {
    if (this.#child.exitCode === null && this.#child.signalCode === null) return false;
    throw new Error(`the server has ended:\n${this.#said}`);
  };
}
