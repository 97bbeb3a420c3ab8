// What few shoppers need, fetched when one does: a module of its own, without a state of the first script's.

export { askBeforeBack } from "./back";
export { guardPresses } from "./guard";
export { listen } from "./hearing";
export { offerMail, sendMail } from "./mail";
export { type Page, pageFor, putUp, screenOf } from "./page";
export { keepFocusInSight } from "./sight";
