import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { render } from "../../../../bot/views/index.ts";
import { inCase, inCoordination, world } from "../../../support/stores.ts";

/** Every row of the design's table of errors that is due, and what it does not say but means. */
const rows: readonly (readonly [typed: string, answer: string])[] = [
  ["/ioc ad 1.2.3.4", 'Nothing was logged. Unknown verb "ad". Did you mean: /ioc add 1[.]2[.]3[.]4'],
  ["!ioc ad 1.2.3.4", 'Nothing was logged. Unknown verb "ad". Did you mean: !ioc add 1[.]2[.]3[.]4'],
  ["/ioc new 1.2.3.4", 'Nothing was logged. Unknown verb "new". Did you mean: /ioc add 1[.]2[.]3[.]4'],
  ["/ioc delete 12", 'Nothing was saved. Unknown verb "delete". Did you mean: /ioc withdraw 12 reason:…'],
  ["/ioc rm 12 reason:x", 'Nothing was saved. Unknown verb "rm". Did you mean: /ioc withdraw 12 reason:x'],
  ["/ioc undo", 'Nothing was saved. Unknown verb "undo". Did you mean: /ioc withdraw <ids> reason:…'],
  ["/ioc search evil.example", 'Nothing was done. Unknown verb "search". Did you mean: /ioc find evil[.]example'],
  ["/ioc 1.2.3.4", 'Nothing was logged. Unknown verb "1[.]2[.]3[.]4". Did you mean: /ioc add 1[.]2[.]3[.]4'],
  ["/ioc IOC-12", 'Nothing was done. Unknown verb "IOC-12". Did you mean: /ioc show IOC-12'],
  ["/tsk list", "Nothing was done. Did you mean: /task list"],
  ["/task lst", 'Nothing was done. Unknown verb "lst". Did you mean: /task list'],
  ["/task show 2", 'Nothing was done. Unknown verb "show". Did you mean: /task list'],
  ["/meet move 3 2026-12-03 10:00", 'Nothing was done. "meet move" is planned and not available yet.\n/meet help shows what there is.'],
  ["/meet frobnicate 3", 'Nothing was done. Unknown verb "frobnicate".\n/meet help shows what there is.'],
  ["/case adopt !room:x.example", 'Nothing was done. "case adopt" is planned and not available yet.\n/case help shows what there is.'],
  ["/case reopen C-2026-0001", 'Nothing was done. "case reopen" is planned and not available yet.\n/case help shows what there is.'],
  ["/case adpot !room:x.example", 'Nothing was done. "case adopt" is planned and not available yet.'],
  ["/case closed", 'Nothing was done. "case close" is planned and not available yet.'],
  ["/case reopne C-2026-0001", 'Nothing was done. "case reopen" is planned and not available yet.'],
  ["/hit aprove 7", 'Nothing was done. "hit approve" is planned and not available yet.'],
  ["/my day", 'Nothing was done. "my day" is planned and not available yet.'],
  ["/audit", 'Nothing was done. "audit" is planned and not available yet.'],
  ["/contact add Bob bob@bank.example", 'Nothing was done. "contact add" is planned and not available yet.'],
  ["/ioc unset 3", 'Nothing was done. Unknown verb "unset".\n/ioc help shows what there is.'],
  ["/task list done", 'Nothing was done. "done" is not expected here. Write all.'],
  [
    '/task add "Preserve\nserver image"',
    "Nothing was saved. A quotation mark is not closed on its line. A text is one line: write it on one.",
  ],
  ['/task add ""', "Nothing was saved. Missing: a task."],
  ["/case add @bruno @clara", 'Nothing was saved. Nothing more is expected at "@clara".'],
  [`/task add ${"a".repeat(501)}`, `Nothing was saved. "${"a".repeat(40)}…" is not a task of at most 500 characters`],
  ["/enrich evil.example", 'Nothing was saved. "evil[.]example" is not the number of an IOC. Write IOC-12 or 12.'],
  ["/enrich job", 'Nothing was done. Unknown verb "job". Did you mean: /enrich jobs'],
  ["/ioc frobnicate", 'Nothing was done. Unknown verb "frobnicate".\n/ioc help shows what there is.'],
  ["/case close reason:x", 'Nothing was done. "case close" is planned and not available yet.\n/case help shows what there is.'],
  ["/case @bruno", 'Nothing was saved. Unknown verb "@bruno". Did you mean: /case add @bruno'],
  ["/oic add 1.2.3.4", "Nothing was logged. Did you mean: /ioc add 1[.]2[.]3[.]4"],
  ["/ioc add 1.2.3.999", "Nothing was logged. 1[.]2[.]3[.]999 is not an IPv4 address. To keep it as text: type:text"],
  ["/case info", "Nothing was done. This works only in a case room."],
  ["/case add @bruno", "Nothing was saved. This works only in a case room."],
  ["/case open x lead:@anna", "Nothing was saved. This works only in the coordination room."],
  ["/officer add @x:y.example", "Nothing was saved. This works only in the coordination room."],
  ["/hit show 99", "Nothing was done. No such hit in this case."],
  ["/ioc show IOC-99", "Nothing was done. No such IOC in this case."],
  ["/ioc withdraw 99 reason:typo", "Nothing was saved. No such IOC in this case."],
  ["/ioc add a.example update.zip h:H3", "Nothing was logged. H3 requires note: and a text."],
  ["/ioc add update.zip", "Nothing was logged. update[.]zip can be a domain or a file name. Write type:domain or type:filename."],
  ["/ioc show 1 2", 'Nothing was done. Nothing more is expected at "2".'],
  ["/ioc list\nb.example", 'Nothing was done. Nothing more is expected at "b[.]example".'],
  ["/ioc withdraw 1-999 reason:x", "Nothing was saved. At most 500 at once."],
];
test.each(rows)("%s", async (typed, answer) => {
  const place = typed.startsWith("/case info") || typed === "/case add @bruno" ? inCoordination : inCase();
  const outcome = await world("coordinator").send(typed, place);
  expect(outcome?.outcome).toBe("refused");
  if (outcome) expect(render(outcome.answer, { prefix: outcome.prefix }).text).toMatch(firstLines(answer));
});

/** The answer, and perhaps a caret below. */
function firstLines(answer: string): RegExp {
  return new RegExp(`^${answer.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")}(?:\\n|$| without control)`, "u");
}

test.each([
  ["/ioc add a.example tlp:amber-strict", "tlp: is one of red, amber+strict, amber, green, clear.", "tlp:amber-strict"],
  ["//ioc add a.example tlp:amber-strict", "tlp: is one of red, amber+strict, amber, green, clear.", "tlp:amber-strict"],
  ["!ioc add a.example tpl:red", '"tpl:" is not an option. Did you mean tlp:red?', "tpl:red"],
  ["/ioc add a.example tlp=red", '"tlp=" is not an option. Did you mean tlp:red?', "tlp=red"],
  ["/ioc add a.example tlp red", '"tlp" is not an option. Did you mean tlp:red?', "tlp red"],
  ["/ioc add a.example tlp:red b.example TLP:red", "tlp: stands twice.", "TLP:red"],
  ["/ioc add a.example lead:@anna", "lead: is not an option of this command.", "lead:@anna"],
  ["/ioc add a.example pap:", "Missing: pap:", "pap:"],
  ["/ioc add a.example note: from the raid tlp:red", "tlp:red stands inside note:, where it has no effect.", "note: from"],
  ["/ioc add a.example seen:31/02", '"31/02" is not a date. Write 2026-03-02 15:00 or -3d.', "seen:31/02"],
  ["/ioc add a.example only:ZZ", '"ZZ" is not a country.', "only:ZZ"],
  ["/ioc add a.example eval:Z9", '"Z9" is not an evaluation.', "eval:Z9"],
  ["/ioc add a.example type:ipv5", "type: is one of ipv4,", "type:ipv5"],
  [`/ioc add ${"b.example ".repeat(40)}tlp:pink`, "tlp: is one of", "tlp:pink"],
])("%s: nothing is logged, and a caret stands under the token", async (typed, sentence, token) => {
  const w = world();
  const outcome = await w.send(typed);
  expect(outcome?.outcome).toBe("refused");
  expect(w.rows.records).toEqual([]);
  const text = outcome ? render(outcome.answer, { prefix: outcome.prefix }).text.split("\n") : [];
  expect(text[0]).toContain(`Nothing was logged. ${sentence}`);
  const [line = "", caret = ""] = text.slice(-2);
  expect(line.slice(caret.indexOf("^"))).toMatch(new RegExp(`^${token.replace(/[+?^$]/gu, "\\$&")}`, "u"));
});

test.each([
  "/weather",
  "/my two cents",
  "/watch out",
  "/ note this down",
  "! task is long",
  "/home/user",
  "!important",
  "/me waves",
  "/oic 1.2.3.4",
  "/iocs are fun",
  "hello",
  "/oic bad 1.2.3.4",
  "/ixx add 1.2.3.4",
  "Liaison: thanks!",
  "!",
])("%s: silence", async (typed) => {
  expect(await world().send(typed)).toBeUndefined();
});

test("nothing works in a room of no known kind", async () => {
  expect(await world("coordinator").send("/bot status", { where: "nowhere" })).toBeUndefined();
});

test("a missing argument brings usage and one example", async () => {
  const outcome = await world().send("/ioc add");
  expect(outcome && render(outcome.answer, { prefix: "//" }).text).toBe(
    [
      "Nothing was logged. Missing: value.",
      "Usage: /ioc add <value…> [type: tlp: pap: h: eval: cat: share: only: tag: src: seen: note:]",
      "Example: /ioc add evil[.]example 198[.]51[.]100[.]7 tlp:green",
    ].join("\n"),
  );
});

test("a closed case can be read, not written", async () => {
  const closed = inCase(caseDefaults, "closed");
  expect((await world("lead").send("/ioc add a.example", closed))?.answer).toMatchObject({ fault: { code: "case-closed" } });
  expect((await world("lead").send("/ioc list", closed))?.outcome).toBe("done");
});

test("a body over 64 KiB is refused, unless it is talk", async () => {
  const w = world();
  expect((await w.send(`/ioc add ${"a.example ".repeat(7_000)}`))?.answer).toEqual({ type: "too-long", most: 65_536 });
  expect(await w.send(`so ${"a.example ".repeat(7_000)}`)).toBeUndefined();
  expect(w.rows.records).toEqual([]);
});

test("more than 500 values are refused together", async () => {
  const values = Array.from({ length: 501 }, (_, index) => `h${index}.example`);
  expect((await world().send(`/ioc add ${values.join("\n")}`))?.answer).toMatchObject({ fault: { code: "too-many", most: 500 } });
  expect((await world().send(`/ioc add ${values.slice(1).join("\n")}`))?.outcome).toBe("done");
});

test("what was typed with the values is echoed", async () => {
  const outcome = await world().send("/ioc add a.example tag:c2,apt src:partner seen:2026-10-01 note:from the raid");
  expect(outcome && render(outcome.answer, { prefix: "/" }).text.split("\n").at(-1)).toBe(
    "tag:c2,apt · src:partner · seen 2026-10-01 00:00 UTC · note: from the raid",
  );
});

test("help of a noun says where each of its commands works, and shows people as they are typed", async () => {
  const outcome = await world("coordinator").send("/case help", inCoordination);
  const text = outcome ? render(outcome.answer, { prefix: "/" }).text : "";
  expect(text).toContain("Needs the role lead. In a case room.");
  expect(text).toContain("For coordinators. In the coordination room.");
  expect(text).toContain("(@name|@name:server)");
});

test("a noun of commands yet to come promises no help", async () => {
  const outcome = await world().send("/contact add Bob bob@bank.example");
  expect(outcome && render(outcome.answer, { prefix: "/" }).text).toBe('Nothing was done. "contact add" is planned and not available yet.');
  expect(await world().send("/contact help")).toBeUndefined();
});

test.each([
  ["/ioc add a.example tpl:red", "/ioc add a[.]example tlp:red"],
  ["!ioc add a.example tpl : red b.example", "!ioc add a[.]example tlp:red b[.]example"],
  ["/ioc add a.example,tlp→red,b.example", "/ioc add a[.]example tlp:red b[.]example"],
  ["/ioc add a.example 198.51.100.7(tlp:red)", "/ioc add a[.]example 198[.]51[.]100[.]7 tlp:red"],
  ["/ioc add a.example « only : NL, FR »", "/ioc add a[.]example only:NL, FR"],
  ["/ioc add a.example h H1 and H2", "/ioc add a[.]example h:H1 and H2"],
  ["/ioc add a.example red", "/ioc add a[.]example tlp:red"],
  ["/ioc add\na.example\nsahre:silent", "/ioc add share:silent"],
  ["/task add call the bank due fri 15:00", "/task add call the bank due:fri 15:00"],
])("%s: the answer has the whole line as it should read", async (typed, line) => {
  const outcome = await world().send(typed);
  const [answer = ""] = outcome ? render(outcome.answer, { prefix: outcome.prefix }).text.split("\n") : [];
  expect(answer).toMatch(/^Nothing was (?:logged|saved)\. /u);
  expect(answer.split(" The whole line: ")[1]).toBe(line);
  // typed so, it is not refused again
  const again = await world().reach(`${line.replaceAll("[.]", ".")}${typed.includes("\n") ? "\na.example" : ""}`);
  expect(again === "store" || again?.outcome === "done").toBe(true);
});

test.each(["/task add x (tlp:red)", "/ioc add tpl:pink", "/case open T (tlp:red) lead:@nobody"])(
  "%s: no line that would be refused again",
  async (typed) => {
    const outcome = await world("coordinator").send(typed, typed.startsWith("/case") ? inCoordination : inCase());
    expect(outcome && render(outcome.answer, { prefix: "/" }).text).not.toContain("The whole line");
  },
);

test.each(["h: H1, 2", "only : Netherlands", "tlp : rde", "share:nobody"])("%s alone below the values is no prose", async (line) => {
  const w = world();
  for (const text of [`/ioc add\na.example\n${line}`, `/ioc add\n${line}\na.example`])
    expect((await w.send(text))?.outcome).toBe("refused");
  expect(w.rows.records).toEqual([]);
});
