"""A shop: goods, orders, the page with the checkout, the confirm URL and the webhooks."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel
from standardwebhooks import Webhook, WebhookVerificationError
from starlette.exceptions import HTTPException as StarletteHTTPException

import config
import gateway
import orders

HERE = Path(__file__).parent
# All that the checkout needs of a page: the gateway's script and frame, and this server for the confirm URL.
POLICY = (
    f"default-src 'none'; script-src {config.GATEWAY_URL}; frame-src {config.GATEWAY_URL}; style-src 'self'; "
    "img-src data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

log = logging.getLogger("uvicorn.error")
webhook = Webhook(config.WEBHOOK_SECRET)
templates = Jinja2Templates(HERE / "templates")
templates.env.globals["sandbox"] = config.SANDBOX_URL
templates.env.filters["won"] = lambda amount: f"{amount:,}원"


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    yield
    await gateway.close()


app = FastAPI(title="달빛상점", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
app.mount("/static", StaticFiles(directory=HERE / "static"))


@app.middleware("http")
async def secure(request: Request, call_next) -> Response:
    response = await call_next(request)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


@app.get("/")
async def list_goods(request: Request) -> HTMLResponse:
    return templates.TemplateResponse(request, "goods.html", {"goods": orders.GOODS.values()})


@app.get("/checkout/{number:int}")
async def show_checkout(request: Request, number: int, order: str = "") -> Response:
    """The address names the order once there is one: a reload, Back or another app comes back to the same session."""
    good = orders.GOODS.get(number)
    if good is None:
        raise HTTPException(404)
    known = orders.find(order)
    if known is None or known.good != good:
        order_id = orders.new_id()
        known = orders.Order(order_id, good, session=await gateway.create_session(order_id, good))
        orders.keep(known)
        return RedirectResponse(f"/checkout/{number}?order={known.id}", status_code=303)
    markup = await gateway.embed_html(known.session)
    if markup is None:
        return RedirectResponse(f"/orders/{known.id}", status_code=303)
    return templates.TemplateResponse(request, "checkout.html", {"order": known, "embed_html": markup})


@app.get("/orders/{order_id}")
async def show_order(request: Request, order_id: str) -> HTMLResponse:
    order = orders.find(order_id)
    if order is None:
        raise HTTPException(404)
    return templates.TemplateResponse(request, "order.html", {"order": order})


class Confirmed(BaseModel):
    """What the page posts when the code was right. Whatever else it says is not read."""

    token: str
    session: str
    order_id: str


@app.post("/confirm")
async def confirm_order(body: Confirmed) -> JSONResponse:
    """Nothing is charged before the token is exchanged. The status is all that the checkout looks at."""
    order = orders.find(body.order_id)
    if order is None or order.session != body.session:
        return say(404, "order_unknown")
    if order.state == "paid":
        return say(200, "succeeded")
    answer = await gateway.create_payment(order, body.token)
    told = answer.json()
    if answer.is_error:
        log.warning("order %s: the gateway answered %s %s", order.id, answer.status_code, told["code"])
        return say(refusal(answer.status_code, told), told["code"])
    orders.take_payment(told)
    return say({"processing": 202, "failed": 402}.get(told["status"], 200), told["status"])


def refusal(status: int, problem: dict) -> int:
    """The page may try again what was not refused for good; what is wrong with the key is no page's fault."""
    if problem.get("retryable"):
        return 503
    return 502 if status == 401 or status >= 500 else status


def say(status: int, word: str) -> JSONResponse:
    return JSONResponse({"status": word}, status)


@app.post("/webhooks")
async def receive_webhook(request: Request) -> Response:
    """How it ended, from the gateway itself, even when the shopper's browser is long gone.

    The signature covers the very bytes: nothing is parsed before it is checked.
    """
    try:
        event = webhook.verify(await request.body(), dict(request.headers))
    except (WebhookVerificationError, ValueError):
        # A signature that is not even base64 is a ValueError.
        return Response(status_code=400)
    orders.take_event(request.headers["webhook-id"], event)
    return Response(status_code=204)


@app.get("/healthz")
async def healthz() -> PlainTextResponse:
    return PlainTextResponse("ok")


@app.exception_handler(StarletteHTTPException)
async def show_problem(request: Request, error: StarletteHTTPException) -> HTMLResponse:
    return templates.TemplateResponse(request, "problem.html", status_code=error.status_code)


@app.exception_handler(httpx.HTTPError)
async def without_gateway(request: Request, error: httpx.HTTPError) -> HTMLResponse:
    log.error("the gateway does not help: %r", error)
    return templates.TemplateResponse(request, "problem.html", status_code=502)


if __name__ == "__main__":
    uvicorn.run(app, host=config.HOST, port=config.PORT, access_log=False)
