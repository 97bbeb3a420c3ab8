// What the environment asks for. What is not set fits the sandbox that `npm start` runs.

const SANDBOX_SECRET = "whsec_c2FuZGJveC1kZW1vLXdlYmhvb2stc2VjcmV0LTMyYnl0";

const {
  SHOP_LISTEN = "127.0.0.1:8080",
  SHOP_PUBLIC_URL = "http://localhost:8080",
  SHOP_GATEWAY_URL = "http://localhost:8081",
  SHOP_SANDBOX_URL = "http://localhost:8082",
  SHOP_SECRET_KEY = "sk_test_demo",
  SHOP_WEBHOOK_SECRET = SANDBOX_SECRET,
} = process.env;

const { hostname, port } = new URL(`http://${SHOP_LISTEN}`);
const inSandbox = SHOP_SECRET_KEY.startsWith("sk_test_");

// Everybody knows the sandbox's secret: with it, anybody could say that an order is paid.
if (!inSandbox && SHOP_WEBHOOK_SECRET === SANDBOX_SECRET) {
  throw new Error("SHOP_WEBHOOK_SECRET is not set, which a key of its own needs");
}

export const config = {
  hostname,
  port: Number(port),
  /** The shop as browsers call it: one of the origins that the merchant has registered. */
  publicUrl: new URL(SHOP_PUBLIC_URL),
  /** The gateway, as both the browser and this server reach it. */
  gateway: new URL(SHOP_GATEWAY_URL).origin,
  secretKey: SHOP_SECRET_KEY,
  webhookSecret: SHOP_WEBHOOK_SECRET,
  /** The phones of the sandbox, where the codes arrive. */
  sandbox: inSandbox ? SHOP_SANDBOX_URL : undefined,
};
