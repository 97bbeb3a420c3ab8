import { checkoutError } from "../errors";
import { type Changes, resolve } from "../options";
import type { Place } from "../place";
import { forgetKey, newSession, show, wait } from "./ask";

const turns = new WeakMap<Place, Promise<void>>();

/** Changes what is shown, one change after the other. */
export function update(place: Place, changes?: Changes, before = "{}"): Promise<void> {
  const was: Changes = JSON.parse(before);
  const turn = (turns.get(place) ?? Promise.resolve()).then(() => change(place, changes, was));
  turns.set(
    place,
    turn.catch(() => undefined),
  );
  return turn;
}

async function change(place: Place, changes: Changes | undefined, was: Changes): Promise<void> {
  const { options, life } = place;
  const { gateway, session } = options;
  if (life.signal.aborted) throw checkoutError(gateway, "destroyed");
  const differing = different(place, changes, was);
  const nothing = Object.keys(differing).length === 0;
  if (changes !== undefined && nothing) return;
  const screen = place.screens[place.screens.length - 1];
  if (screen === "paid") throw checkoutError(gateway, "already_paid");
  if (screen === "checking") throw checkoutError(gateway, "payment_under_way");
  const next = resolve({ ...options, ...differing }, gateway, []);
  if (nothing && next.sessionUrl === undefined) throw checkoutError(gateway, "merchant_data_invalid");
  place.options = next;
  if (next.session !== session) return show(place, next.session);
  if (!nothing && next.sessionUrl === options.sessionUrl) return place.begin();
  // Nobody has seen a window yet, which could be paid in: whatever is asked for now is the newest.
  if (session === undefined) {
    forgetKey(place);
    return place.begin();
  }
  // The old window is gone before it is asked for: nobody pays in it meanwhile.
  const box = wait(place);
  try {
    const made = await newSession(place, session);
    if (place.note === box) show(place, made);
  } catch (error) {
    if (place.note === box) {
      place.options = options;
      place.begin();
    }
    throw error;
  }
}

/** Those of the changes that change anything: what the page says again may be older than what is shown. */
function different({ options }: Place, changes: Changes = {}, was: Changes): Changes {
  const names = ["session", "sessionUrl", "locale", "theme"] as const;
  const isNew = (name: (typeof names)[number]): boolean =>
    changes[name] !== undefined && changes[name] !== options[name] && changes[name] !== was[name];
  return Object.fromEntries(names.filter(isNew).map((name) => [name, changes[name]]));
}
