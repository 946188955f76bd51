import { describe, expect, test } from "vitest";
import { type Understood, understand } from "../../../../commands/framework/understand.ts";
import { commands } from "../../../../commands/index.ts";
import type { Place } from "../../../../storage/index.ts";
import { bot, now } from "../../../support/stores.ts";

const rooms: readonly Place["where"][] = ["case", "coordination", "private"];
const read = (text: string) => understand(commands, text, bot, now);
/** The command that it means in each kind of room, or what else it is. */
function meanings(understood: Understood | undefined): readonly string[] {
  return rooms.map((where) => {
    const found = understood?.in(where);
    return found?.to === "command" ? found.command.name : (found?.to ?? "talk");
  });
}

describe("a message is read once, and means by its room", () => {
  test.each([
    ["/ioc add evil.example", ["ioc add", "ioc add", "ioc add"]],
    ["/case", ["case info", "case list", "case info"]],
    ["/case tlp:red", ["case info", "case list", "case info"]],
    ["/task", ["task list", "task mine", "task mine"]],
    ["/help", ["bot help", "bot help", "bot help"]],
    ["/help ioc", ["help", "help", "help"]],
    ["/help weather", ["talk", "talk", "talk"]],
    ["/ioc frobnicate", ["fault", "fault", "fault"]],
    ["/oic add evil.example", ["fault", "fault", "fault"]],
    // elsewhere the answer says where it is to be typed
    ["ok K7Q4", ["ok", "ok", "ok"]],
    [" No k7q4!", ["no", "no", "no"]],
    ["okay K7Q4 thanks", ["talk", "talk", "ok"]],
    ["K7Q4", ["talk", "talk", "ok"]],
    ["ok K1Q4", ["talk", "talk", "ok"]],
    ["! ioc list", ["ioc list", "ioc list", "ioc list"]],
    ["！　ioc list", ["ioc list", "ioc list", "ioc list"]],
    ["/ ioc frobnicate x", ["talk", "talk", "talk"]],
    ["! no way", ["talk", "talk", "talk"]],
    ["\u200e/\u200bioc\u00a0li\u200bst", ["ioc list", "ioc list", "ioc list"]],
    ["／ｉｏｃ　ａｄｄ evil.example", ["ioc add", "ioc add", "ioc add"]],
    ["/ok K7Q4", ["ok", "ok", "ok"]],
    ["Liaison: ok K7Q4", ["ok", "ok", "ok"]],
    ["ok, see you at 7", ["talk", "talk", "talk"]],
    ["/weather", ["talk", "talk", "talk"]],
  ])("%s", (text, meant) => {
    expect(meanings(read(text))).toEqual(meant);
  });

  test("what is talk everywhere is not understood at all", () => {
    expect(["hello", "ok then", "/weather", "/help weather"].map(read)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test("of an overlong one only the head is read", () => {
    const long = read(`/ioc add ${"a.example ".repeat(7_000)}`);
    expect(long).toMatchObject({ long: true, prefix: "/" });
    expect(long?.tokens.first.length).toBeLessThan(120);
    expect(read(`/ioc add ${"a.example ".repeat(6_000)}`)).toMatchObject({ long: false });
  });
});
