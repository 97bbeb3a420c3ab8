import {
  type Api,
  type Checkout,
  type CheckoutError,
  type CheckoutErrorCode,
  type LoadOptions,
  load,
  type MountOptions,
} from "carrier-checkout";

const options: LoadOptions = { version: "0123456789abcdef", integrity: "sha384-x", nonce: "x" };

export async function show(mount: MountOptions["mount"]): Promise<Checkout | undefined> {
  const api: Api | null = await load(new URL("https://gateway.example"), options);
  // @ts-expect-error: on a server there is none
  api.mount({ mount });
  return api?.mount({ mount, session: "cs_1", confirmUrl: "/confirm" });
}

export async function change(checkout: Checkout): Promise<CheckoutErrorCode | undefined> {
  try {
    await checkout.update({ theme: "dark" });
    // @ts-expect-error: this cannot be changed
    await checkout.update({ confirmUrl: "/elsewhere" });
  } catch (error) {
    return (error as CheckoutError).code;
  }
}

document.addEventListener("carrier-checkout:paid", ({ detail }) => {
  const amount: number = detail.amount;
  // @ts-expect-error: no personal data
  return [amount, detail.phone];
});

const element = document.createElement("carrier-checkout");
element.session = "cs_1";
element.addEventListener("failed", ({ detail }) => detail.failure.reason === "already_paid");
