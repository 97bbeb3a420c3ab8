import { isParsed } from "./adopt";
import { type CheckoutElementEventMap, TAG } from "./events";
import type { Changes, MountOptions } from "./options";
import type { Place } from "./place";

type Property = "session" | "sessionUrl" | "confirmUrl" | "successUrl" | "locale" | "theme" | "appearance";
type Properties = { [name in Property]?: string | undefined };

const ATTRIBUTES = ["session", "session-url", "confirm-url", "success-url", "locale", "theme", "appearance"];
const property = (attribute: string) => attribute.replace("-u", "U") as Property;

/**
 * `<carrier-checkout>`: its properties are its attributes, and what they ask for is shown while it is on a page. A new
 * session, session URL, language or theme is an `update()`; the URLs are as they were when it came to the page.
 */
export interface CarrierCheckoutElement extends HTMLElement, Properties {
  /** As of a `Checkout`; what is changed becomes the attributes. */
  update(changes?: Changes): Promise<void>;
  addEventListener<N extends keyof CheckoutElementEventMap>(
    name: N,
    listener: (event: CheckoutElementEventMap[N]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "carrier-checkout": CarrierCheckoutElement;
  }
}

/** Makes `<carrier-checkout>` an element of its own, once. */
export function defineElement(mount: (options: MountOptions) => Place): void {
  if (customElements.get(TAG)) return;
  // Not before: on a server there is no HTMLElement.
  class Declared extends HTMLElement {
    static readonly observedAttributes = ATTRIBUTES;
    #place: Place | undefined;
    #last: string | undefined;

    connectedCallback(): void {
      // What was set before this was a class hides the class's own.
      for (const [name, value] of Object.entries(this)) {
        delete this[name as never];
        this[name as never] = value as never;
      }
      this.attributeChangedCallback();
    }

    disconnectedCallback(): void {
      this.attributeChangedCallback();
    }

    /** A moment later: who is moved comes back at once, and who changes one attribute changes the next. */
    attributeChangedCallback(): void {
      queueMicrotask(this.#follow);
    }

    async update(changes?: Changes): Promise<void> {
      Object.assign(this, changes);
      return this.#place?.update(changes);
    }

    readonly #follow = (): void => {
      const options: Properties = Object.fromEntries(
        ATTRIBUTES.map((name) => [property(name), this.getAttribute(name) ?? undefined]),
      );
      const frame = this.querySelector("iframe") ?? undefined;
      const now = JSON.stringify(options);
      if (!this.isConnected || (options.session ?? options.sessionUrl) === undefined) {
        this.#place?.destroy();
        this.#place = undefined;
      } else if (this.#place !== undefined) {
        if (now !== this.#last) this.#place.update(options, this.#last).catch(({ code }) => this.#place?.report(code));
      } else if (frame !== undefined || isParsed(this)) this.#place = mount({ ...options, mount: this, frame });
      // Its iframe may still come.
      else document.addEventListener("DOMContentLoaded", this.#follow, { once: true });
      this.#last = now;
    };
  }
  for (const attribute of ATTRIBUTES) {
    Object.defineProperty(Declared.prototype, property(attribute), {
      get(this: HTMLElement) {
        return this.getAttribute(attribute) ?? undefined;
      },
      set(this: HTMLElement, value: string | null | undefined) {
        if (value == null) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value);
      },
    });
  }
  customElements.define(TAG, Declared);
}
