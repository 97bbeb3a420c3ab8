"""Who asks: the sandbox's merchant with its key, a window with a session of its own."""

import os
import uuid

import requests
import schemathesis

GATEWAY = os.environ["CONTRACT_GATEWAY"]
KEY = "sk_test_demo"

# After so many requests a session has been used up: cancelled, or out of codes.
LASTS = 10

ORDER = {
    "order_id": "contract-1",
    "amount": 9900,
    "goods": {"name": "이모티콘 모음", "kind": "digital", "offer_period": {"unit": "unlimited"}},
}


def bear(case, bearer):
    case.headers = case.headers or {}
    case.headers["Authorization"] = f"Bearer {bearer}"


@schemathesis.auth().apply_to(path_regex=r"^/v1/(?!checkout)")
class Merchant:
    def get(self, case, context):
        return KEY

    def set(self, case, data, context):
        bear(case, data)


@schemathesis.auth(refresh_interval=None).apply_to(path_regex=r"^/v1/checkout($|/[^{])")
class Window:
    def __init__(self):
        self.session, self.used = None, LASTS

    def get(self, case, context):
        self.used += 1
        if self.used > LASTS or case.path.endswith("/cancel"):
            headers = {"Authorization": f"Bearer {KEY}", "Idempotency-Key": str(uuid.uuid4())}
            made = requests.post(f"{GATEWAY}/v1/sessions", json=ORDER, headers=headers, timeout=20)
            made.raise_for_status()
            self.session, self.used = made.json()["id"], 0
        return self.session

    def set(self, case, data, context):
        bear(case, data)
