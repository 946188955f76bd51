import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import type { SaidPlace } from "../../outbox/chain.ts";

/** What is wrong with the place of a message; `missing`: their numbers. */
export type Disorder =
  | { readonly why: "missing"; readonly first: number; readonly last: number }
  | { readonly why: "late" | "again" | "other-before" | "other-end" | "anew" };

/** Follows the numbers and links of whoever numbers what they say in a room. */
export interface Order {
  /** The next message; undefined: it is as it should be. */
  take(room: RoomId, sender: UserId, said: SaidPlace): Disorder | undefined;
  /** A message that is here and cannot be read, or was removed: it counts as one of those that are missing. */
  pass(room: RoomId, sender: UserId): void;
  /** One that was passed over can be read after all. */
  late(room: RoomId, sender: UserId, said: SaidPlace): void;
}

interface Line {
  number: number;
  link: string;
  /** Numbers that did not come yet. */
  readonly missing: Set<number>;
  passed: number;
  /** The link of the first of all, if it was seen. */
  begun: string | undefined;
}

export function openOrder(): Order {
  const lines = new Map<string, Line>();
  const keyOf = (room: RoomId, sender: UserId) => `${room} ${sender}`;
  return {
    take(room, sender, said) {
      const line = lines.get(keyOf(room, sender));
      const begins = said.previous === "" ? said.link : undefined;
      if (line === undefined) {
        lines.set(keyOf(room, sender), { number: said.number, link: said.link, missing: new Set(), passed: 0, begun: begins });
        return said.whole ? undefined : { why: "other-end" };
      }
      const { number, link, passed } = line;
      const anew = begins !== undefined && begins !== line.begun;
      if (said.number <= number && !anew) return line.missing.delete(said.number) ? { why: "late" } : { why: "again" };
      Object.assign(line, { number: said.number, link: said.link, passed: 0 });
      if (said.number <= number) {
        line.missing.clear();
        line.begun = begins;
        return { why: "anew" };
      }
      const skipped = said.number - number - 1;
      for (let at = number + 1; at < said.number && skipped < mostMissing; at++) line.missing.add(at);
      if (skipped > passed) return { why: "missing", first: number + 1, last: said.number - 1 };
      if (!said.whole) return { why: "other-end" };
      return skipped === 0 && said.previous !== link ? { why: "other-before" } : undefined;
    },
    pass(room, sender) {
      const line = lines.get(keyOf(room, sender));
      if (line !== undefined) line.passed++;
    },
    late(room, sender, { number }) {
      lines.get(keyOf(room, sender))?.missing.delete(number);
    },
  };
}

/** More than a client ever catches up with. */
const mostMissing = 10_000;

/** What to tell whoever reads. */
export function sentenceOf(disorder: Disorder): string {
  if (disorder.why !== "missing") return sentences[disorder.why];
  const { first, last } = disorder;
  return first === last
    ? `message ${first} of the same sender is missing before this one`
    : `messages ${first} to ${last} of the same sender are missing before this one`;
}
const sentences = {
  late: "this message comes later than it was sent: others of the same sender stand before it that belong behind it",
  again: "this message, or one of its number, came before",
  "other-before": "the message before this one is another than its sender has sent",
  "other-end": "the end of this message is not its own",
  anew: "its sender counts anew from here on",
} as const;
