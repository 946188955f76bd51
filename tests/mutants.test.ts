import { existsSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { describe, expect, test } from "vitest";
import { type Mutant, mutated } from "./mutants/define.ts";
import { mutants, type Subject } from "./mutants/index.ts";
import { verdict } from "./mutants/trial.ts";
import { read } from "./support/house-rules.ts";

const protective: readonly Subject[] = [
  "gate",
  "judge",
  "clearance",
  "dispatch",
  "confirmation",
  "trust",
  "outbox",
  "replay",
  "lease",
  "sealing",
];

/** Why it is no mutant, if it is none: whoever changes such a line says here what its mistake is now. */
function fault(mutant: Mutant): string | undefined {
  if (!existsSync(mutant.file)) return "no such file";
  const broken = mutated(read(mutant.file), mutant);
  if (broken === undefined) return "its text does not stand exactly once in its file";
  if (mutant.from === mutant.to) return "it changes nothing";
  try {
    stripTypeScriptTypes(broken);
  } catch {
    return "what it makes is no program";
  }
  if (mutant.tests.length === 0 || !mutant.tests.every((path) => existsSync(path))) return "a test is missing";
  const { title } = mutant;
  return title === undefined || mutant.tests.some((path) => read(path).includes(title)) ? undefined : "no test has this title";
}

describe("a mutant (npm run test:mutants)", () => {
  test.each(mutants.map((mutant) => [`${mutant.subject}: ${mutant.name}`, mutant] as const))("%s", (_name, mutant) => {
    expect(fault(mutant)).toBeUndefined();
  });

  test("is one of at least sixty, three for each subject, with a name of its own", () => {
    expect(mutants.length).toBeGreaterThanOrEqual(60);
    const of = Map.groupBy(mutants, ({ subject }) => subject);
    expect(protective.filter((subject) => !of.has(subject))).toEqual([]);
    expect([...of].filter(([, held]) => held.length < 3).map(([subject]) => subject)).toEqual([]);
    expect(new Set(mutants.map(({ subject, name }) => `${subject} ${name}`)).size).toBe(mutants.length);
  });

  test("that is none is seen", () => {
    const good: Mutant = {
      name: "x",
      file: "bot/gate/label.ts",
      from: "export const label",
      to: "const label",
      tests: ["tests/mutants.test.ts"],
    };
    expect(fault(good)).toBeUndefined();
    const bad: readonly Partial<Mutant>[] = [
      { file: "bot/gate/gone.ts" },
      { from: "codes" },
      { from: "not there" },
      { to: "export const label" },
      { to: "const const label" },
      { tests: [] },
      { tests: ["tests/gone.test.ts"] },
      { title: ["a title", "of no test"].join(" ") },
    ];
    expect(bad.map((change) => fault({ ...good, ...change })).filter((why) => why === undefined)).toEqual([]);
  });
});

describe("a mutant is noticed", () => {
  const ran = (status: string, message?: string) => ({
    fullName: "a test",
    status,
    failureMessages: message === undefined ? [] : [message],
  });
  const file = (status: string, ...assertionResults: ReturnType<typeof ran>[]) => ({ testResults: [{ status, assertionResults }] });
  test("by a test that fails, and survives where all pass", () => {
    expect(verdict(file("failed", ran("passed"), ran("failed", "AssertionError: expected 1\n at x")), 1)).toEqual({
      how: "red",
      test: "a test",
      why: "AssertionError: expected 1",
    });
    expect(verdict(file("passed", ran("passed")), 0)).toEqual({ how: "green" });
  });
  test("never by what does not run: a file that cannot be loaded, a hook, a mistake of the list, no test at all", () => {
    const all = [
      verdict({ testResults: [{ status: "failed", message: "cannot load", assertionResults: [] }] }, 1),
      verdict(file("failed", ran("pending")), 1),
      verdict(file("failed", ran("failed", "ReferenceError: x is not defined")), 1),
      verdict(file("passed", ran("pending")), 0),
      verdict(file("passed"), 0),
      verdict(file("passed", ran("passed")), 1),
    ];
    expect(all.map(({ how }) => how)).toEqual(all.map(() => "broken"));
  });
});
