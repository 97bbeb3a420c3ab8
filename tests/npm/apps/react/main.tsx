import { CarrierCheckout } from "carrier-checkout/react";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

const asked = new URLSearchParams(location.search);
const gateway = asked.get("gateway") ?? "";

function Order() {
  const [shown, show] = useState(true);
  const [session, choose] = useState(asked.get("session") ?? undefined);
  const [theme, paint] = useState<string>();
  const [heard, hear] = useState<string[]>([]);
  const say = (...words: string[]) => hear((before) => [...before, words.join(" ")]);
  return (
    <>
      <button type="button" onClick={() => show(!shown)}>
        {shown ? "닫기" : "열기"}
      </button>
      <button type="button" onClick={() => choose(asked.get("other") ?? undefined)}>
        다른 주문
      </button>
      <button type="button" onClick={() => paint(theme === undefined ? "dark" : undefined)}>
        어둡게
      </button>
      <ul aria-label="들은 것">
        {heard.map((words, at) => (
          <li key={at}>{words}</li>
        ))}
      </ul>
      {shown && (
        <CarrierCheckout
          gateway={gateway}
          session={session}
          sessionUrl={session === undefined ? "/session" : undefined}
          confirmUrl="/confirm"
          theme={theme}
          className="till"
          onReady={({ locale }) => say("ready", locale)}
          onPaid={({ amount }) => say("paid", String(amount))}
          onError={({ code }) => say("error", code)}
        />
      )}
    </>
  );
}

const app = document.querySelector("#app");
if (app !== null) {
  createRoot(app).render(
    <StrictMode>
      <Order />
    </StrictMode>,
  );
}
