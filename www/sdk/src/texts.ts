// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from "./protocol";

/** Without names, which would stand in the loader once for each language. `room` is how high the first screen is at most, in
 * tens of CSS pixels: in the narrowest frames, in wider ones, and so on. */
type Texts = readonly [title: string, unavailable: string, retry: string, order: string, room: readonly number[]];

/** Everything that the loader itself shows, by language. */
export const texts: Record<Locale, Texts> = {
  ko: ["휴대폰 결제", "결제창을 불러오지 못했어요.", "다시 시도", "주문 보기", [162, 147, 138, 134]],
  en: ["Carrier billing checkout", "The checkout did not load.", "Try again", "View order", [186, 177, 162, 134]],
  ja: ["携帯決済", "読み込めませんでした。", "もう一度試す", "注文を見る", [175, 155, 143, 134]],
  "zh-Hans": ["话费支付", "支付页面加载失败。", "重试", "查看订单", [163, 151, 149, 134]],
  vi: [
    "Thanh toán qua cước di động",
    "Không tải được trang thanh toán.",
    "Thử lại",
    "Xem đơn hàng",
    [202, 185, 171, 134],
  ],
};
