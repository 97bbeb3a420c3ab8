// How each of the shops is started. They all take the same environment.

import { ensurePython } from "../../../scripts/setup/python.mjs";
import { inRoot, program } from "../../../scripts/workspace.mjs";

export type Example = "shop" | "node" | "react" | "fastapi";

/** The program of a shop, whose packages are installed. */
export async function programOf(example: Example): Promise<{ program: string; args: string[] }> {
  switch (example) {
    case "shop":
      return { program: program("carrier-checkout-shop"), args: [] };
    case "node":
    case "react":
      return { program: process.execPath, args: [inRoot("examples", example, "server.js")] };
    case "fastapi":
      return {
        program: await ensurePython(inRoot("examples", "fastapi", "requirements.txt")),
        args: [inRoot("examples", "fastapi", "shop.py")],
      };
  }
}
