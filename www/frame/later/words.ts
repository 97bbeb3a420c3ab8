import type { Locale } from "../../sdk/src/protocol";
import { type Words, words } from "./texts";

/** What is said in the language that is shown. */
export const wordsOf = (locale: string): Words => words[locale as Locale] ?? words.ko;
