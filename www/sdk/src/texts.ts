// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from "./protocol";

/** Without names, which would stand in the loader once for each language. `room` is how high the first screen is at most, in
 * tens of CSS pixels: in the narrowest frames, in wider ones, and so on. */
type Texts = readonly [title: string, room: readonly number[]];

/** What the loader itself shows, by language. */
export const texts: Record<Locale, Texts> = {
  ko: ["휴대폰 결제", [162, 147, 138, 134]],
  en: ["Carrier billing checkout", [186, 177, 162, 134]],
  ja: ["携帯決済", [175, 155, 143, 134]],
  "zh-Hans": ["话费支付", [163, 151, 149, 134]],
  vi: ["Thanh toán qua cước di động", [202, 185, 171, 134]],
};

/** That there is no window, and what tries again: in Korean, else in English until the second part has come. */
export const unavailable: Record<"ko" | "en", readonly [text: string, retry: string]> = {
  ko: ["결제창을 불러오지 못했어요.", "다시 시도"],
  en: ["The checkout did not load.", "Try again"],
};
