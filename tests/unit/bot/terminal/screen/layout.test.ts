import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roomId, userId } from "#domain/primitives/ids.ts";
import type { Numbered } from "../../../../../bot/terminal/screen/chat.ts";
import { clock, layOut, type Page } from "../../../../../bot/terminal/screen/layout.ts";
import { styleFor } from "../../../../../bot/terminal/screen/style.ts";
import { widthOf } from "../../../../../bot/terminal/screen/width.ts";

const user = (text: string) => {
  const id = userId(text);
  if (id === undefined) throw new Error("no user id");
  return id;
};
const me = user("@anna:x.org");
const at = new Date(2026, 10, 23, 14, 3).getTime();
const message = (part: Partial<Numbered>): Numbered => ({
  room: roomId("!r"),
  eventId: "$1",
  sender: user("@liaison:x.org"),
  at,
  sentHere: false,
  kind: "text",
  text: "",
  calls: false,
  number: 12,
  ...part,
});
const plain = styleFor({ NO_COLOR: "1" });
const page = (part: Partial<Page> = {}): Page => ({ columns: 80, style: plain, me, ...part });

describe("a message on the screen", () => {
  test("has its number, the time, who said it and the text", () => {
    expect(layOut(message({ text: "IOC-1 logged" }), page())).toEqual([" 12 14:03 liaison  IOC-1 logged"]);
    expect(clock(at)).toBe("14:03");
  });
  test("is wrapped below its own text", () => {
    const lines = layOut(message({ text: `${"word ".repeat(20)}\nnext` }), page());
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^ {19}word/u);
    expect(lines[2]).toBe(`${" ".repeat(19)}next`);
  });
  test("shows what it answers in one line, and only an arrow right below it", () => {
    const answered = message({ eventId: "$0", text: "/ioc add 192.0.2.1\nand more", number: 11 });
    expect(layOut(message({ text: "IOC-1 logged" }), page({ answered }))).toEqual([
      " 12 14:03 liaison  ↳ /ioc add 192.0.2.1",
      `${" ".repeat(19)}IOC-1 logged`,
    ]);
    expect(layOut(message({ text: "IOC-1 logged" }), page({ answered, above: answered }))).toEqual([" 12 14:03 liaison  ↳ IOC-1 logged"]);
  });
  test("from another server shows the whole id", () => {
    expect(layOut(message({ sender: user("@liaison:evil.org"), text: "hi" }), page())[0]).toContain("@liaison:evil.org  hi");
  });
  test("never obeys: name, text and what it answers are written out", () => {
    const evil = "\x1b[2J\u202e";
    const answered = message({ eventId: "$0", text: evil });
    const lines = layOut(message({ sender: user(`@a${evil}:x.org`), text: `x${evil}`, kind: "file" }), page({ answered, columns: 200 }));
    expect(lines.join("\n")).toContain("\\u{1b}[2J\\u{202e}");
    for (const character of ["\u001b", "\u202e"]) expect(lines.join("\n")).not.toContain(character);
  });
  test.each([
    ["unreadable", "its key has not come", "(not readable here: its key has not come)"],
    ["unprotected", "", "(came without encryption and is not shown: do not trust it)"],
    ["file", "list.csv", "[file] list.csv  :save 12 <path>"],
  ] as const)("%s is said so", (kind, text, shown) => {
    expect(layOut(message({ kind, text }), page())[0]).toBe(` 12 14:03 liaison  ${shown}`);
  });
  test("a file's caption stands below it", () => {
    expect(layOut(message({ kind: "file", text: "list.csv", caption: "/ioc import" }), page())[1]?.trim()).toBe("/ioc import");
  });
  test("an edit is marked", () => {
    expect(layOut(message({ text: "new", edits: "$0" }), page())[0]).toContain("(edited) new");
  });
  test("notices are dim, calls loud, all else plain; without colours nothing is marked", () => {
    const style = styleFor({ TERM: "xterm" });
    const tone = (part: Partial<Numbered>) => layOut(message({ text: "TEXT", ...part }), page({ style }))[0] ?? "";
    expect(tone({ kind: "notice" })).toContain("\u001b[2mTEXT");
    expect(tone({ calls: true })).toContain("\u001b[1;33mTEXT");
    expect(tone({})).toMatch(/\[22mTEXT$/u);
    for (const env of [{ TERM: "dumb" }, { NO_COLOR: "1" }])
      expect(layOut(message({ text: "TEXT", calls: true }), page({ style: styleFor(env) }))[0]).not.toContain("\u001b");
  });
  test("no line is wider than the terminal, whatever is said and however narrow it is", () => {
    const unit = fc.constantFrom("a", " ", "日", "🦉", "\n", "\u001b", "word ");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), fc.integer({ min: 24, max: 120 }), (text, columns) => {
        const answered = message({ eventId: "$0", text });
        for (const line of layOut(message({ text }), page({ columns, answered }))) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
