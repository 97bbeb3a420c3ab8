// Python with the packages that a requirements.txt names, for the examples that are written in it.

import { createHash } from "node:crypto";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { say, Trouble } from "../command.mjs";
import { output, run, which } from "../programs.mjs";
import { CACHE } from "../workspace.mjs";
import { installDebian } from "./debian.mjs";

const OLDEST = [3, 10];
/** Prints its version, unless it cannot make a virtual environment. */
const QUESTION = "import ensurepip, venv, platform; print(platform.python_version())";

/**
 * The Python of a virtual environment with those packages; made when there is none, or other packages are named.
 * @param {string} requirements a file in which every package has its version
 */
export async function ensurePython(requirements) {
  const { python, version } = await findPython();
  const text = await readFile(requirements, "utf8");
  const folder = path.join(
    CACHE,
    "python",
    createHash("sha256").update(`${version}\n${text}`).digest("hex").slice(0, 16),
  );
  const inside = path.join(folder, "bin", "python");
  const ready = path.join(folder, "ready");
  if (await exists(ready)) return inside;
  say(`Installing the Python packages of ${path.basename(path.dirname(requirements))}`);
  await rm(folder, { recursive: true, force: true });
  await run(python, ["-m", "venv", folder]);
  const pip = ["-m", "pip", "--disable-pip-version-check", "--quiet"];
  // What is not named is not installed: then the check complains.
  await run(inside, [...pip, "install", "--no-deps", "--requirement", requirements]);
  await run(inside, [...pip, "check"]);
  await writeFile(ready, "");
  return inside;
}

async function findPython() {
  const found = (await usable()) ?? ((await installDebian(["python3", "python3-venv"])) ? await usable() : undefined);
  if (found !== undefined) return found;
  throw new Trouble(
    `Python ${OLDEST.join(".")} or newer with venv is needed: install python3 and python3-venv (their names on Debian), ` +
      "or name the program in PYTHON",
  );
}

async function usable() {
  const python = process.env.PYTHON ?? which("python3");
  if (python === undefined) return undefined;
  const version = await output(python, ["-c", QUESTION]).then(
    (text) => text.trim(),
    () => "0.0",
  );
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  const isNew = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  return isNew ? { python, version } : undefined;
}

/** @param {string} file */
async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}
