import { describe, expect, test } from "vitest";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../../../commands/framework/define.ts";
import { isKey } from "../../../commands/framework/line/keys.ts";
import { tokenize } from "../../../commands/framework/line/tokenize.ts";
import { readArgs } from "../../../commands/framework/parse.ts";
import { commands } from "../../../commands/index.ts";
import { planned } from "../../../commands/planned.ts";
import { anna, inCase, inCoordination, now, world } from "../../support/stores.ts";

/** Words of Element's own slash commands. */
const taken = new Set(
  "op whois query verify invite topic view help msg me join part goto leave nick kick ban remove devtools plain html".split(" "),
);

describe.each(commands.map((command) => ({ command, name: command.name })))("$name", ({ command }) => {
  test("its noun is free, its options are in the grammar", () => {
    expect(taken.has(command.name.split(" ")[0] ?? "")).toBe(false);
    for (const [key, arg] of Object.entries(command.args)) if (arg.form === "named") expect(isKey(key), key).toBe(true);
  });
  test.each(command.examples.filter((example) => example.startsWith(command.name)))("%s parses", (example) => {
    expect(readArgs(command.args, tokenize(example, 0), command.name.split(" ").length, now)).toMatchObject({ ok: true });
  });
  test("every example is a command", async () => {
    for (const example of command.examples) {
      const places = [inCase(), inCoordination, { where: "private", officer: anna } as const];
      const outcomes = await Promise.all(places.map((place) => world("coordinator").reach(`/${example}`, place)));
      const codes = outcomes.map((outcome) => {
        if (outcome === "store" || outcome === undefined) return outcome;
        return outcome.answer.type === "fault" ? outcome.answer.fault.code : outcome.outcome;
      });
      expect(
        codes.some(
          (code) =>
            code !== undefined &&
            [
              "store",
              "done",
              "no-such",
              "no-case",
              "not-member",
              "not-on-roster",
              "not-in-case",
              "no-hooks",
              "no-source",
              "no-file",
              "already",
              "no-identity",
            ].includes(code),
        ),
        `${example}: ${codes.join()}`,
      ).toBe(true);
    }
  });
  test("its other verbs are no verbs of the noun", () => {
    const noun = command.name.split(" ")[0];
    for (const verb of command.suggestFor ?? []) expect(commands.map(({ name }) => name)).not.toContain(`${noun} ${verb}`);
  });
});

test("names are unique", () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
});

test("every noun alone means a command", () => {
  for (const noun of new Set(commands.map(({ name }) => name.split(" ")[0])))
    expect(commands.filter(({ name, nounDefault: bare }) => name === noun || (name.startsWith(`${noun} `) && bare))).not.toEqual([]);
});

const facts = { summary: "", effect: "reads", examples: ["spy it"] } as const;

test("a handler gets what it asked for and nothing else", async () => {
  let seen: readonly string[] = [];
  const spy = defineCommand({
    ...facts,
    name: "spy it",
    where: "case",
    permission: "read",
    args: {},
    needs: ["hits"],
    async run(call) {
      seen = Object.keys(call).toSorted();
      return ok({ answer: { type: "version", version: "1" } });
    },
  });
  await world().send("/spy it", inCase(), anna, [spy]);
  expect(seen).toEqual(["args", "caller", "here", "hits", "now", "origin"]);
});

test("a fault after a write leaves nothing behind", async () => {
  const w = world();
  const late = defineCommand({
    ...facts,
    name: "spy it",
    where: "case",
    permission: "read",
    args: {},
    needs: ["roster"],
    async run({ roster }) {
      await roster.save({ userId: anna, country: "ZZ" });
      return { ok: false, fault: { code: "no-such", noun: "hit" } };
    },
  });
  expect((await w.send("/spy it", inCase(), anna, [late]))?.outcome).toBe("refused");
  expect(w.rows.officers.map(({ country }) => country)).not.toContain("ZZ");
});

test("what is planned does not exist yet", () => {
  const names = Object.entries(planned).flatMap(([noun, verbs]) => verbs.map((verb) => `${noun} ${verb}`));
  expect(names.filter((name) => commands.some((command) => command.name === name))).toEqual([]);
});
