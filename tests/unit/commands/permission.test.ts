import { expect, test } from "vitest";
import { levels } from "#domain/primitives/level.ts";
import { render } from "../../../bot/views/index.ts";
import type { Command } from "../../../commands/framework/define.ts";
import { commands } from "../../../commands/index.ts";
import type { Place } from "../../../storage/index.ts";
import { anna, below, inCase, inCoordination, world } from "../../support/stores.ts";

const placeOf = ({ where }: Command): Place => {
  if (where === "coordination") return inCoordination;
  return where === "private" ? { where, officer: anna } : inCase();
};
const table = commands.flatMap((command) => levels.map((level) => ({ command, level, name: command.name })));

test.each(table)("$name as $level", async ({ command, level }) => {
  const outcome = await world(level).reach(`/${command.examples[0]}`, placeOf(command));
  const permitted = levels.indexOf(level) >= levels.indexOf(command.permission);
  const refusal = { type: "fault", fault: { code: "not-permitted", command: command.name, needs: command.permission } };
  if (permitted) expect(outcome === "store" ? {} : outcome?.answer).not.toMatchObject({ fault: { code: "not-permitted" } });
  else expect(outcome).toMatchObject({ outcome: "refused", answer: refusal, messages: [] });
});

test.each(commands.map((command) => ({ command, name: command.name })))("one level too low is refused: $name", async ({ command }) => {
  const w = world(below(command.permission));
  const before = structuredClone(w.rows);
  const outcome = await w.send(`/${command.examples[0]}`, placeOf(command));
  expect(outcome).toMatchObject({ outcome: "refused", answer: { type: "fault", fault: { code: "not-permitted" } } });
  expect(w.rows).toEqual(before);
});

test.each([
  "/ioc add a.example",
  "/ioc",
  "/ioc help",
  "/ioc ad x",
  "/oic add x",
  "!help",
  "/officer list",
  "/case open x lead:y",
  "/ioc add tpl:red",
])("who is not on the roster learns nothing from %s", async (typed) => {
  const outcome = await world("stranger").send(typed);
  const text = outcome ? render(outcome.answer, { prefix: outcome.prefix }).text : "";
  expect(text).toMatch(/^Nothing was done\. Not permitted: [/!][a-z ]+ needs the role [a-z]+\.$/u);
});

test("the sentence", async () => {
  const outcome = await world("read").send("/ioc add a.example");
  expect(outcome && render(outcome.answer, { prefix: "/" }).text).toBe(
    "Nothing was logged. Not permitted: /ioc add needs the role contribute.",
  );
});
