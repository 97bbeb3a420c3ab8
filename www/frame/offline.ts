// Says that the browser has no connection, for as long as that is so. The words came with the HTML.

/** Says it now, and whenever it changes. */
export function tellOffline(): void {
  const line = document.getElementById("offline");
  if (line === null) return;
  const tell = (): void => {
    line.textContent = navigator.onLine ? "" : (line.dataset.text ?? "");
  };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}
