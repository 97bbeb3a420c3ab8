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
  readonly session?: SessionId | undefined;
  readonly theme: Theme;
}

/** Hears the messages of the frame, the first of which is the answer to this very hello; nothing if it is not. */
export type Listener = (message: FrameMessage | undefined, from: Connection) => void;

/** Asks whoever is in the frame by now to say so. */
export function knock(frame: Pick<Window, "postMessage"> | null | undefined): void {
  const message: WindowMessage = { type: "carrier-checkout/knock", version: VERSION };
  // To any origin: there may be no document of the gateway's yet, which would be logged as an error.
  frame?.postMessage(message, "*");
}

/** The gateway's document in that very frame which says by this message that it is there. */
export function documentOf(
  event: MessageEvent<unknown>,
  frame: Window | null | undefined,
  gateway: string,
): string | undefined {
  const { data, source, origin } = event;
  if (!frame || source !== frame || origin !== gateway || !isObject(data)) return undefined;
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
  const { gateway, session = "", theme } = greeting;
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
    if (!welcomed && !(message?.type === "welcome" && message.nonce === nonce)) {
      connection.close();
      listener(undefined, connection);
      return;
    }
    welcomed = true;
    if (message !== undefined) listener(message, connection);
  };

  const hello: WindowMessage = { type: "carrier-checkout/hello", version: VERSION, document, nonce, session, theme };
  frame.postMessage(hello, gateway, [theirs]);
  return connection;
}
