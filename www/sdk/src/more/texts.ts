// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from "../protocol";

/** What few pages say: without a window, before a session is there, when a form has not been sent, under the receipt. */
export interface Words {
  readonly failed: readonly [unavailable: string, retry: string];
  readonly waiting: string;
  readonly unsent: string;
  readonly send: string;
  readonly order: string;
}

/** By language. */
export const words: Record<Locale, Words> = {
  ko: {
    failed: ["결제창을 불러오지 못했어요.", "다시 시도"],
    order: "주문 보기",
    send: "결제 마치기",
    unsent: "인증은 끝났지만 결제는 아직이에요.",
    waiting: "결제창을 준비하고 있어요.",
  },
  en: {
    failed: ["The checkout did not load.", "Try again"],
    order: "View order",
    send: "Finish paying",
    unsent: "You have been verified, but nothing is paid yet.",
    waiting: "Getting the checkout ready.",
  },
  ja: {
    failed: ["読み込めませんでした。", "もう一度試す"],
    order: "注文を見る",
    send: "支払いを完了する",
    unsent: "認証は済みましたが、支払いはまだ完了していません。",
    waiting: "決済画面を準備しています。",
  },
  "zh-Hans": {
    failed: ["支付页面加载失败。", "重试"],
    order: "查看订单",
    send: "完成支付",
    unsent: "验证已完成，但尚未支付。",
    waiting: "正在准备支付页面。",
  },
  vi: {
    failed: ["Không tải được trang thanh toán.", "Thử lại"],
    order: "Xem đơn hàng",
    send: "Hoàn tất thanh toán",
    unsent: "Bạn đã xác thực, nhưng chưa thanh toán.",
    waiting: "Đang chuẩn bị trang thanh toán.",
  },
};
