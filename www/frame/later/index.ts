// What few shoppers need, fetched when one does: a module of its own, without a state of the first script's.

export { sendMail, showMail } from "./mail";
export { type Page, pageFor, putUp, screenOf } from "./page";
