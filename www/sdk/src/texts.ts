import type { Locale } from "./protocol";

interface Texts {
  readonly title: string;
  readonly unavailable: string;
  readonly retry: string;
  readonly order: string;
}

/** Everything that the loader itself shows, by language. */
export const texts: Record<Locale, Texts> = {
  ko: {
    title: "휴대폰 결제",
    unavailable: "결제창을 불러오지 못했어요. 인터넷 연결을 확인하고 다시 시도해 주세요.",
    retry: "다시 시도",
    order: "주문 보기",
  },
  en: {
    title: "Carrier billing checkout",
    unavailable: "The checkout could not be loaded. Check your connection and try again.",
    retry: "Try again",
    order: "View order",
  },
};
