import { expect, test } from "vitest";
import { operatorCommands } from "../../../../../bot/cli/operator/index.ts";
import { findCommand, noSuchCommand, usageListing } from "../../../../../bot/cli/operator/usage.ts";

test("the listing names every command with what may follow it", () => {
  const listing = usageListing(operatorCommands);
  for (const { name, usage, summary } of operatorCommands) {
    expect(listing).toContain(`npm run liaison -- ${name}${usage === "" ? "" : ` ${usage}`}\n`);
    expect(listing).toContain(summary);
  }
});

test("a command is found by all words of its name; what follows is left", () => {
  expect(findCommand(operatorCommands, ["device", "replace", "--yes"])).toMatchObject({
    command: { name: "device replace" },
    rest: ["--yes"],
  });
  expect(findCommand(operatorCommands, ["login"])).toMatchObject({ command: { name: "login" }, rest: [] });
  for (const words of [["device"], ["loginn"], ["doctors"], []]) expect(findCommand(operatorCommands, words)).toBeUndefined();
});

test.each([
  [["docto"], "the nearest is doctor."],
  [["device"], "the nearest is device replace."],
  [["device", "replcae"], "the nearest is device replace."],
  [["logon", "@a:b"], "the nearest is login."],
  [["entirely", "else"], "There is no such command."],
])("%j: %s", (words, says) => {
  expect(noSuchCommand(operatorCommands, words)).toContain(says);
});
