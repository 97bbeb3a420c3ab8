// Each page is a document of its own, which asks the server once, before anything is rendered.

import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { beginOrder, getOrder, getShop } from "./api";
import { Checkout } from "./Checkout";
import { Goods, Practice } from "./Goods";
import { OrderPage } from "./OrderPage";
import { Trouble } from "./Trouble";

const shop = getShop();
const page = pageOf(location.pathname);

function pageOf(path: string) {
  const [, name, id = ""] = path.split("/");
  switch (name) {
    case "checkout":
      return <Checkout shop={shop} order={beginOrder(Number(id))} />;
    case "orders":
      return <OrderPage order={getOrder(id)} />;
    default:
      return <Goods shop={shop} />;
  }
}

const root = document.querySelector("#shop");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Trouble>
        <main>
          <Suspense fallback={<p>불러오는 중입니다…</p>}>{page}</Suspense>
        </main>
        <footer>
          <Suspense>
            <Practice shop={shop} />
          </Suspense>
        </footer>
      </Trouble>
    </StrictMode>,
  );
}
