import { type FrameMessage, isFrameMessage } from "./messages";
import { type LoaderMessage, type SessionId, type Theme, VERSION, type WindowMessage } from "./protocol";

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

/**
 * Sends the one window message and hands over one end of a new channel. From
 * then on only the channel is used, so no other window can take part.
 */
export function connect(frame: Pick<Window, "postMessage">, greeting: Greeting, listener: Listener): Connection {
  const { port1: port, port2: theirs } = new MessageChannel();
  const { gateway, session, theme } = greeting;
  const nonce = randomNonce();
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

  const hello: WindowMessage = { type: "carrier-checkout/hello", version: VERSION, nonce, session, theme };
  frame.postMessage(hello, gateway, [theirs]);
  return connection;
}

/** 128 random bits in hexadecimal. */
export function randomNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
