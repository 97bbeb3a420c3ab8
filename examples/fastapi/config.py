"""What the environment asks for. What is not set fits the sandbox that `npm start` runs."""

from os import environ
from urllib.parse import urlsplit

SANDBOX_SECRET = "whsec_c2FuZGJveC1kZW1vLXdlYmhvb2stc2VjcmV0LTMyYnl0"

_listen = urlsplit("//" + environ.get("SHOP_LISTEN", "127.0.0.1:8080"))
HOST, PORT = _listen.hostname, _listen.port

# The path of the database, or `:memory:`.
DATABASE = environ.get("SHOP_DATABASE", "shop.db")
# The gateway, as both the browser and this server reach it.
GATEWAY_URL = environ.get("SHOP_GATEWAY_URL", "http://localhost:8081").rstrip("/")
SECRET_KEY = environ.get("SHOP_SECRET_KEY", "sk_test_demo")
WEBHOOK_SECRET = environ.get("SHOP_WEBHOOK_SECRET", SANDBOX_SECRET)

_in_sandbox = SECRET_KEY.startswith("sk_test_")
# The phones of the sandbox, where the codes arrive.
SANDBOX_URL = environ.get("SHOP_SANDBOX_URL", "http://localhost:8082") if _in_sandbox else None

# Everybody knows the sandbox's secret: with it, anybody could say that an order is paid.
if not _in_sandbox and WEBHOOK_SECRET == SANDBOX_SECRET:
    raise SystemExit("SHOP_WEBHOOK_SECRET is not set, which a key of its own needs")
