// Starts the page in Yew (examples/yew).
import start from "/yew/app.js";

await start();
