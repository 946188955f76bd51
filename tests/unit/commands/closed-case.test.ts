import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { render } from "../../../bot/views/index.ts";
import type { Command, Effect } from "../../../commands/framework/define.ts";
import { commands } from "../../../commands/index.ts";
import { inCase, inCoordination, world } from "../../support/stores.ts";

const closed = inCase(caseDefaults, "closed");
const inRoom = commands.filter(({ where }) => where === "case" || where === "anywhere");
const reach = ({ examples, permission }: Command, place = closed) =>
  world(permission === "coordinator" ? "coordinator" : "lead").reach(`/${examples[0]}`, place);
const named = (some: readonly Command[]) => some.map((command) => ({ command, name: command.name }));

test.each(named(inRoom.filter(({ effect }) => effect === "reads")))("$name reads: it runs in a closed case", async ({ command }) => {
  const outcome = await reach(command);
  expect(outcome).not.toMatchObject({ answer: { fault: { code: "case-closed" } } });
  expect(outcome).toEqual(await reach(command, inCase()));
});

test.each(named(inRoom.filter(({ effect }) => effect !== "reads")))("$name does not run in a closed case", async ({ command }) => {
  const outcome = await reach(command);
  expect(outcome).toMatchObject({ outcome: "refused", answer: { fault: { code: "case-closed" } }, messages: [] });
  if (outcome === undefined || outcome === "store") throw new Error("it ran");
  expect(render(outcome.answer, { prefix: "/" }).text).toMatch(/^Nothing was \w+\. This case is closed\.$/u);
  // it is the state of the case that stops it
  expect(await reach(command, inCase())).not.toMatchObject({ answer: { fault: { code: "case-closed" } } });
});

/** Nothing that writes may pass for reading: these names are read by a person when one is added. */
test("what reads", () => {
  expect(commands.filter(({ effect }) => effect === "reads").map(({ name }) => name)).toEqual([
    "ioc list",
    "ioc show",
    "ioc find",
    "export list",
    "enrich jobs",
    "hit list",
    "hit show",
    "task list",
    "task mine",
    "meet list",
    "meet show",
    "alert list",
    "alert source list",
    "case info",
    "case members",
    "case list",
    "officer list",
    "bot status",
    "bot help",
    "bot version",
    "bot why",
  ]);
});

const sentences: Readonly<Record<Effect, string>> = { reads: "done", logs: "logged", saves: "saved", sends: "sent" };
test.each(named(commands.filter(({ where }) => where !== "anywhere")))("what a failure of $name says", async ({ command }) => {
  const outcome = await world("coordinator").send(`/${command.examples[0]}`, command.where === "case" ? inCoordination : inCase());
  expect(outcome?.answer).toMatchObject({
    fault: { code: "wrong-room" },
    // a file is imported before its values are logged
    nothing: command.name === "ioc import" ? "imported" : sentences[command.effect],
  });
});
