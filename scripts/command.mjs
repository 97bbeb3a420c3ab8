// The frame around every command: what it says, and how it fails.

/** Something a person can mend: shown as one sentence, without a stack. */
export class Trouble extends Error {}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** @param {number} since what `performance.now()` said at the beginning */
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** @param {() => Promise<void>} body */
export async function command(body) {
  try {
    await body();
  } catch (error) {
    const text = error instanceof Trouble ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`error: ${text}\n`);
    process.exitCode = 1;
  }
}
