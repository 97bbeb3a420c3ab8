// What a merchant would put together: the form in React, the number by intl-tel-input, the code by input-otp.

import { createRoot } from "react-dom/client";
import { Checkout } from "./checkout.jsx";
import "./style.css";

const place = document.getElementById("checkout");
let root = createRoot(place);
root.render(<Checkout month={place.dataset.month} />);

// For `npm run bench`, which mounts and unmounts it many times.
window.benchCheckout = {
  mount() {
    root = createRoot(place);
    root.render(<Checkout month={place.dataset.month} />);
  },
  unmount() {
    root.unmount();
  },
};
