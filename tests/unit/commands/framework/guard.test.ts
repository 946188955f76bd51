import { describe, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { type Marks, unmark } from "#domain/codes/markings.ts";
import { guard } from "../../../../commands/framework/guard/guard.ts";
import { tokenize } from "../../../../commands/framework/line/tokenize.ts";
import { commands } from "../../../../commands/index.ts";
import { world } from "../../../support/stores.ts";

/** What the guard says of a text of which a parser took no more than `values`. */
function guarded(text: string, values: Readonly<Record<string, unknown>> = {}) {
  const command = commands.find(({ name }) => text.startsWith(name));
  if (!command) throw new Error(`no such command: ${text}`);
  const after = command.name.split(" ").length;
  const lost = guard(command, { tokens: tokenize(text, 0), after, values, own: caseDefaults });
  if (lost?.fault.code === "unknown-option") return lost.fault.suggestion;
  return lost?.fault.code === "not-held" ? lost.fault.option : undefined;
}

describe("a protection that a parser has not taken ends the command", () => {
  test.each([
    "tlp:red",
    "TLP : RED",
    "tlp :red",
    "tlp=red",
    "tlp;red",
    "tlp-red",
    "tlp.red",
    "tlp_red",
    "tlp/red",
    "tlp|red",
    "tlp,red",
    "tlp red",
    "TLP RED",
    "TLP - RED",
    "tlp -> red",
    "tlp::red",
    "(tlp:red)",
    "[TLP:RED]",
    "<tlp:red>",
    "{tlp:red}",
    "«tlp:red»",
    "**tlp:red**",
    "`tlp:red`",
    '"tlp":"red"',
    "tlp:'red'",
    "tlp:(red)",
    "#tlp#red",
    "tlp~red",
    "tlpred",
    "tpl:red",
    "ltp red",
    "TLP is red",
    "TLP level: RED",
    "TLP 2.0: RED",
    "Traffic Light Protocol: RED",
    "tl\u200bp:red",
    "tlр:rеd",
    "ｔｌｐ：ｒｅｄ",
    "t̶l̶p̶ red",
    "🆃🅻🅿:🅁🄴🄳",
    "tlp\\red",
    "tlp→red",
    "tlp ⇒ red",
    "tlp'red",
    "tlp…red",
    "tlp(red)",
    "t.l.p: red",
    "t l p : red",
    "TLP set to RED",
    "tlpp:red",
    "tlp1:red",
    "plt: red",
  ])("%s", (written) => {
    expect(guarded(`case open X ${written} lead:@anna`)).toBe("tlp:red");
    expect(guarded(`ioc add 198.51.100.7 ${written}`)).toBe("tlp:red");
    const marks: Marks = {};
    unmark(written, marks);
    expect(guarded(`ioc add 198.51.100.7\n${written}`)).toBe(marks.tlp === "red" ? undefined : "tlp:red");
    expect(guarded(`task add See ${written}`)).toBe("tlp:red");
    expect(guarded(`meet plan X ${written} slots:+2h`)).toBe("tlp:red");
    expect(guarded(`ioc set 1 ${written}`, { tlp: "amber" })).toBe("tlp:red");
    expect(guarded(`ioc import ${written}`)).toBe("tlp:red");
  });
});

describe("so do the others, where they may be typed", () => {
  test.each([
    ["pap:red", "pap : red", "PAP RED", "pap-red", "(PAP:RED)"],
    ["h:H3", "h : h3", "h H3", "h-H3", "handling: H3", "[h:H3]"],
    ["share:silent", "share : silent", "share=silent", "share silent", "share-silent", "(share:silent)", "evil.exampleshare:silent"],
    ["cat:victim", "cat : victim", "category: victim", "cat victim", "cat|victim"],
    ["only:NL", "only : NL", "only=nl", "only NL", "(only:NL)", "only/NL"],
  ])("%s and its disguises", (option, ...disguises) => {
    for (const written of [option, ...disguises]) {
      expect(guarded(`ioc add 198.51.100.7 ${written}`)).toBe(option);
      expect(guarded(`ioc set 7 ${written}`)).toBe(option);
      const marked = unmark(written, {}) !== written;
      expect(guarded(`ioc add\n198.51.100.7 ${written}`)).toBe(marked ? undefined : option);
    }
  });

  test.each([
    ["sahre:silent", "share:silent"],
    ["onyl=NL", "only:NL"],
    ["cta : victim", "cat:victim"],
    ["ppa:red", "pap:red"],
    ["sharing: silent", "share:silent"],
    ["level: red", "tlp:red"],
    ["(handlng:H2)", "h:H2"],
  ])("%s, which is nearly one, on the own line and alone below it", (written, option) => {
    expect(guarded(`ioc add 198.51.100.7 ${written}`)).toBe(option);
    expect(guarded(`ioc add 198.51.100.7,${written}`)).toBe(option);
    expect(guarded(`ioc add\n198.51.100.7\n${written}`)).toBe(option);
  });

  test.each(["tlp:r3d", "share = nobody", "only:Netherlands", "(h:X)"])("%s, of which nothing was taken", (written) => {
    const command = commands.find(({ name }) => name === "ioc add");
    const tokens = tokenize(`ioc add 198.51.100.7 ${written}`, 0);
    expect(command && guard(command, { tokens, after: 2, values: {} })?.fault.code).toBe("unknown-option");
  });

  test.each([
    "amber strict",
    "amber+strict",
    "amber : strict",
    "amber and strict",
    "amber (strict)",
    "amber strickt",
    "strict",
    "amberstrict",
  ])("tlp:%s is the stricter label", (label) => {
    expect(guarded(`case open X tlp:${label}`, { tlp: "amber" })).toBe("tlp:amber+strict");
  });

  test("a second handling code, a second country, a second word of a label", () => {
    expect(guarded("ioc add 198.51.100.7 h:H1 + H2", { h: ["H1"] })).toBe("h:H1+H2");
    expect(guarded("ioc add 198.51.100.7 h:H1 und H3x", { h: ["H1"] })).toBe("h:H1+H3");
    expect(guarded("ioc add 198.51.100.7 only:NL,FR", { only: ["NL"] })).toBe("only:NL,FR");
    expect(guarded("case open X tlp:amber ( strict )", { tlp: "amber" })).toBe("tlp:amber+strict");
  });

  test.each([
    ["red", "tlp:red"],
    ["Strict", "tlp:amber+strict"],
    ["H2", "h:H2"],
    ["silent,", "share:silent"],
    ["(victim)", "cat:victim"],
  ])("%s alone among values", (word, option) => {
    expect(guarded(`ioc add 198.51.100.7 ${word}`)).toBe(option);
  });
});

describe("what holds, or is meant as a text, ends nothing", () => {
  test.each([
    ["case open X tlp:amber strict", { tlp: "amber+strict" }],
    ["ioc add 198.51.100.7 cat:victim share:open", { category: "victim", cat: "victim", share: "silent" }],
    ["ioc add 198.51.100.7 only:uk, EL", { only: ["GB", "GR"] }],
    ['case open "Operation TLP RED"', {}],
    ['task add "Read the TLP:RED report of CERT"', {}],
    ['ioc add 198.51.100.7 note:"it was TLP RED"', {}],
    ["ioc set 7 h:H3 note: only by hand, share contact data of no minor", { h: ["H3"] }],
    ["ioc withdraw 7 reason: it is in the TLP RED report", {}],
    ['ioc add "tlp-red.example" "http://a.example/,tlp:red"', {}],
    ["ioc add http://cert.example/tlp-red/a", {}],
    ["task add Share contact details, only it may be unknown", {}],
    ["task add A cat. Unknown share; open only if in need", {}],
    ["ioc list tlp.red", {}],
    ["ioc add http://a.example/?share=open&tlp=red", {}],
    ["case open Operation: Red lead:@anna", {}],
    ["task add Ask the app red team, tap: clear", {}],
  ])("%s", (text, values) => {
    expect(guarded(text, values)).toBeUndefined();
  });

  test.each([
    "This is TLP:CLEAR. Read only: no. They share silent installers; only in memory, only: if needed. SMB share: open.",
    "See https://cert.example/tlp-red/report and the section about TLP. Red teams share contact data.",
    "category: technical, cat: unknown, H: H1, PAP: clear text passwords, CHAP or PAP",
    "TLP:GREEN and PAP:CLEAR, h:H0",
    "The app: red and green. A map, clear text. The act hit victims; at contact: nobody. Shared open.",
  ])("a pasted report: %s", (report) => {
    expect(guarded(`ioc add 198.51.100.7\n${report}`)).toBeUndefined();
  });

  test("the option on the own line says what is meant below it", () => {
    expect(guarded("ioc add\n198.51.100.7 share;silent")).toBe("share:silent");
    expect(guarded("ioc add share:hit\n198.51.100.7 share;silent", { share: "hit" })).toBeUndefined();
  });
});

test("what it finds ends a command before anything is done, though the parser was content", async () => {
  const { send, rows } = world();
  expect(await send("/ioc add 198.51.100.7 red")).toMatchObject({ outcome: "refused", answer: { fault: { suggestion: "tlp:red" } } });
  expect(rows.records).toEqual([]);
  expect(await send('/ioc add "198.51.100.7" tlp:red')).toMatchObject({ outcome: "done" });
});

test.each([
  "198.51.100.7 Tlp ; rot",
  "198.51.100.7 tlp",
  "198.51.100.7 TLP🔴",
  "PAP 🔴 198.51.100.7",
  "198.51.100.7\ntlp\nred",
  "198.51.100.7\n| TLP |",
])("the key of a marking alone among values logs nothing: %j", async (typed) => {
  expect(await world("lead").send(`/ioc add ${typed}`)).toMatchObject({
    outcome: "refused",
    answer: { fault: { code: "unknown-option" } },
  });
});
test.each([
  "198.51.100.7 TLP\ntlp:red",
  "198.51.100.7\nTLP\nTLP:RED",
  "tlp.example",
  "198.51.100.7\nThe TLP of this is in the annex",
  "type:text tlp",
])("where its level stands as well, or in another word, it is none: %j", async (typed) => {
  expect(await world("lead").send(`/ioc add ${typed}`)).toMatchObject({ outcome: "done" });
});
