import { runIn } from "./support/run.mjs";

runIn("webkit");
