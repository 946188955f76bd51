import type { Mutant } from "../define.ts";

const chain = ["tests/integration/storage/outbox/chain.test.ts"];
const echoes = ["tests/integration/bot/outbox/echoes.test.ts"];
const order = ["tests/unit/bot/terminal/session/order.test.ts"];
const turns = ["tests/unit/bot/outbox/turns.test.ts"];

/** What is said: its number, whether it comes back, who goes first. */
export const said: readonly Mutant[] = [
  {
    name: "a repeat takes another number",
    file: "storage/outbox/chain.ts",
    from: "if (before === undefined) send(keep(",
    to: "if (before !== undefined) send(keep(",
    tests: chain,
  },
  {
    name: "a number that may have arrived is given back",
    file: "storage/outbox/chain.ts",
    from: '.where("o.attempts", "=", 1)',
    to: "",
    tests: chain,
  },
  {
    name: "the link hangs on nothing before",
    file: "bot/outbox/chain.ts",
    from: "JSON.stringify([previous, number, text])",
    to: "JSON.stringify([number, text])",
    tests: ["tests/unit/bot/outbox/chain.test.ts"],
  },
  {
    name: "one missing message is no news",
    file: "bot/terminal/session/order.ts",
    from: "if (skipped > passed)",
    to: "if (skipped > passed + 1)",
    tests: order,
  },
  {
    name: "a message that names another before it is as it should be",
    file: "bot/terminal/session/order.ts",
    from: "skipped === 0 && said.previous !== link",
    to: "false",
    tests: order,
  },
  {
    name: "what came back as another message is believed",
    file: "storage/outbox/echoes.ts",
    from: '.whereRef("expected", "=", "came")',
    to: "",
    tests: echoes,
  },
  {
    name: "the room that may hear nothing is told that it hears nothing",
    file: "bot/outbox/tell-lost.ts",
    from: 'kind === "coordination" && roomId !== room.roomId',
    to: 'kind === "coordination"',
    tests: echoes,
  },
  {
    name: "of a lost alarm there is an alarm",
    file: "bot/outbox/tell-lost.ts",
    from: "if (!one.quiet) await tell",
    to: "await tell",
    tests: echoes,
  },
  {
    name: "what ends us is read for ever",
    file: "bot/outbox/echoes.ts",
    from: 'attempts > mostAttempts ? "unreadable" : await',
    to: "await",
    tests: echoes,
  },
  {
    name: "answers go before what rings",
    file: "bot/outbox/turns.ts",
    from: "ringing.shift() ?? others.shift()",
    to: "others.shift() ?? ringing.shift()",
    tests: turns,
  },
  {
    name: "who floods goes first",
    file: "bot/inbox/inbox.ts",
    from: "tx.inbox.take(room, deps.quotas?.closed(now()))",
    to: "tx.inbox.take(room)",
    tests: ["tests/integration/bot/inbox/flood.test.ts"],
  },
  {
    name: "all invitations of an officer are kept",
    file: "storage/rooms/invitations.ts",
    from: "of.slice(-mostOfOne)",
    to: "of",
    tests: ["tests/integration/bot/sync/invitations.test.ts"],
  },
];
