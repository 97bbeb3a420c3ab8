// Made from src/reasons by `npm run generate`. Do not edit.

import type { Locale } from "../../sdk/src/protocol";

/** What is asked before a payment is left, what follows from it, and both answers. */
export type Question = readonly [title: string, text: string, stay: string, go: string];

/** Of a payment that can be stopped, and of one that may be on its way to the carrier; the way to a copy by mail; and why
 * a press was not carried out. */
export interface Words {
  readonly stop: Question;
  readonly moves: Question;
  readonly mail: readonly [send: string, failed: string];
  readonly refused: readonly [covered: string, early: string, all: string];
}

/** By language. */
export const words: Record<Locale, Words> = {
  ko: {
    mail: ["메일로 받기", "메일을 보내지 못했어요. 잠시 뒤 다시 시도해 주세요."],
    moves: [
      "결제를 처리하고 있어요",
      "이제는 멈출 수 없어요. 나가도 결제는 완료될 수 있으니, 결과는 주문 내역에서 확인해 주세요. 두 번 결제되지 않아요.",
      "기다리기",
      "나가기",
    ],
    refused: [
      "이 페이지의 다른 부분이 결제창을 가리고 있어 아직 결제하지 않았어요. 결제창이 온전히 보이게 화면을 움직이고, 내용을 확인한 뒤 다시 눌러 주세요.",
      "버튼이 막 나타나서 결제하지 않았어요. 금액과 판매자를 확인하고 다시 눌러 주세요.",
      "전체 보기",
    ],
    stop: [
      "결제를 그만둘까요?",
      "아직 결제되지 않았어요. 지금 취소하면 요금이 청구되지 않아요.",
      "계속 결제하기",
      "결제 취소",
    ],
  },
  en: {
    mail: ["Send me the receipt", "The mail could not be sent. Try again in a moment."],
    moves: [
      "Your payment is being processed",
      "It can no longer be stopped. It may be completed even if you leave: look at your order for the outcome. You are not charged twice.",
      "Wait here",
      "Leave",
    ],
    refused: [
      "Something on this page covers the payment window, so nothing has been charged yet. Scroll until you see all of it, check what it says, and press again.",
      "The button had only just appeared, so nothing was charged. Check the amount and the seller, then press it again.",
      "Show everything",
    ],
    stop: [
      "Stop this payment?",
      "Nothing has been charged yet. If you cancel now, nothing will be.",
      "Go on paying",
      "Cancel payment",
    ],
  },
  ja: {
    mail: ["メールで受け取る", "メールを送れませんでした。しばらくしてからもう一度お試しください。"],
    moves: [
      "決済を処理しています",
      "もう取り消すことはできません。画面を離れても決済が完了することがあります。結果は注文内容でご確認ください。二重に請求されることはありません。",
      "このまま待つ",
      "画面を離れる",
    ],
    refused: [
      "このページの別の部分が決済画面に重なっているため、まだ決済していません。決済画面全体が見えるように動かし、内容を確認してもう一度押してください。",
      "ボタンが表示された直後だったため、決済しませんでした。金額と販売者を確認して、もう一度押してください。",
      "すべて表示",
    ],
    stop: [
      "決済をやめますか？",
      "まだ支払われていません。いま取り消せば、請求されることはありません。",
      "決済を続ける",
      "決済を取り消す",
    ],
  },
  "zh-Hans": {
    mail: ["发送到邮箱", "邮件发送失败，请稍后再试。"],
    moves: [
      "正在处理您的付款",
      "已无法停止。即使离开，付款也可能完成，请在订单中查看结果。不会重复扣款。",
      "在此等待",
      "离开",
    ],
    refused: [
      "页面的其他内容遮住了支付窗口，因此尚未扣款。请移动页面，让支付窗口完整显示，核对内容后再点一次。",
      "按钮刚刚出现，因此没有扣款。请核对金额和卖家后再点一次。",
      "显示全部",
    ],
    stop: ["要停止付款吗？", "尚未扣款。现在取消不会产生任何费用。", "继续付款", "取消付款"],
  },
  vi: {
    mail: ["Gửi qua email", "Không gửi được email. Vui lòng thử lại sau ít phút."],
    moves: [
      "Đang xử lý thanh toán",
      "Không thể dừng được nữa. Dù bạn rời đi, thanh toán vẫn có thể hoàn tất: hãy xem kết quả trong đơn hàng. Bạn không bị trừ tiền hai lần.",
      "Chờ tại đây",
      "Rời đi",
    ],
    refused: [
      "Một phần khác của trang đang che cửa sổ thanh toán nên bạn chưa bị trừ tiền. Hãy cuộn để thấy toàn bộ cửa sổ, kiểm tra nội dung rồi bấm lại.",
      "Nút vừa mới hiện ra nên bạn chưa bị trừ tiền. Hãy kiểm tra số tiền và người bán rồi bấm lại.",
      "Xem tất cả",
    ],
    stop: [
      "Dừng thanh toán?",
      "Bạn chưa bị trừ tiền. Nếu hủy bây giờ, bạn sẽ không bị tính phí.",
      "Tiếp tục thanh toán",
      "Hủy thanh toán",
    ],
  },
};
