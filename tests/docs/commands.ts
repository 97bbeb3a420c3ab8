// Commands that are not run: what they name has to exist.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { inRoot, program, ROOT } from "../../scripts/workspace.mjs";
import { manifest, read } from "../package/repository.mjs";

/** What is wrong with the commands of a block. */
export function mistakes(document: string, code: string): string[] {
  let folder = path.dirname(path.join(ROOT, document));
  return lines(code).flatMap((line) => {
    const [command = "", ...args] = line.split(/\s+/);
    if (command === "cd") {
      folder = [inRoot(args[0] ?? ""), path.resolve(folder, args[0] ?? "")].find(existsSync) ?? "";
      return folder === "" ? [`${line}: there is no such folder`] : [];
    }
    return check(folder, command, args) ? [] : [`${line}: cannot be checked, or names what is not there`];
  });
}

/** One for each command, without comments and variables. */
function lines(code: string): string[] {
  return code
    .replaceAll("\\\n", " ")
    .split(/\n|&&/)
    .map((line) => line.replace(/(^|\s)#.*/, "").trim())
    .map((line) => line.replace(/^([A-Z][A-Z0-9_]*=\S*\s+)+/, ""))
    .filter((line) => line !== "" && !/^(export )?[A-Z][A-Z0-9_]*=/.test(line));
}

function check(folder: string, command: string, args: string[]): boolean {
  const [first = "", second = "", third = ""] = args;
  const there = (file: string) => file !== "" && existsSync(path.join(folder, file));
  if (command === "npm") {
    if (first === "install" || first === "ci") return there("package.json");
    if (first === "start" && second === "--") return args.slice(2).every((word) => optionsOfStart().includes(word));
    return (first === "run" ? second : first) in scriptsOf(folder);
  }
  if (command === "cargo") return second === "-p" && read("Cargo.lock").includes(`name = "${third}"\n`);
  if (command === "node") return there(first);
  // A virtual environment is made where it says; what is installed into it stands in a file.
  if (/^python3?$/.test(command)) return `${first} ${second}` === "-m venv";
  if (/bin\/pip$/.test(command) || args.slice(0, 2).join(" ") === "-m pip") {
    return there(args[args.findIndex((arg) => /^(-r|--requirement)$/.test(arg)) + 1] ?? "");
  }
  if (/bin\/(uvicorn|python)$/.test(command)) return there(first) || there(`${first.replace(/:.*/, "")}.py`);
  return false;
}

/**
 * What is wrong with the commands that an operator types. Most of them are the system's, and only ours can be checked:
 * the files of this repository, and what is asked of `carrier-checkout`.
 */
export function operatorsMistakes(code: string): string[] {
  return lines(code).flatMap((line) => {
    const named = line.split(/\s+/).filter((word) => /^(deploy|crates|docs|dist)\//.test(word));
    const missing = named.filter((file) => !existsSync(inRoot(file))).map((file) => `${line}: there is no ${file}`);
    const [, asked] = line.match(/(?:^|\s)carrier-checkout (?!carrier-checkout)([a-z][^|]*)/) ?? [];
    return [...missing, ...(asked === undefined ? [] : mistakesOfOurs(line, asked))];
  });
}

function mistakesOfOurs(line: string, asked: string): string[] {
  const words = asked.trim().split(/\s+/);
  const end = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
  const names = end === -1 ? words : words.slice(0, end);
  const help = spawnSync(program("carrier-checkout"), [...names, "--help"], { encoding: "utf8" });
  if (help.status !== 0) return [`${line}: there is no such command`];
  const options = words.filter((word) => word.startsWith("--"));
  return options
    .filter((option) => !help.stdout.includes(`${option} `) && !help.stdout.includes(`${option}\n`))
    .map((option) => `${line}: there is no ${option}`);
}

const scriptsOf = (folder: string): object => {
  const file = path.relative(ROOT, path.join(folder, "package.json"));
  return { ...manifest().scripts, ...(existsSync(inRoot(file)) ? JSON.parse(read(file)).scripts : {}) };
};

const optionsOfStart = () =>
  execFileSync(process.execPath, [inRoot("scripts", "start.mjs"), "--help"], { encoding: "utf8" }).split(/[\s[\]]+/);
