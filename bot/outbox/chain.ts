import { createHash } from "node:crypto";
import type { PlaceInRoom } from "../../storage/index.ts";
import type { Rendered } from "../views/parts/define.ts";
import { own, withTail } from "../views/parts/html.ts";

/** Where a message says, inside its ciphertext, what its place is. */
const field = "org.liaison.said";
/** The end of a text: number and first signs of the link, on a line of its own where there are several. */
const tail = /(?: · |\n)(\d+)·([0-9a-f]{4})$/u;
const shownSigns = 4;

/** Names a message by itself and by all that were said before it: SHA-256, 64 hexadecimal digits. */
export const linkOf = ({ number, previous }: PlaceInRoom, text: string): string =>
  createHash("sha256")
    .update(JSON.stringify([previous, number, text]))
    .digest("hex");

/** A message with its place at its end, the same in both forms. A file has no text to end: it only counts. */
export const numbered = (message: Rendered, place: PlaceInRoom): Rendered =>
  message.file === undefined ? withTail(message, own(`${place.number}·${linkOf(place, message.text).slice(0, shownSigns)}`)) : message;

/** What stands beside the text, for programs. */
export const placeField = ({ number, previous }: PlaceInRoom): object => ({ [field]: { number, previous } });

/** What a decrypted message says of its place. */
export interface SaidPlace extends PlaceInRoom {
  /** Without the end that says it. */
  readonly text: string;
  readonly link: string;
  /** The end of the text says the same. */
  readonly whole: boolean;
}

/** Undefined of a message that has none, as all but the bot's. */
export function placeOf(content: Readonly<Record<string, unknown>>): SaidPlace | undefined {
  const { body, [field]: said } = content;
  if (typeof body !== "string" || typeof said !== "object" || said === null) return undefined;
  const { number, previous } = said as { readonly [name: string]: unknown };
  if (typeof number !== "number" || typeof previous !== "string") return undefined;
  const [end, shown, signs] = content.msgtype === "m.file" ? [""] : (tail.exec(body) ?? []);
  const text = end === undefined ? body : body.slice(0, body.length - end.length);
  const link = linkOf({ number, previous }, text);
  const whole = end === "" || (Number(shown) === number && signs === link.slice(0, shownSigns));
  return { number, previous, text, link, whole };
}
