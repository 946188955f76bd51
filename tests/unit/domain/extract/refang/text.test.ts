import { describe, expect, test } from "vitest";
import { readAlert } from "#domain/alerts/body.ts";
import { extract } from "#domain/extract/index.ts";
import type { Reading } from "#domain/import/reading.ts";
import { type Indicator, type Kind, kinds, parseIndicator } from "#domain/indicators/indicator.ts";
import { inCase, world } from "../../../../support/stores.ts";
import { reading } from "../../import/reading.ts";
import { type Disguise, disguises, type Expected } from "./fixtures/disguises.ts";
import { habits } from "./fixtures/habits.ts";

const shown = ({ kind, value }: Indicator): string => `${kind} ${value}`;
const valuesOf = ({ rows }: Reading): readonly string[] => rows.map(({ indicator }) => shown(indicator));
/** The kind that a probe is of; one that is nothing is asked for as what it could be taken for. */
const kindOf = (expected: Expected, typed: string): Kind =>
  kinds.find((kind) => typeof expected === "string" && expected.startsWith(`${kind} `)) ?? (/^\d/u.test(typed) ? "ipv4" : "domain");

/** What a command logs. */
async function logged(line: string): Promise<readonly string[]> {
  const w = world();
  await w.send(line, inCase());
  return w.rows.records.map(({ indicator }) => shown(indicator));
}
const paths: { readonly [K in Kind]?: string } = {
  domain: "domain-name:value",
  ipv4: "ipv4-addr:value",
  url: "url:value",
  email: "email-addr:value",
};
const bundle = (pattern: string) =>
  JSON.stringify({ type: "bundle", id: "bundle--1", objects: [{ type: "indicator", id: "indicator--1", pattern_type: "stix", pattern }] });
/** Values of which the column of a table is known, whatever the probe is. */
const known = ["203.0.113.1", "203.0.113.2", "203.0.113.3"];
const table = (cell: string) =>
  ["indicator,note", `"${cell.replaceAll('"', '""')}",probe`, ...known.map((one) => `${one},known`), ""].join("\n");

/** Every door through which a value comes in. All 44 forms may occur at each: none is left out. */
const doors: Readonly<Record<string, (typed: string, kind: Kind) => readonly string[] | Promise<readonly string[]>>> = {
  "/ioc add": (typed) => logged(`/ioc add ${typed}`),
  "/ioc add, on a line below": (typed) => logged(`/ioc add\n${typed}`),
  "/ioc add type:": (typed, kind) => logged(`/ioc add type:${kind} ${typed}`),
  "a cell of a CSV file": async (typed) =>
    valuesOf(await reading("a.csv", table(typed))).filter((one) => !known.includes(one.slice("ipv4 ".length))),
  "a line of a text file": async (typed) => valuesOf(await reading("a.txt", `${typed}\n`)),
  "running text": (typed) => extract(`We saw ${typed} today`).map(shown),
  "a STIX pattern": async (typed, kind) =>
    valuesOf(await reading("a.json", bundle(`[${paths[kind]} = '${typed.replace(/[\\']/gu, "\\$&")}']`))),
  "the body of an alert": (typed) => {
    const body = readAlert(JSON.stringify({ severity: "low", title: "probe", indicators: [typed] }));
    const read = body.ok ? body.content.indicators.map((one) => parseIndicator(one)) : [];
    return read.flatMap((one) => (one.ok ? [shown(one.value)] : []));
  },
};

const probesOf = (all: readonly Disguise[]) =>
  all.flatMap(({ form, probes: of }) => of.map(([typed, expected]) => ({ form, typed, expected })));
test("44 forms of three values", () => expect([disguises.length, probesOf(disguises).length]).toEqual([44, 132]));
const probes = [...probesOf(disguises), ...probesOf(habits)];

describe.each(Object.entries(doors))("through %s", (_, read) => {
  test.each(probes)("$form: $typed", async ({ typed, expected }) => {
    expect(await read(typed, kindOf(expected, typed))).toEqual(typeof expected === "string" ? [expected] : []);
  });
});

test.each([
  [
    "a mailbox that nobody wrote",
    "The payload is hosted at evil[.]example, look at polkadot.example",
    ["domain evil.example", "domain polkadot.example"],
  ],
  ["capitals of a heading", "SEEN AT EVIL.EXAMPLE", ["domain evil.example"]],
  ["full stops with blanks around them", "It works . in the night . so foo . bar", []],
  ["numbers of sections", "see 1 . 2 . 3 . 4 and version 1.2.3.4", []],
  ["a provider's names", "api-dot-owl.appspot.com", ["domain api-dot-owl.appspot.com"]],
  ["a scheme that is none of the web's", "file://198.51.100.7/share/", ["ipv4 198.51.100.7"]],
  [
    "a rule",
    'rule Owl { strings: $a = /a\\.b\\/c/ $b = "hxxp://owl[.]example" condition: $a }',
    ['yara rule Owl { strings: $a = /a\\.b\\/c/ $b = "hxxp://owl[.]example" condition: $a }'],
  ],
  ["names that begin with a sign", "HKLM\\_owl\\x and Global\\_OWL_9", ["regkey HKEY_LOCAL_MACHINE\\_owl\\x", "mutex Global\\_OWL_9"]],
  ["a backslash that browsers read as a slash", "http://owl.example\\@bank.example/", ["url http://owl.example/@bank.example/"]],
] as const)("is not read as a disguise: %s", (_, text, found) => expect(extract(text).map(shown)).toEqual(found));
