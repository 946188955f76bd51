import type { Mutant } from "../define.ts";

const deliver = "bot/outbox/deliver.ts";
const delivered = ["tests/integration/bot/outbox/deliver.test.ts"];
const tests = ["tests/integration/bot/outbox/outbox.test.ts"];
const chained = ["tests/unit/bot/outbox/chain.test.ts"];
const echoes = ["tests/integration/bot/outbox/echoes.test.ts"];

export const outbox: readonly Mutant[] = [
  {
    name: "each attempt has a transaction id of its own",
    file: deliver,
    from: "homeserver.sendEncrypted(room, item.id, encrypted)",
    to: "homeserver.sendEncrypted(room, item.id + item.attempts, encrypted)",
    tests: delivered,
  },
  {
    name: "what was said long ago is said again",
    file: deliver,
    from: "const before = await alreadySent(homeserver, room, item, now());",
    to: "const before = undefined;",
    tests: delivered,
  },
  {
    name: "who heard what is in no audit",
    file: deliver,
    from: "await tx.audit.append(disclosed(what, sent, listeners), now());",
    to: "",
    tests,
    title: "who was in the room when it was told something is in the audit",
  },
  {
    name: "no message says whom it mentions",
    file: "bot/outbox/content.ts",
    from: '"m.mentions": mentions === undefined ? {} : { user_ids: mentions },',
    to: "",
    tests: ["tests/unit/bot/matrix/relation.test.ts"],
  },
  {
    name: "a message that kills is said again and again",
    file: "bot/outbox/outbox.ts",
    from: "if (item.deaths >= mostDeaths) {",
    to: "if (false) {",
    tests,
    title: "a message of which the machine dies is set aside after three deaths",
  },
  {
    name: "what leaves later leaves at once",
    file: "storage/outbox/outbox.ts",
    from: "(due_at is null or due_at <= $4)",
    to: "(true or due_at <= $4)",
    tests: ["tests/integration/storage/outbox/hit-tick.test.ts"],
    title: "the two sides of a hit leave after the next tick",
  },
  {
    name: "the two sides of a hit leave together",
    file: "storage/outbox/tick.ts",
    from: "randomInt(Math.floor((tickMs * 2) / 3) + 1)",
    to: "0",
    tests: ["tests/unit/storage/outbox/tick.test.ts"],
  },
  {
    name: "the transaction id tells which messages were written together",
    file: "storage/outbox/outbox.ts",
    from: "dueAt === undefined ? uuidv7() : unlinkedUuid(dueAt.getTime())",
    to: "uuidv7()",
    tests: ["tests/integration/storage/outbox/hit-tick.test.ts"],
    title: "the transaction id, which the homeserver sees",
  },
  {
    name: "a message hangs on nothing that was said before",
    file: "bot/outbox/chain.ts",
    from: "JSON.stringify([previous, number, text])",
    to: "JSON.stringify([number, text])",
    tests: chained,
  },
  {
    name: "a message whose end was changed seems whole",
    file: "bot/outbox/chain.ts",
    from: 'const whole = end === "" || (',
    to: "const whole = true || (",
    tests: chained,
  },
  {
    name: "another message that came back is the one that was sent",
    file: "storage/outbox/echoes.ts",
    from: '.where("event_id", "=", anyOf(events)).whereRef("expected", "=", "came")',
    to: '.where("event_id", "=", anyOf(events)).where("came", "is not", null)',
    tests: echoes,
    title: "what came back as something else is told as that",
  },
  {
    name: "what never comes back is waited for without end",
    file: "storage/outbox/echoes.ts",
    from: "then 'lost' else state end",
    to: "then 'awaited' else state end",
    tests: echoes,
    title: "only time in which sync worked since a message was sent counts",
  },
];
