// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from "./protocol";

interface Texts {
  readonly title: string;
  readonly unavailable: string;
  readonly retry: string;
  readonly order: string;
  /** How high the first screen is at most, in CSS pixels: in the narrowest frames, in wider ones, and so on. */
  readonly room: readonly number[];
}

/** Everything that the loader itself shows, by language. */
export const texts: Record<Locale, Texts> = {
  ko: {
    title: "휴대폰 결제",
    unavailable: "결제창을 불러오지 못했어요. 인터넷 연결을 확인하고 다시 시도해 주세요.",
    retry: "다시 시도",
    order: "주문 보기",
    room: [1450, 1310, 1260, 1220],
  },
  en: {
    title: "Carrier billing checkout",
    unavailable: "The checkout could not be loaded. Check your connection and try again.",
    retry: "Try again",
    order: "View order",
    room: [1650, 1540, 1450, 1220],
  },
  ja: {
    title: "携帯決済",
    unavailable: "決済画面を読み込めませんでした。接続を確認して、もう一度お試しください。",
    retry: "もう一度試す",
    order: "注文を見る",
    room: [1650, 1540, 1450, 1220],
  },
  "zh-Hans": {
    title: "话费支付",
    unavailable: "支付页面加载失败。请检查网络后重试。",
    retry: "重试",
    order: "查看订单",
    room: [1450, 1310, 1260, 1220],
  },
  vi: {
    title: "Thanh toán qua cước di động",
    unavailable: "Không tải được trang thanh toán. Hãy kiểm tra mạng và thử lại.",
    retry: "Thử lại",
    order: "Xem đơn hàng",
    room: [1650, 1540, 1450, 1220],
  },
};
