// What a merchant's backend does with a token.

import type { APIRequestContext, Page } from "@playwright/test";

/** Exchanges the tokens that are posted to `/confirm` for payments, as a merchant's backend does. */
export async function actAsBackend(page: Page, request: APIRequestContext, gateway: string): Promise<void> {
  await page.route("**/confirm", async (route) => {
    const { token, order_id } = route.request().postDataJSON();
    const response = await request.post(`${gateway}/v1/payments`, {
      headers: { authorization: "Bearer sk_test_demo", "idempotency-key": `pay-${order_id}` },
      data: { token, order_id, amount: 9900 },
    });
    await route.fulfill({ status: response.ok() ? 204 : 502 });
  });
}
