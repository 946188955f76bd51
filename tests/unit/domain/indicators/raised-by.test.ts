import { expect, test } from "vitest";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import { raisersUndone } from "#domain/indicators/raised-by.ts";
import { type UserId, userId } from "#domain/primitives/ids.ts";

const user = (name: string): UserId => {
  const found = userId(`@${name}:one.example`);
  if (found === undefined) throw new Error("not a user id");
  return found;
};
type Step = readonly [string, Partial<Codes>];
/** Who else than anna, its provider, is undone by the last step, which she has yet to take. */
function undone(...steps: readonly Step[]): string {
  let codes: Codes = caseDefaults;
  const history = steps.map(([by, change]) => {
    const { only: _only, ...rest } = codes;
    const was = codes;
    codes = "only" in change ? { ...rest, ...change } : { ...codes, ...change };
    return { at: new Date(0), by: user(by), was: { codes: was }, now: { codes } };
  });
  const last = history.at(-1);
  if (last === undefined) throw new Error("no step");
  const names = raisersUndone(history.slice(0, -1), user("anna"), last.was.codes, last.now.codes);
  return names.map((one) => one.slice(1, one.indexOf(":"))).join(" ");
}
const red = { tlp: "red" } as const;
const strict = { tlp: "amber+strict" } as const;
const amber = { tlp: "amber" } as const;

test.each<[string, readonly Step[], string]>([
  [
    "what she has raised herself is hers",
    [
      ["anna", red],
      ["anna", amber],
    ],
    "",
  ],
  [
    "what a lead has raised is the lead's",
    [
      ["lead", red],
      ["anna", amber],
    ],
    "lead",
  ],
  [
    "a part of it as well",
    [
      ["lead", red],
      ["anna", strict],
    ],
    "lead",
  ],
  [
    "below what it was before, too",
    [
      ["lead", strict],
      ["anna", { tlp: "green" }],
    ],
    "lead",
  ],
  [
    "another code is not",
    [
      ["lead", red],
      ["anna", { share: "open" }],
    ],
    "",
  ],
  [
    "raised by two, both",
    [
      ["lead", strict],
      ["bruno", red],
      ["anna", amber],
    ],
    "lead bruno",
  ],
  [
    "raised by two, the second alone",
    [
      ["lead", strict],
      ["bruno", red],
      ["anna", strict],
    ],
    "bruno",
  ],
  [
    "raised further by herself, the lead's part stays the lead's",
    [
      ["lead", strict],
      ["anna", red],
      ["anna", strict],
    ],
    "",
  ],
  [
    "and is asked about below that",
    [
      ["lead", strict],
      ["anna", red],
      ["anna", amber],
    ],
    "lead",
  ],
  [
    "what is gone is not undone once more",
    [
      ["lead", red],
      ["anna", amber],
      ["anna", { tlp: "green" }],
    ],
    "",
  ],
  [
    "what is left of it is",
    [
      ["lead", red],
      ["anna", strict],
      ["anna", amber],
    ],
    "lead",
  ],
  [
    "what came again by herself is hers",
    [
      ["lead", red],
      ["anna", amber],
      ["anna", red],
      ["anna", amber],
    ],
    "",
  ],
  [
    "a handling code, each its own",
    [
      ["lead", { handling: ["H1", "H2"] }],
      ["bruno", { handling: ["H1", "H2", "H3"] }],
      ["anna", { handling: ["H1", "H2"] }],
    ],
    "bruno",
  ],
  [
    "and the other one",
    [
      ["lead", { handling: ["H1", "H2"] }],
      ["bruno", { handling: ["H1", "H2", "H3"] }],
      ["anna", { handling: ["H1", "H3"] }],
    ],
    "lead",
  ],
  [
    "countries",
    [
      ["lead", { only: ["NL"] }],
      ["anna", { only: ["FR", "NL"] }],
    ],
    "lead",
  ],
  [
    "countries that were let in before",
    [
      ["anna", { only: ["FR", "NL"] }],
      ["lead", { only: ["NL"] }],
      ["anna", {}],
      ["anna", { only: undefined as never }],
    ],
    "lead",
  ],
  [
    "a victim",
    [
      ["lead", { category: "victim", share: "silent" }],
      ["anna", { category: "suspect", share: "silent" }],
    ],
    "lead",
  ],
  [
    "no victim any more already",
    [
      ["lead", { category: "victim", share: "silent" }],
      ["anna", { category: "suspect", share: "hit" }],
      ["anna", { share: "open" }],
    ],
    "",
  ],
])("%s", (_what, steps, expected) => {
  expect(undone(...steps)).toBe(expected);
});
