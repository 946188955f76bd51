import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complete } from "../../../../bot/terminal/complete.ts";
import { commands } from "../../../../commands/index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "liaison-complete-"));
  mkdirSync(join(folder, "reports"));
  for (const file of ["list.csv", "reports/one.txt", ".hidden"]) writeFileSync(join(folder, file), "");
});
afterAll(() => rmSync(folder, { recursive: true }));
const at = (line: string) =>
  complete(line, { commands, rooms: ["Coordination", "C-2026-0001 blue heron"], members: ["@anna:x.org", "@liaison:x.org"], folder });

describe("completion", () => {
  test("of a command's noun, with any prefix", () => {
    expect(at("/io")).toEqual([["/ioc "], "/io"]);
    expect(at("//of")).toEqual([["//officer "], "//of"]);
    expect(at("!CA")).toEqual([["!case "], "!CA"]);
  });
  test("of its verb and of its options", () => {
    expect(at("/ioc ad")).toEqual([["add "], "ad"]);
    expect(at("/hit ")[0]).toEqual(expect.arrayContaining(["list ", "show "]));
    expect(at("/ioc add 192.0.2.1 tl")).toEqual([["tlp:"], "tl"]);
    expect(at("/nonsense a")).toEqual([[], "a"]);
  });
  test("of people, rooms and the terminal's own words", () => {
    expect(at("thanks @an")).toEqual([["@anna:x.org"], "@an"]);
    expect(at("/case open x lead:@an")).toEqual([["@anna:x.org"], "@an"]);
    expect(at(":room c-")).toEqual([["C-2026-0001 blue heron"], "c-"]);
    expect(at(":sa")).toEqual([[":save "], ":sa"]);
  });
  test("of paths", () => {
    expect(at(":send l")).toEqual([["list.csv"], "l"]);
    expect(at(":send rep")).toEqual([["reports/"], "rep"]);
    expect(at(":save 3 reports/")).toEqual([["reports/one.txt"], "reports/"]);
    expect(at(`:send ${folder}/l`)).toEqual([[`${folder}/list.csv`], `${folder}/l`]);
    expect(at(":send nowhere/x")).toEqual([[], "nowhere/x"]);
    expect(at(":send ")[0]).toEqual(["list.csv", "reports/"]);
  });
  test("of a caption like any command", () => {
    expect(at(":send list.csv /ioc im")).toEqual([["import "], "im"]);
    expect(at(':send "list.csv" !io')).toEqual([["!ioc "], "!io"]);
  });
  test("of plain words there is none", () => {
    expect(at("hello")).toEqual([[], "hello"]);
  });
});
