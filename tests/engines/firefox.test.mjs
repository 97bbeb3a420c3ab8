import { runIn } from "./support/run.mjs";

runIn("firefox");
