import type { Mutant } from "../define.ts";

const table = "domain/codes/table.ts";
const lowering = "domain/codes/lowering.ts";
const who = "domain/codes/who-lowers.ts";
const heard = ["tests/unit/bot/gate/room-gate.test.ts"];
const lowers = ["tests/unit/domain/codes/lowering.test.ts"];
const whose = ["tests/unit/domain/codes/who-lowers.test.ts"];
const leaves = ["tests/unit/domain/hits/disclosure.test.ts"];

export const clearance: readonly Mutant[] = [
  {
    name: "TLP:RED is heard by who came later",
    file: table,
    from: "red: ({ one, logged }) => wasThere(one, logged)",
    to: "red: ({ one }) => one.ofCase",
    tests: heard,
  },
  {
    name: "TLP:AMBER+STRICT is heard by every agency",
    file: table,
    from: " && other.agency === one.agency",
    to: "",
    tests: heard,
  },
  {
    name: "TLP:AMBER is heard by the whole roster",
    file: table,
    from: "amber: ({ one }) => one.ofCase,",
    to: "amber: ({ one }) => one.ofCase || one.onRoster === true,",
    tests: heard,
  },
  {
    name: "only: keeps nobody out",
    file: table,
    from: "if (only !== undefined && (",
    to: "if (false && (",
    tests: heard,
  },
  {
    name: "only: lets in whose country nobody knows",
    file: table,
    from: "(one.country === undefined || !only.includes(one.country))",
    to: "(one.country !== undefined && !only.includes(one.country))",
    tests: heard,
  },
  { name: "H2 binds nobody", file: table, from: "H2: true", to: "H2: false", tests: leaves },
  {
    name: "no permission is every permission",
    file: table,
    from: 'permitted?.share ?? "hit"',
    to: 'permitted?.share ?? "open"',
    tests: leaves,
  },
  {
    name: "a permission for intelligence is one for the court",
    file: table,
    from: '(purpose === "intel" && ',
    to: "(",
    tests: [...leaves, "tests/unit/domain/export/selection.test.ts"],
  },
  {
    name: "a record for certain countries discloses what it shares",
    file: "domain/hits/disclosure.ts",
    from: ' || tlp === "amber+strict" || only !== undefined;',
    to: ' || tlp === "amber+strict";',
    tests: leaves,
  },
  {
    name: "to share more is not to lower",
    file: lowering,
    from: "share: (before, after) => weaker(shares, before.share, after.share),",
    to: "share: () => false,",
    tests: lowers,
  },
  {
    name: "another country more is not to lower",
    file: lowering,
    from: "(after === undefined || after.some(",
    to: "(after === undefined && [].some(",
    tests: lowers,
  },
  {
    name: "a record of somebody else is shared more without its provider",
    file: who,
    from: ' || less.includes("share");',
    to: ";",
    tests: whose,
  },
  {
    name: "TLP:AMBER+STRICT of somebody else is lowered alone",
    file: who,
    from: 'new Set(["red", "amber+strict"])',
    to: 'new Set(["red"])',
    tests: whose,
  },
  {
    name: "who may not hear a record may lower it",
    file: who,
    from: "asker === undefined || (one.provider !== by && !hears(asker, one, officers))",
    to: "asker === undefined",
    tests: whose,
  },
  {
    name: "a contributor takes back alone what a lead has raised",
    file: who,
    from: 'if (raisers.length === 0 || asker?.role === "lead") return [by];',
    to: "return [by];",
    tests: whose,
  },
  {
    name: "who may not hear a record writes over it",
    file: "domain/indicators/who-changes.ts",
    from: "rewrites(change) ? lines.filter((line) => !hears(line, asking)) : []",
    to: "[] as readonly SetLine[]",
    tests: ["tests/unit/domain/indicators/who-changes.test.ts"],
  },
  {
    name: "a permission outlives the handling codes for which it was given",
    file: "domain/indicators/change.ts",
    from: '.includes("handling") ? undefined : permitted',
    to: '.includes("handling") ? permitted : permitted',
    tests: ["tests/unit/domain/indicators/change.test.ts"],
  },
  {
    name: "a known value keeps the weaker label of the two",
    file: "domain/codes/strictest.ts",
    from: "tlp: stricter(tlps, a.tlp, b.tlp),",
    to: "tlp: a.tlp,",
    tests: ["tests/unit/domain/codes/strictest.test.ts"],
  },
  {
    name: "whoever leads forgets what others protect",
    file: "domain/indicators/who-spills.ts",
    from: 'if (guarded.length === 0) return "free";',
    to: 'if (guarded.length >= 0) return "free";',
    tests: ["tests/unit/domain/indicators/who-spills.test.ts"],
  },
  {
    name: "a coordinator alone moves an officer to another desk",
    file: "commands/officer/add.ts",
    from: "if (of.length > 0) return ok({ show: answer, of });",
    to: "",
    tests: ["tests/integration/commands/ioc/ways-around.test.ts"],
  },
  {
    name: "a coordinator alone names a further one",
    file: "commands/officer/add.ts",
    from: "answer.named && coordinators.length > 0",
    to: "answer.named && coordinators.length < 0",
    tests: ["tests/integration/commands/ioc/ways-around.test.ts"],
  },
];
