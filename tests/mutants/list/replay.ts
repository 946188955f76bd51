import type { Mutant } from "../define.ts";

const handle = "bot/inbox/handle.ts";
const missing = ["tests/integration/bot/inbox/missing.test.ts"];
const queues = ["tests/integration/storage/outbox/queues.test.ts"];
const confirmed = ["tests/integration/bot/inbox/confirmation.test.ts"];

export const replay: readonly Mutant[] = [
  {
    name: "a replayed command runs",
    file: handle,
    from: 'if (use === "replay") return { how: "replayed", outcome: "replayed" };',
    to: "",
    tests: ["tests/integration/bot/inbox/commands-on-files.test.ts"],
    title: "does nothing when it is replayed, or an edit",
  },
  {
    name: "a key that was used twice is a replay",
    file: "storage/inbox/key-uses.ts",
    from: "held === undefined || !held.sha256.equals(sha256)",
    to: "held === undefined",
    tests: queues,
    title: "is fresh, then a replay of the same ciphertext, then used twice",
  },
  {
    name: "every claim is the first",
    file: "storage/inbox/key-uses.ts",
    from: 'held.event_id === eventId ? "fresh" : "replay"',
    to: '"fresh"',
    tests: queues,
    title: "is fresh, then a replay of the same ciphertext, then used twice",
  },
  {
    name: "an edit runs",
    file: handle,
    from: 'taken.take === "edit" ? {',
    to: "false ? {",
    tests: ["tests/integration/bot/inbox/commands-on-files.test.ts"],
    title: "does nothing when it is replayed, or an edit",
  },
  {
    name: "an old command runs unasked",
    file: handle,
    from: "givenUp || age > lateMs ||",
    to: "givenUp ||",
    tests: confirmed,
    title: "is shown in private, runs once on its code",
  },
  {
    name: "a stamp from the future is believed",
    file: handle,
    from: " age < -earlyMs ||",
    to: "",
    tests: confirmed,
    title: "one that came with a stamp from the future waits as well",
  },
  {
    name: "what comes behind a later message of its session is on time",
    file: handle,
    from: " || overtaken !== undefined;",
    to: ";",
    tests: missing,
    title: "is asked about, whatever its stamp says",
  },
  {
    name: "a place that was only claimed makes others late",
    file: "storage/inbox/heard.ts",
    from: "index: String(place.index), authentic: false }",
    to: "index: String(place.index), authentic: true }",
    tests: missing,
    title: "of another session, or by a place that was only claimed, is not",
  },
  {
    name: "nobody is told of a gap",
    file: "storage/inbox/heard.ts",
    from: "return missing > 0 ?",
    to: "return false ?",
    tests: missing,
    title: "are told of to their sender after a minute, under the one that came",
  },
];
