export { ask } from "./ask";
export { offerOrder } from "./order";
export { submit } from "./submit";
export { translate } from "./translate";
export { update } from "./update";
