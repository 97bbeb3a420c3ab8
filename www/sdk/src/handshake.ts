import { type FrameMessage, isFrameMessage, isObject } from "./messages";
import { type LoaderMessage, type SessionId, type Theme, VERSION, type WindowMessage } from "./protocol";
import { randomHex } from "./random";

/** The port to a frame that has been, or is being, greeted. */
export interface Connection {
  send(message: LoaderMessage): void;
  close(): void;
}

/** What the hello says, and to which origin. */
export interface Greeting {
  readonly gateway: string;
  readonly session: SessionId;
  readonly theme: Theme;
}

/** What comes of it. */
export interface Listener {
  /** The frame has shown that it got this very hello. */
  welcomed(): void;
  /** Something else came first; the port is closed. */
  refused(): void;
  /** A message of a welcomed frame. */
  received(message: FrameMessage, from: Connection): void;
}

/** Asks whoever is in the frame by now to say so. */
export function knock(frame: Pick<Window, "postMessage">): void {
  const message: WindowMessage = { type: "carrier-checkout/knock", version: VERSION };
  // To any origin: there may be no document of the gateway's yet, which would be logged as an error.
  frame.postMessage(message, "*");
}

/** The gateway's document in that very frame which says by this message that it is there. */
export function documentOf(event: MessageEvent<unknown>, frame: Window | null, gateway: string): string | undefined {
  const { data, source, origin } = event;
  if (source === null || source !== frame || origin !== gateway || !isObject(data)) return undefined;
  const { type, version, document } = data;
  // Whatever it calls itself: it is the gateway's, and only hears its own name again.
  const here = type === "carrier-checkout/here" && version === VERSION && typeof document === "string";
  return here ? document : undefined;
}

/**
 * Says hello to a document and hands over one end of a new channel. From then
 * on only the channel is used, so no other window can take part.
 */
export function connect(
  frame: Pick<Window, "postMessage">,
  document: string,
  greeting: Greeting,
  listener: Listener,
): Connection {
  const { port1: port, port2: theirs } = new MessageChannel();
  const { gateway, session, theme } = greeting;
  const nonce = randomHex();
  let welcomed = false;
  const connection: Connection = {
    send: (message) => port.postMessage(message),
    close: () => {
      port.onmessage = null; // what is queued already must not be heard either
      port.close();
    },
  };

  port.onmessage = ({ data }: MessageEvent<unknown>): void => {
    const message = isFrameMessage(data) ? data : undefined;
    if (welcomed) {
      if (message !== undefined) listener.received(message, connection);
    } else if (message?.type === "welcome" && message.nonce === nonce) {
      welcomed = true;
      listener.welcomed();
    } else {
      connection.close();
      listener.refused();
    }
  };

  const hello: WindowMessage = { type: "carrier-checkout/hello", version: VERSION, document, nonce, session, theme };
  frame.postMessage(hello, gateway, [theirs]);
  return connection;
}
