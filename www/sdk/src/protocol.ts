// Generated from crates/protocol by `npm run generate`. Do not edit.

/** The version of the messages between loader and frame. */
export const VERSION = 1;

export type SessionId = string;
export type TokenId = string;
export type PaymentId = string;
export type EventId = string;
export type DisputeId = string;
export type RefundId = string;
export type BillingKeyId = string;
export type OrderId = string;
export type Timestamp = number;
export type Won = number;
export type MaskedPhone = string;
export type Locale = "ko" | "en" | "ja" | "zh-Hans" | "vi";
export type Carrier = "SKT" | "KT" | "LGU" | "HELLO" | "KCT" | "SK7" | "MVNO_SKT" | "MVNO_KT" | "MVNO_LGU";
export type Reason =
  | "otp_mismatch"
  | "otp_expired"
  | "otp_last_try_failed"
  | "otp_sends_exceeded"
  | "auth_attempts_exceeded"
  | "auth_session_expired"
  | "auth_method_unsupported"
  | "ars_safe_user_conflict"
  | "app_not_enrolled"
  | "app_push_failed"
  | "app_auth_pending"
  | "app_auth_failed"
  | "app_auth_already_done"
  | "paypw_required"
  | "paypw_mismatch"
  | "paypw_not_set"
  | "simplepay_not_enrolled"
  | "simplepay_pw_mismatch"
  | "simplepay_pw_locked"
  | "input_format"
  | "carrier_or_number_unregistered"
  | "identity_mismatch"
  | "line_cancelled"
  | "session_expired"
  | "session_unknown"
  | "user_cancelled"
  | "auth_rejected"
  | "step_up_required"
  | "browser_unsupported"
  | "otp_not_delivered"
  | "duplicate_in_progress"
  | "already_paid"
  | "confirmation_delayed"
  | "velocity"
  | "carrier_maintenance"
  | "carrier_error"
  | "too_many_requests"
  | "gateway_error"
  | "network_error"
  | "subscriber_blocked"
  | "subscriber_hard_blocked"
  | "subscriber_autopay_blocked"
  | "service_not_consented"
  | "service_dormant"
  | "limit_month_carrier"
  | "line_overdue"
  | "line_suspended_or_lost"
  | "line_call_forwarding"
  | "carrier_policy_block"
  | "ars_step_up_required"
  | "ars_unblock_required"
  | "paypw_locked"
  | "line_minor"
  | "line_corporate"
  | "line_prepaid"
  | "line_foreigner"
  | "line_new_subscriber"
  | "line_plan_restricted"
  | "line_number_restricted"
  | "line_device_restricted"
  | "real_goods_not_allowed"
  | "carrier_not_supported"
  | "sim_changed"
  | "limit_day_cash_like"
  | "limit_month_site_or_item"
  | "limit_per_transaction"
  | "limit_identity"
  | "limit_ip_amount"
  | "amount_out_of_range"
  | "risk_policy"
  | "payment_denied"
  | "line_clone_suspected"
  | "pg_long_arrears"
  | "merchant_confirm_failed"
  | "merchant_data_invalid"
  | "merchant_not_enrolled"
  | "auth_steps_skipped"
  | "duplicate_order_id"
  | "request_tampered"
  | "standard_window_violation"
  | "recurring_no_history"
  | "recurring_mismatch"
  | "recurring_key_invalid"
  | "unknown";
export type Failure = {
  /**
   * Why.
   */
  reason: Reason;
  /**
   * The code to quote: source and code as they came, such as
   * `SKT-403-CARRIER_BILLING.PAYMENT_DENIED`. No personal data.
   */
  quote?: string;
};
export type ErrorCode =
  | "invalid_request"
  | "unauthenticated"
  | "session_not_found"
  | "session_expired"
  | "session_closed"
  | "idempotency_in_flight"
  | "challenge_not_found"
  | "challenge_expired"
  | "challenge_closed"
  | "consent_missing"
  | "code_mismatch"
  | "tries_exhausted"
  | "sends_exhausted"
  | "resend_too_soon"
  | "approval_pending"
  | "carrier_asks"
  | "channel_not_allowed"
  | "payment_declined"
  | "carrier_unavailable"
  | "internal"
  | "malformed_json"
  | "body_too_large"
  | "unsupported_media_type"
  | "origin_not_allowed"
  | "not_found"
  | "method_not_allowed"
  | "idempotency_key_missing"
  | "idempotency_key_reused"
  | "payment_not_found"
  | "billing_key_not_found"
  | "session_in_payment"
  | "token_not_found"
  | "token_used"
  | "token_expired"
  | "amount_mismatch"
  | "order_mismatch"
  | "refund_not_found"
  | "payment_not_refundable"
  | "payment_frozen"
  | "cancel_period_over"
  | "partial_cancel_unsupported"
  | "payout_unavailable"
  | "refund_too_large"
  | "refund_declined"
  | "rate_limited"
  | "overloaded";
export type Problem = {
  /**
   * `urn:carrier-checkout:problem:<code>`.
   */
  type: string;
  /**
   * The same for every problem of this code.
   */
  title: string;
  /**
   * The HTTP status.
   */
  status: number;
  /**
   * What went wrong with this very request. No personal data.
   */
  detail?: string;
  /**
   * For programs.
   */
  code: ErrorCode;
  /**
   * For the shopper, where there is one.
   */
  reason?: Reason;
  /**
   * The code to quote, where a carrier answered.
   */
  quote?: string;
  /**
   * How many more codes may be tried.
   */
  tries_left?: number;
  /**
   * Whether the same request may succeed when it is sent again unchanged.
   */
  retryable: boolean;
  /**
   * Names this request in the gateway's log.
   */
  request_id: string;
};
export type Theme = "auto" | "light" | "dark";
export type Screen = "details" | "code" | "checking" | "paid" | "ended";
export type Hello = {
  /**
   * [`VERSION`].
   */
  version: number;
  /**
   * The document that is meant: what the frame held a moment ago may be gone.
   */
  document: string;
  /**
   * 128 random bits in hexadecimal, repeated in the welcome.
   */
  nonce: string;
  /**
   * The session that the loader wants to see in this frame.
   */
  session: SessionId;
  /**
   * Colours.
   */
  theme: Theme;
};
export type WindowMessage =
  | {
      type: "carrier-checkout/here";
      /**
       * [`VERSION`].
       */
      version: number;
      /**
       * 128 random bits in hexadecimal, other ones after a reload.
       */
      document: string;
    }
  | {
      type: "carrier-checkout/knock";
      /**
       * [`VERSION`].
       */
      version: number;
    }
  | ({ type: "carrier-checkout/hello" } & Hello);
export type FrameMessage =
  | {
      type: "welcome";
      /**
       * The hello's nonce.
       */
      nonce: string;
    }
  | {
      type: "resize";
      /**
       * Whole pixels, rounded up.
       */
      height: number;
    }
  | {
      type: "reveal";
      /**
       * How far below the content's top it begins, in whole CSS pixels.
       */
      top: number;
      /**
       * How high it is.
       */
      height: number;
    }
  | ({ type: "confirm" } & ConfirmRequest)
  | ({ type: "event" } & CheckoutEvent);
export type LoaderMessage =
  | {
      type: "confirm_result";
      /**
       * The request's ticket.
       */
      ticket: number;
      /**
       * What came of it.
       */
      outcome: ConfirmOutcome;
    }
  | { type: "unmount" };
export type ConfirmRequest = {
  /**
   * Repeated in the answer; an answer to an old one is dropped.
   */
  ticket: number;
  /**
   * The `Idempotency-Key` header: the same for every retry.
   */
  idempotency_key: string;
  /**
   * After so many milliseconds the loader gives up and says [`ConfirmOutcome::TimedOut`].
   */
  timeout_ms: number;
  /**
   * The body.
   */
  body: ConfirmBody;
};
export type ConfirmBody = {
  /**
   * To be exchanged at `POST /v1/payments`.
   */
  token: TokenId;
  /**
   * The session.
   */
  session: SessionId;
  /**
   * The merchant's number of the order.
   */
  order_id: OrderId;
};
export type ConfirmOutcome = "accepted" | "refused" | "server_error" | "network_error" | "timed_out" | "not_configured";
export type CheckoutEvent =
  | {
      name: "ready";
      detail: {
        /**
         * The language that it is shown in.
         */
        locale: Locale;
      };
    }
  | {
      name: "change";
      detail: {
        /**
         * Which.
         */
        screen: Screen;
      };
    }
  | {
      name: "token";
      detail: {
        /**
         * It.
         */
        token: TokenId;
        /**
         * The session.
         */
        session: SessionId;
        /**
         * The merchant's number of the order.
         */
        order_id: OrderId;
        /**
         * The line, its middle hidden.
         */
        phone: MaskedPhone;
      };
    }
  | {
      name: "paid";
      detail: {
        /**
         * The payment.
         */
        payment: PaymentId;
        /**
         * The merchant's number of the order.
         */
        order_id: OrderId;
        /**
         * What was charged.
         */
        amount: Won;
      };
    }
  | {
      name: "failed";
      detail: {
        /**
         * Why.
         */
        failure: Failure;
        /**
         * Whether this session can no longer be paid.
         */
        final: boolean;
      };
    }
  | { name: "cancelled" }
  | {
      name: "error";
      detail: {
        /**
         * Why.
         */
        reason: Reason;
      };
    };
export type Billing = "one_off" | "monthly";
export type BillingDay = number;
export type Monthly = {
  /**
   * From the month after the first payment on, the day of each.
   */
  day: BillingDay;
};
export type GoodsKind = "digital" | "physical";
export type OfferPeriod = { unit: "days"; count: number } | { unit: "months"; count: number } | { unit: "unlimited" };
export type Goods = {
  /**
   * What it is called, 1 to 100 characters.
   */
  name: string;
  /**
   * Content or things.
   */
  kind: GoodsKind;
  /**
   * 제공기간; may be left out only for physical goods.
   */
  offer_period?: OfferPeriod;
  /**
   * Whether it can be turned into cash: gift cards, game money, transport top-ups.
   */
  cash_like?: boolean;
};
export type Colour = string;
export type Colours = string | { light?: string; dark?: string };
export type Radius = number;
export type FontSize = number;
export type Spacing = number;
export type FontFamily =
  | "system"
  | "sans-serif"
  | "serif"
  | "rounded"
  | "monospace"
  | "nanum-gothic"
  | "noto-sans"
  | "malgun-gothic";
export type Density = "comfortable" | "compact";
export type Appearance = {
  /**
   * The button that pays, links, the choice made, the ring around what has the focus.
   */
  color_primary?: Colours;
  /**
   * Behind everything. A middling one, on which nothing can be read well, becomes lighter or darker.
   */
  color_background?: Colours;
  /**
   * The text; what is less important has a paler shade of it.
   */
  color_text?: Colours;
  /**
   * What went wrong.
   */
  color_danger?: Colours;
  /**
   * Of corners, in CSS pixels: 0 to 24; 12 when left out.
   */
  radius?: Radius;
  /**
   * One of the fonts that devices have.
   */
  font_family?: FontFamily;
  /**
   * Of the text, in CSS pixels: 14 to 20; 16 when left out. Everything else keeps its proportion to it.
   */
  font_size?: FontSize;
  /**
   * Times the room between things: 0.8 to 1.4; 1 when left out.
   */
  spacing?: Spacing;
  /**
   * How high fields and buttons are.
   */
  density?: Density;
};
export type Scheme = "light" | "dark";
export type ColourName = "color_primary" | "color_background" | "color_text" | "color_danger";
export type AppearanceRepair = {
  /**
   * Where.
   */
  scheme: Scheme;
  /**
   * Which.
   */
  name: ColourName;
  /**
   * As it was given.
   */
  given: Colour;
  /**
   * As it is shown: `color_primary` in text and lines, while the button keeps the one that was given.
   */
  used: Colour;
};
export type Contrast = {
  /**
   * Where.
   */
  scheme: Scheme;
  /**
   * What is drawn.
   */
  front: string;
  /**
   * What it is drawn on.
   */
  back: string;
  /**
   * The contrast as WCAG 2 has it, from 1 to 21, rounded down to hundredths.
   */
  ratio: number;
  /**
   * What it has to be: 4.5 for text, 3 for the edges of fields and the ring of the focus.
   */
  needed: number;
};
export type AppearanceReport = {
  /**
   * What had to be changed.
   */
  repairs: Array<AppearanceRepair>;
  /**
   * Every pair of colours that the window uses, after that.
   */
  contrasts: Array<Contrast>;
};
export type Embed = {
  /**
   * Where the page posts the token, at the page's own origin, such as `/confirm`. The hosted page posts it there as a
   * form.
   */
  confirm_url?: string;
  /**
   * Where the shopper may go after the receipt.
   */
  success_url?: string;
  /**
   * Wanted for the hosted page: where the shopper goes back to without having paid. Then all three are absolute URLs of
   * the merchant's registered origins.
   */
  cancel_url?: string;
  /**
   * The language; that of the browser when left out.
   */
  locale?: Locale;
  /**
   * The colours; those of the system when left out.
   */
  theme?: Theme;
  /**
   * How the window looks; what the frame's address says comes first.
   */
  appearance?: Appearance;
};
export type CreateSession = {
  /**
   * The merchant's number of the order; several sessions may have the same.
   */
  order_id: OrderId;
  /**
   * What is to be paid, VAT included.
   */
  amount: Won;
  /**
   * What is bought.
   */
  goods: Goods;
  /**
   * Once or every month.
   */
  billing?: Billing;
  /**
   * What is agreed for every month: needed for `"billing": "monthly"`, and for nothing else.
   */
  monthly?: Monthly;
  /**
   * What `embed_html` and the hosted page know beside the session.
   */
  embed?: Embed;
  /**
   * The session that this one takes the place of, for a cart that has changed: it is ended, and its amount can no
   * longer be charged. While it is being paid, or once it is, this request is refused and no session is made.
   */
  replaces?: SessionId;
};
export type SessionStatus = "open" | "challenged" | "verified" | "processing" | "paid" | "cancelled" | "expired";
export type Session = {
  /**
   * Goes into the page: `session` or `data-session`.
   */
  id: SessionId;
  /**
   * How far it has come.
   */
  status: SessionStatus;
  /**
   * The merchant's number of the order.
   */
  order_id: OrderId;
  /**
   * What is to be paid.
   */
  amount: Won;
  /**
   * Once or every month.
   */
  billing: Billing;
  /**
   * What is agreed for every month.
   */
  monthly?: Monthly;
  /**
   * When it was made.
   */
  created_at: Timestamp;
  /**
   * Until when the shopper may begin.
   */
  expires_at: Timestamp;
  /**
   * The payment, once there is one.
   */
  payment?: PaymentId;
  /**
   * The hosted page: the same checkout as a page of its own, for a link or a QR code. Where `embed.cancel_url` was
   * given, as long as there is a `frame_url`.
   */
  url?: string;
  /**
   * The window's address: the `src` of the page's own iframe. As long as it has something to show, which a session
   * that ended without a payment has not.
   */
  frame_url?: string;
  /**
   * The window and the loader as HTML, for the merchant's page. As long as there is a `frame_url`.
   */
  embed_html?: string;
  /**
   * The colours of `embed.appearance` that could not be read as they were given, and how they are shown instead.
   */
  appearance_repairs?: Array<AppearanceRepair>;
};
export type CreatePayment = {
  /**
   * What the page posted to the confirm URL.
   */
  token: TokenId;
  /**
   * The order that the merchant believes to be paid.
   */
  order_id: OrderId;
  /**
   * The amount that the merchant believes to be paid.
   */
  amount: Won;
};
export type PaymentStatus = "processing" | "succeeded" | "failed" | "cancelled" | "partially_refunded" | "refunded";
export type DisputeStatus = "open" | "upheld" | "rejected";
export type Dispute = {
  /**
   * Its id, which the shopper has, too.
   */
  id: DisputeId;
  /**
   * How it stands.
   */
  status: DisputeStatus;
  /**
   * When the shopper said so; to be answered within two weeks (art. 58 of the Network Act).
   */
  opened_at: Timestamp;
  /**
   * When the operator decided.
   */
  closed_at?: Timestamp;
};
export type Payment = {
  /**
   * Its id.
   */
  id: PaymentId;
  /**
   * How far it has come.
   */
  status: PaymentStatus;
  /**
   * The session that it ended; of a later month, the one in which the shopper agreed.
   */
  session: SessionId;
  /**
   * The merchant's number of the order.
   */
  order_id: OrderId;
  /**
   * What was charged.
   */
  amount: Won;
  /**
   * What of it the shopper has back.
   */
  refunded_amount?: Won;
  /**
   * Once or every month.
   */
  billing: Billing;
  /**
   * The key of monthly billing: issued with this payment, or the one that it was charged by.
   */
  billing_key?: BillingKeyId;
  /**
   * Whose bill it comes with.
   */
  carrier: Carrier;
  /**
   * The line, its middle hidden.
   */
  phone: MaskedPhone;
  /**
   * When the token was exchanged, or the month charged.
   */
  created_at: Timestamp;
  /**
   * When it was charged.
   */
  paid_at?: Timestamp;
  /**
   * Until when it can be cancelled: the end of the calendar month in Korea.
   */
  cancel_until?: Timestamp;
  /**
   * Before this, cash-like goods are not to be delivered: it is the first such payment of its line, and whoever was
   * robbed needs the time to notice.
   */
  deliver_after?: Timestamp;
  /**
   * Why nothing was charged.
   */
  failure?: Failure;
  /**
   * Whether, and since when, the shopper says not to have paid, and what was decided.
   */
  dispute?: Dispute;
};
export type BankAccount = {
  /**
   * The bank's three digits at the KFTC (금융결제원), such as `004` for KB.
   */
  bank: string;
  /**
   * 6 to 16 digits, without hyphens.
   */
  number: string;
  /**
   * The holder's name: 1 to 50 characters.
   */
  holder: string;
};
export type CancelPayment = {
  /**
   * Why, for your own records: 1 to 200 characters, nothing personal.
   */
  reason?: string;
};
export type CreateRefund = {
  /**
   * How much.
   */
  amount: Won;
  /**
   * Why, for your own records: 1 to 200 characters, nothing personal.
   */
  reason?: string;
  /**
   * Where to, from the 1st on; before that it is neither needed nor kept.
   */
  account?: BankAccount;
};
export type RefundKind = "cancel" | "refund";
export type RefundStatus = "pending" | "succeeded" | "failed";
export type Refund = {
  /**
   * Its id.
   */
  id: RefundId;
  /**
   * What is given back for.
   */
  payment: PaymentId;
  /**
   * How much.
   */
  amount: Won;
  /**
   * How.
   */
  kind: RefundKind;
  /**
   * How far it has come.
   */
  status: RefundStatus;
  /**
   * Why, in the merchant's words.
   */
  reason?: string;
  /**
   * Why nothing was given back.
   */
  failure?: Failure;
  /**
   * When it was asked for.
   */
  created_at: Timestamp;
  /**
   * When it ended, either way.
   */
  settled_at?: Timestamp;
};
export type RefundList = {
  /**
   * The refunds.
   */
  data: Array<Refund>;
};
export type PaymentList = {
  /**
   * The payments.
   */
  data: Array<Payment>;
  /**
   * Whether there are more: ask with `starting_after`, the id of the last of these.
   */
  has_more: boolean;
};
export type BillingKeyStatus = "active" | "frozen" | "stopped";
export type StoppedBy = "shopper" | "merchant";
export type BillingKey = {
  /**
   * Its id.
   */
  id: BillingKeyId;
  /**
   * Whether it can be charged.
   */
  status: BillingKeyStatus;
  /**
   * The session in which the shopper agreed.
   */
  session: SessionId;
  /**
   * What is bought.
   */
  goods: string;
  /**
   * What each month costs, no more and no less.
   */
  amount: Won;
  /**
   * The day of each month.
   */
  day: BillingDay;
  /**
   * Whose bill it comes with.
   */
  carrier: Carrier;
  /**
   * The line, its middle hidden.
   */
  phone: MaskedPhone;
  /**
   * When it was issued.
   */
  created_at: Timestamp;
  /**
   * The beginning of the next day, in Korea, from which on it can be charged: past when this month's is due.
   * None when it cannot be charged.
   */
  next_charge?: Timestamp;
  /**
   * When it was stopped.
   */
  stopped_at?: Timestamp;
  /**
   * By whom.
   */
  stopped_by?: StoppedBy;
  /**
   * The payment that it was issued with.
   */
  first_payment: PaymentId;
  /**
   * The newest payment, whatever became of it.
   */
  last_payment: PaymentId;
};
export type ChargeKey = {
  /**
   * The merchant's number of this month's order.
   */
  order_id: OrderId;
  /**
   * The amount that the merchant believes to be agreed.
   */
  amount: Won;
  /**
   * Only in sandbox mode: the time that it is taken to be, so that nobody has to wait for a month.
   */
  sandbox_time?: Timestamp;
};
export type Happened =
  | { type: "payment.succeeded"; data: Payment }
  | { type: "payment.failed"; data: Payment }
  | { type: "payment.disputed"; data: Payment }
  | { type: "payment.dispute_closed"; data: Payment }
  | { type: "payment.cancelled"; data: Payment }
  | { type: "payment.refunded"; data: Payment }
  | { type: "refund.failed"; data: Refund }
  | { type: "billing_key.stopped"; data: BillingKey }
  | { type: "session.expired"; data: Session };
export type Event = {
  /**
   * Its id.
   */
  id: EventId;
  /**
   * When it happened.
   */
  created_at: Timestamp;
} & (
  | { type: "payment.succeeded"; data: Payment }
  | { type: "payment.failed"; data: Payment }
  | { type: "payment.disputed"; data: Payment }
  | { type: "payment.dispute_closed"; data: Payment }
  | { type: "payment.cancelled"; data: Payment }
  | { type: "payment.refunded"; data: Payment }
  | { type: "refund.failed"; data: Refund }
  | { type: "billing_key.stopped"; data: BillingKey }
  | { type: "session.expired"; data: Session }
);
export type DeliveryStatus = "pending" | "delivered" | "given_up";
export type EventDelivery = {
  /**
   * How far it has come.
   */
  status: DeliveryStatus;
  /**
   * How often it was tried.
   */
  tries: number;
  /**
   * When it was last tried.
   */
  last_tried_at?: Timestamp;
  /**
   * The HTTP status of the last answer; none when there was no answer.
   */
  last_status?: number;
  /**
   * When it is tried next.
   */
  next_try_at?: Timestamp;
};
