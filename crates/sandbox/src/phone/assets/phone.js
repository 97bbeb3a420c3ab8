// Adds messages to the phone as they arrive, copies codes, and answers calls
// and PASS requests.
// Without this script the page shows what had arrived when it was loaded.

const log = document.querySelector("[data-events]");
const moulds = new Map(
  Array.from(document.querySelectorAll("template"), (mould) => [mould.dataset.mould, mould.content.firstElementChild]),
);
const live = document.querySelector("[data-live]");
const said = document.querySelector("[data-said]");

const koreanTime = new Intl.DateTimeFormat("ko-KR", {
  month: "long",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZone: "Asia/Seoul",
});

function bubble({ id, channel, text, code, state, received_at }) {
  const item = moulds.get(channel).cloneNode(true);
  item.dataset.id = id;
  item.querySelector("[data-text]").textContent = text;
  for (const place of item.querySelectorAll("[data-code]")) {
    place.textContent = code;
  }
  const time = item.querySelector("time");
  time.dateTime = new Date(received_at).toISOString();
  time.textContent = koreanTime.format(received_at);
  if (state) {
    show(item, state);
  }
  return item;
}

// How far a call or a PASS request is.
function show(item, state) {
  item.dataset.state = state;
  for (const words of item.querySelectorAll("[data-when]")) {
    words.hidden = words.dataset.when !== state;
  }
  const answers = item.querySelector("[data-answers]");
  // Hiding the pressed button would lose the focus.
  if (state !== "waiting" && answers.contains(document.activeElement)) {
    item.querySelector("[data-states]").focus();
  }
  answers.hidden = state !== "waiting";
}

async function answer(button) {
  const item = button.closest("li");
  if ("sending" in item.dataset) {
    return;
  }
  item.dataset.sending = "";
  const action = button.dataset.answer;
  try {
    const response = await fetch(`${log.dataset.messages}/${item.dataset.id}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ action }),
    });
    if (response.ok) {
      show(item, action === "approve" ? "approved" : "rejected");
    } else {
      said.textContent = "이미 답했거나 끝난 요청입니다.";
    }
  } catch {
    said.textContent = "보내지 못했습니다. 다시 눌러 주세요.";
  } finally {
    delete item.dataset.sending;
  }
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
  // Answered elsewhere, or over.
  events.addEventListener("state", (event) => {
    const { id, state } = JSON.parse(event.data);
    const item = log.querySelector(`[data-id="${id}"]`);
    if (item && item.dataset.state !== state) {
      show(item, state);
    }
  });
  // Leaving the page is no lost connection.
  addEventListener("pagehide", () => events.close(), { once: true });
}

offerCopies(log);
for (const item of log.querySelectorAll("[data-state]")) {
  show(item, item.dataset.state);
}
log.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches("[data-copy]")) {
    copy(button);
  } else if (button) {
    answer(button);
  }
});
log.querySelector("li:last-child")?.scrollIntoView({ block: "nearest" });
listen();
