"""The shop's own record, in SQLite: its goods, its orders and how far each has come.

Every call is a fraction of a millisecond and is made on the event loop itself: with a database across a network, use a
driver that can be awaited.
"""

import json
import secrets
import sqlite3
from dataclasses import dataclass

import config


@dataclass(frozen=True)
class Good:
    number: int
    name: str
    about: str
    price: int
    period: dict
    period_text: str


GOODS = {
    good.number: good
    for good in [
        Good(
            number=1,
            name="웹툰 한 화",
            about="〈달빛 아래서〉 최신 화를 바로 볼 수 있습니다.",
            price=300,
            period={"unit": "unlimited"},
            period_text="제한 없음",
        ),
        Good(
            number=2,
            name="게임 아이템",
            about="모험을 시작하는 용사의 검과 방패 꾸러미입니다.",
            price=9_900,
            period={"unit": "days", "count": 365},
            period_text="결제일부터 365일",
        ),
    ]
}


@dataclass
class Order:
    id: str
    good: Good
    session: str
    state: str = "awaiting"
    payment: dict | None = None


# How far an order has come. Answers and webhooks arrive in any order: none takes it back.
STEPS = {"awaiting": 0, "expired": 1, "checking": 2, "failed": 2, "paid": 3, "disputed": 4, "returned": 5}

# Whatever happened to a payment, the event has the payment as it is now.
PAYMENT_EVENTS = {
    f"payment.{what}" for what in ("succeeded", "failed", "disputed", "dispute_closed", "cancelled", "refunded")
}

_db = sqlite3.connect(config.DATABASE)
_db.executescript("""
    CREATE TABLE IF NOT EXISTS orders (
        id TEXT PRIMARY KEY, good INTEGER NOT NULL, session TEXT NOT NULL, state TEXT NOT NULL, payment TEXT
    ) STRICT;
    CREATE TABLE IF NOT EXISTS webhooks (id TEXT PRIMARY KEY) STRICT;
""")


def new_id() -> str:
    """A number that nobody can guess."""
    return f"M-{secrets.token_hex(10).upper()}"


def keep(order: Order) -> None:
    with _db:
        insert = "INSERT INTO orders (id, good, session, state) VALUES (?, ?, ?, ?)"
        _db.execute(insert, [order.id, order.good.number, order.session, order.state])


def find(order_id: str) -> Order | None:
    row = _db.execute("SELECT id, good, session, state, payment FROM orders WHERE id = ?", [order_id]).fetchone()
    if row is None:
        return None
    order_id, good, session, state, payment = row
    return Order(order_id, GOODS[good], session, state, payment and json.loads(payment))


def take_payment(payment: dict) -> None:
    """Takes in a payment as the gateway tells it, for an order of that price and no other."""
    with _db:
        _apply_payment(payment)


def take_event(webhook_id: str, event: dict) -> None:
    """Takes in an event, unless it was delivered before. The two go together: a crash in between cannot lose one."""
    with _db:
        if _db.execute("INSERT OR IGNORE INTO webhooks VALUES (?)", [webhook_id]).rowcount == 0:
            return
        if event["type"] in PAYMENT_EVENTS:
            _apply_payment(event["data"])
        elif event["type"] == "session.expired":
            expired = "UPDATE orders SET state = 'expired' WHERE session = ? AND state = 'awaiting'"
            _db.execute(expired, [event["data"]["id"]])


def _apply_payment(payment: dict) -> None:
    order = find(payment["order_id"])
    if order is None or (order.session, order.good.price) != (payment["session"], payment["amount"]):
        return
    state = _state_of(payment)
    if state == "disputed" and _is_cleared(order.payment):
        return
    cleared = order.state == "disputed" and _is_cleared(payment)
    if cleared or STEPS[state] >= STEPS[order.state]:
        _db.execute("UPDATE orders SET state = ?, payment = ? WHERE id = ?", [state, json.dumps(payment), order.id])


def _is_cleared(payment: dict | None) -> bool:
    """Whether the operator has decided that the shopper did pay."""
    return payment is not None and payment["status"] == "succeeded" and payment.get("dispute", {}).get("status") == "rejected"


def _state_of(payment: dict) -> str:
    match payment["status"]:
        case "succeeded":
            return "disputed" if payment.get("dispute") and not _is_cleared(payment) else "paid"
        case "cancelled" | "refunded" | "partially_refunded":
            return "returned"
        case "failed":
            return "failed"
        case _:
            return "checking"
