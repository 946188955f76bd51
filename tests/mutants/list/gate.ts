import type { Mutant } from "../define.ts";

const room = "bot/gate/room-gate.ts";
const own = "bot/gate/private-gate.ts";
const tests = ["tests/unit/bot/gate/room-gate.test.ts"];
const lists = ["tests/unit/bot/gate/found.test.ts"];
const alone = ["tests/unit/bot/gate/private-gate.test.ts"];

export const gate: readonly Mutant[] = [
  { name: "a room that is not safe hears", file: room, from: "if (!room.safe || listeners", to: "if (listeners", tests },
  {
    name: "a stranger counts as of the case",
    file: room,
    from: "const stranger = listeners.find((one) => !one.ofCase);",
    to: "const stranger = listeners.find(() => false);",
    tests,
  },
  {
    name: "a hit is told while a stranger listens",
    file: room,
    from: '(stranger !== undefined && hears !== "anybody")',
    to: '(stranger !== undefined && hears !== "anybody" && hears !== "hit")',
    tests,
  },
  {
    name: "one coordinator is enough for a coordination room to hear",
    file: room,
    from: "listeners.some((one) => !one.coordinator)",
    to: "listeners.every((one) => !one.coordinator)",
    tests,
  },
  {
    name: "a line of a list is said if one of those present may hear it",
    file: room,
    from: "listeners.every((one) => mayHear(one, codes, at, listeners))",
    to: "listeners.some((one) => mayHear(one, codes, at, listeners))",
    tests,
  },
  {
    name: "who may not hear a label is overlooked",
    file: room,
    from: "listeners.find((one) => !mayHear(one, notice.codes, logged, listeners))",
    to: "undefined",
    tests,
  },
  {
    name: "what is for one pair of eyes is said in a room of several",
    file: room,
    from: ' || policyOf(notice).hears === "secret")',
    to: ")",
    tests: alone,
  },
  {
    name: "a list of one case says the lines of others",
    file: room,
    from: "(line.case ?? room.case) === room.case && all(",
    to: "all(",
    tests: alone,
  },
  {
    name: "coordinators hear the content of cases",
    file: room,
    from: "officers.find((one) => !mayHear(one, notice.codes, logged, []))",
    to: "undefined",
    tests,
  },
  {
    name: "an officer's own room hears whatever there is",
    file: own,
    from: "return mayHear(one, codes, logged, listeners);",
    to: "return true;",
    tests: [...alone, ...lists],
  },
  {
    name: "who left a case still hears of it alone",
    file: own,
    from: "const { ofCase, listeners } = standing ?? { ofCase: false, listeners: [] };",
    to: "const { ofCase, listeners } = { ofCase: true, listeners: standing?.listeners ?? [] };",
    tests: [...alone, ...lists],
  },
  {
    name: "a stranger learns the numbers of what was logged",
    file: room,
    from: "refs: amongMembers ? refsLogged(notice) : []",
    to: "refs: refsLogged(notice)",
    tests: alone,
  },
  {
    name: "a coordinator belongs in every case's room",
    file: "bot/gate/authorize.ts",
    from: 'room.kind === "case" ? ofCase : coordinator',
    to: "ofCase || coordinator",
    tests: ["tests/integration/bot/gate/ghost.test.ts"],
  },
];
