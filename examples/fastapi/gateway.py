"""The gateway's API, as far as a shop needs it: a secret key, and an `Idempotency-Key` with every POST."""

import httpx

import config
from orders import Good, Order

# A carrier may take its time to charge. Redirects are not followed: the key must not go somewhere else.
_http = httpx.AsyncClient(
    base_url=config.GATEWAY_URL,
    headers={"Authorization": f"Bearer {config.SECRET_KEY}"},
    timeout=30,
    trust_env=False,
)


async def create_session(order_id: str, good: Good) -> str:
    """Makes the session in which an order is paid. What it costs is said here and nowhere else."""
    body = {
        "order_id": order_id,
        "amount": good.price,
        "goods": {"name": good.name, "kind": "digital", "offer_period": good.period},
        "embed": {"confirm_url": "/confirm", "success_url": f"/orders/{order_id}", "locale": "ko"},
    }
    answer = await _post("/v1/sessions", f"session-{order_id}", body)
    return answer.raise_for_status().json()["id"]


async def embed_html(session: str) -> str | None:
    """The markup that shows a session; none once it has expired or was cancelled."""
    answer = await _http.get(f"/v1/sessions/{session}")
    return answer.raise_for_status().json().get("embed_html")


async def create_payment(order: Order, token: str) -> httpx.Response:
    """Exchanges the token for the payment. For the same token the answer is the same, and nothing more is charged."""
    body = {"token": token, "order_id": order.id, "amount": order.good.price}
    return await _post("/v1/payments", f"payment-{order.id}-{token}", body)


async def close() -> None:
    await _http.aclose()


async def _post(path: str, key: str, body: dict) -> httpx.Response:
    return await _http.post(path, json=body, headers={"Idempotency-Key": key})
