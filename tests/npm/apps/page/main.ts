import { load } from "carrier-checkout";

const asked = new URLSearchParams(location.search);

const checkout = await load(asked.get("gateway") ?? "");
checkout?.mount({ sessionUrl: "/session", mount: "#checkout", confirmUrl: "/confirm", successUrl: "/thanks" });
