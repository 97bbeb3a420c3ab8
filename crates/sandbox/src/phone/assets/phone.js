// Adds messages to the phone as they arrive, and copies codes.
// Without this script the page shows what had arrived when it was loaded.

const log = document.querySelector("[data-events]");
const mould = document.querySelector("template");
const live = document.querySelector("[data-live]");
const said = document.querySelector("[data-said]");

const koreanTime = new Intl.DateTimeFormat("ko-KR", {
  month: "long",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZone: "Asia/Seoul",
});

function bubble({ text, code, received_at }) {
  const item = mould.content.firstElementChild.cloneNode(true);
  item.querySelector("[data-text]").textContent = text;
  for (const place of item.querySelectorAll("[data-code]")) {
    place.textContent = code;
  }
  const time = item.querySelector("time");
  time.dateTime = new Date(received_at).toISOString();
  time.textContent = koreanTime.format(received_at);
  return item;
}

function offerCopies(within) {
  for (const button of within.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
  }
}

async function copy(button) {
  const code = button.closest("li").querySelector("[data-code]").textContent;
  try {
    await navigator.clipboard.writeText(code);
    said.textContent = "인증번호를 복사했습니다.";
    button.dataset.copied = "";
  } catch {
    said.textContent = "복사하지 못했습니다. 번호를 길게 눌러 선택해 주세요.";
  }
}

function listen() {
  const events = new EventSource(log.dataset.events);
  events.addEventListener("open", () => {
    live.textContent = "실시간으로 받는 중";
    live.dataset.live = "on";
  });
  events.addEventListener("error", () => {
    live.textContent = "다시 연결하는 중…";
    live.dataset.live = "off";
  });
  events.addEventListener("message", (event) => {
    const item = bubble(JSON.parse(event.data));
    offerCopies(item);
    item.dataset.new = "";
    log.querySelector("[data-empty]").hidden = true;
    log.querySelector("ol").append(item);
    item.scrollIntoView({ block: "nearest" });
  });
  // Leaving the page is no lost connection.
  addEventListener("pagehide", () => events.close(), { once: true });
}

offerCopies(log);
log.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    copy(button);
  }
});
log.querySelector("li:last-child")?.scrollIntoView({ block: "nearest" });
listen();
