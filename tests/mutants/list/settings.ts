import type { Mutant } from "../define.ts";

const encrypt = "bot/encryption/encrypt.ts";
const machine = "bot/encryption/machine.ts";
const tests = ["tests/unit/bot/encryption/encrypt.test.ts"];
const keys = ["tests/unit/bot/encryption/machine.test.ts"];

export const settings: readonly Mutant[] = [
  {
    name: "keys are passed on to who asks",
    file: machine,
    from: "machine.roomKeyForwardingEnabled = false;",
    to: "machine.roomKeyForwardingEnabled = true;",
    tests: keys,
  },
  {
    name: "keys are asked of others",
    file: machine,
    from: "machine.roomKeyRequestsEnabled = false;",
    to: "machine.roomKeyRequestsEnabled = true;",
    tests: keys,
  },
  { name: "a session lasts for more than a hundred messages", file: encrypt, from: "used.messages >= mostMessages || ", to: "", tests },
  { name: "a session lasts for more than a week", file: encrypt, from: " || Date.now() - used.since > longestMs)", to: ")", tests },
  {
    name: "who is invited later is given the keys from before",
    file: "bot/encryption/identity/trust.ts",
    from: "settings.historyVisibility = HistoryVisibility.Joined;",
    to: "settings.historyVisibility = HistoryVisibility.Shared;",
    tests,
  },
  {
    name: "an old session goes on after a start",
    file: "bot/encryption/store/durable-store.ts",
    from: "loaded.records.filter((record) => record.store !== discarded && !isOver(record)),",
    to: "loaded.records.filter((record) => !isOver(record)),",
    tests: ["tests/unit/bot/encryption/store/durable-store.test.ts"],
  },
];
