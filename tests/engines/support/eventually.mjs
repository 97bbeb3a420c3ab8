// Waiting for a condition, never for a time.

const DEADLINE = 15_000;

/**
 * What comes of a question once it is something; fails with the last trouble when that takes too long, and with what
 * there was instead.
 * @template T
 * @param {string} what
 * @param {() => Promise<T | undefined | false>} ask
 * @param {() => Promise<string>} instead
 * @returns {Promise<T>}
 */
export async function eventually(what, ask, instead = async () => "") {
  const deadline = Date.now() + DEADLINE;
  /** @type {unknown} */
  let trouble;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      trouble = undefined;
    } catch (error) {
      // The document may be changing just now: an element that is gone, a frame that comes.
      trouble = error;
    }
    if (Date.now() > deadline) {
      const there = await instead().catch((error) => `nobody knows what: ${error}`);
      throw new Error(`waited in vain for ${what}${there && `; there was ${there}`}`, { cause: trouble });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
