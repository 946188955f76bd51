import { expect, test } from "vitest";
import { render } from "../../../../bot/views/index.ts";
import { tokenize } from "../../../../commands/framework/line/tokenize.ts";
import { readArgs } from "../../../../commands/framework/parse.ts";
import { commands } from "../../../../commands/index.ts";
import { world } from "../../../support/stores.ts";

const now = new Date("2026-11-24T10:00:00Z");

/** What `/task add …` or another command reads of its options and words, or its fault. */
function read(line: string) {
  const command = commands.find(({ name }) => line.startsWith(`${name} `));
  if (!command) throw new Error(`no such command: ${line}`);
  return readArgs(command.args, tokenize(line, 0), command.name.split(" ").length, now);
}

test.each([
  ["task add x due:2027-10-31 02:30+02:00", "2027-10-31 02:30+02:00"],
  ["task add x due:2027-10-31 02:30 +02:00", "2027-10-31 02:30 +02:00"],
  ["task add x due:2026-12-01 15:00Z", "2026-12-01 15:00Z"],
  ["task add x due:2026-12-01 15:00 UTC", "2026-12-01 15:00 UTC"],
  ["task add x due:fri 15:00+01:00", "fri 15:00+01:00"],
  ["task add due:+2d x", "+2d"],
  ['task add due:+2d "x"', "+2d"],
])("%s: the whole time belongs to the date", (line, due) => {
  expect(read(line)).toEqual({ ok: true, value: { text: "x", due } });
});

test.each([
  ["task add x due:2027-03-01 3pm", '"2027-03-01 3pm"'],
  ["task add y due:2027-03-01 15h", '"2027-03-01 15h"'],
  ["task add y due:2027-03-01 15", '"2027-03-01 15"'],
  ["task add y due:2027-03-01 15:00 CET", '"2027-03-01 15:00 CET"'],
  ["task add y due:2027-03-01T15:00 +02:00", '"2027-03-01T15:00 +02:00"'],
  ["task add check due:+2d +1h", '"+2d +1h"'],
  ["meet plan x slots:2027-03-01 10:00 3pm", '"2027-03-01 10:00 3pm"'],
])("%s: what is nearly a time never becomes part of the text", (line, typed) => {
  expect(read(line)).toMatchObject({ ok: false, fault: { code: "unreadable", typed, expected: "date" } });
});

test.each([
  ["task add check due 15:00", "due", "due:15:00"],
  ["task add check due fri 15:00", "due", "due:fri 15:00"],
  ["task add check due 2027-03-01 15:00", "due", "due:2027-03-01 15:00"],
  ["task add check due 3pm", "due", "due:3pm"],
  ["task add check for @anna due +2d", "for", "for:@anna"],
  ["meet plan x slots 2027-03-01 10:00", "slots", "slots:2027-03-01 10:00"],
  ["case open x lead @anna", "lead", "lead:@anna"],
])("%s: an option without its colon", (line, typed, suggestion) => {
  expect(read(line)).toMatchObject({ ok: false, fault: { code: "unknown-option", typed, suggestion } });
});

test.each([
  ["task add what is due for the court", "what is due for the court"],
  ["task add rent due soon", "rent due soon"],
  ["task add wait for Anna at the court due:+2d", "wait for Anna at the court"],
  ['task add due:+2d "3 servers to image"', "3 servers to image"],
  ['task add due:+2d "Ask “Bob” twice"', "Ask “Bob” twice"],
  ["task add Ask “Bob” about it due:+2d", "Ask “Bob” about it"],
])("%s: a text may hold any other word", (line, text) => {
  expect(read(line)).toMatchObject({ ok: true, value: { text } });
});

test.each([
  ["task add wait for Anna due:+2d at the court", "at the court", 'task add "wait for Anna at the court" due:+2d'],
  ["task add 3 servers due:+2d to image", "to image", 'task add "3 servers to image" due:+2d'],
  ['task add "Preserve" the image for:FR', "the image", 'task add "Preserve the image" for:FR'],
  ['task add for:FR "Ask “Bob”" twice', "twice", 'task add "Ask “Bob” twice" for:FR'],
  ["task add one\ntwo", "two", 'task add "one two"'],
])("%s: a text in two pieces is no text, since one of them may be left over by something else", (line, typed, suggestion) => {
  expect(read(line)).toMatchObject({ ok: false, fault: { code: "left-over", typed, suggestion } });
});

test.each([
  ['/case open "unclosed lead:@anna', '"unclosed'],
  ["/task add “one thing due:+2d", "“one"],
  ['/task add x for:"Anna due:+2d', 'for:"Anna'],
])("%s: a quotation mark that nothing closes is refused", async (typed, at) => {
  const where = typed.startsWith("/case") ? ({ where: "coordination" } as const) : undefined;
  const outcome = await world("coordinator").send(typed, where);
  const text = (outcome && render(outcome.answer, { prefix: "/" }).text.split("\n")) ?? [];
  expect(text[0]).toBe("Nothing was saved. A quotation mark is not closed.");
  const [line = "", caret = ""] = text.slice(-2);
  expect(line.slice(caret.indexOf("^"))).toContain(at);
});

test("what was seen lies behind", async () => {
  for (const seen of ["2100-01-01", "+3d"])
    expect((await world().send(`/ioc add a.example seen:${seen}`))?.answer).toMatchObject({
      nothing: "logged",
      fault: { code: "in-future" },
    });
  expect((await world().send("/ioc list since:+3d"))?.answer).toMatchObject({ fault: { code: "in-future" } });
  const outcome = await world().send("/ioc add a.example seen:yesterday");
  expect(outcome && render(outcome.answer, { prefix: "/" }).text).toContain('"yesterday" is not a date. Write 2026-03-02 15:00 or -3d.');
});

test.each(["/ok help", "/no help", "/enrich help"])("%s explains the command itself", async (typed) => {
  const outcome = await world().send(typed);
  expect(outcome && render(outcome.answer, { prefix: "/" }).text).toMatch(new RegExp(`^${typed.split(" ")[0]} <`, "u"));
});

test("of several slots the one is named whose time clocks skip", async () => {
  const { slotTimes } = await import("#domain/meetings/slots.ts");
  expect(slotTimes(["2027-10-30 10:00", "2027-03-28 02:30"], "Europe/Paris", now)).toEqual({
    ok: false,
    fault: { code: "skipped-time", choices: ["01:30", "03:30"], typed: "2027-03-28 02:30" },
  });
});
