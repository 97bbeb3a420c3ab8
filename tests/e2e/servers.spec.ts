import { expect, test } from "./support/test.ts";

test("all three servers answer", async ({ request, servers }) => {
  for (const url of [servers.shop, servers.shopCrossSite, servers.gateway, servers.sandbox]) {
    const response = await request.get(`${url}/healthz`);
    await expect(response).toBeOK();
    expect((await response.text()).trim()).toBe("ok");
  }
});

test("the shop offers four goods", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("link", { name: "구매하기" })).toHaveCount(4);
});
