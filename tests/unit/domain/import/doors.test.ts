import { describe, expect, test } from "vitest";
import type { Reading } from "#domain/import/reading.ts";
import { type Indicator, type Kind, kinds, parseIndicator } from "#domain/indicators/indicator.ts";
import { known } from "#domain/kinds/index.ts";
import { placedPdf } from "../../../support/made-pdfs.ts";
import { inCase, world } from "../../../support/stores.ts";
import { disguises } from "../extract/refang/fixtures/disguises.ts";
import { reading } from "./reading.ts";

const shown = ({ kind, value }: Indicator): string => `${kind} ${value}`;
const valuesOf = ({ rows }: Reading): readonly string[] => [...new Set(rows.map(({ indicator }) => shown(indicator)))];
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const eml = (type: string, body: string): string =>
  `Message-ID: <1@x>\r\nDate: Fri, 2 Jan 2026 03:04:05 +0000\r\nMIME-Version: 1.0\r\nSubject: x\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body).toString("base64")}\r\n`;

/** Every door behind which a value stands in running text. */
const running: Readonly<Record<string, (typed: string) => Promise<Reading>>> = {
  "the text of a mail": (typed) => reading("a.eml", eml("text/plain", typed)),
  "the HTML of a mail": (typed) => reading("a.eml", eml("text/html", `<pre>${escaped(typed)}</pre>`)),
  "a page": (typed) => reading("a.html", `<!doctype html><html><body><pre>${escaped(typed)}</pre></body></html>`),
  XML: (typed) => reading("a.xml", `<?xml version="1.0"?><notes><l>${escaped(typed)}</l></notes>`),
  "XML, in a section of characters": (typed) => reading("a.xml", `<?xml version="1.0"?><notes><l><![CDATA[${typed}]]></l></notes>`),
  "a PDF": (typed) => reading("a.pdf", placedPdf([{ texts: typed.split("\n").map((line, at) => [50, 700 - 3 * at, line, 2]) }])),
};
/** A letter that the typeface of a made PDF has (WinAnsiEncoding, as far as it is Latin-1). */
const isDrawable = (typed: string): boolean => /^[\x20-\x7e\xa1-\xff\n]*$/u.test(typed);

/** Where doors differ, and why. */
const differences = {
  /** A text file is often a list: a word that stands alone on a line of it is read as if it were typed. */
  listed: (typed: string): boolean => typed === "gtm-0A1B2C3",
  /** MISP calls by these names what is no indicator: free text, and the name of a person's account wherever it may be. */
  ofMisp: (kind: Kind): boolean => kind === "text" || kind === "handle",
};
const forms = disguises.flatMap(({ form, probes }) => probes.map(([typed]) => ({ form, typed })));
const examples = kinds.flatMap((kind) => known.of(kind).examples.map(([typed]) => ({ kind, typed })));

describe.each(Object.entries(running))("%s", (door, read) => {
  const fits = ({ typed }: { readonly typed: string }): boolean => door !== "a PDF" || isDrawable(typed);
  const sentence = (typed: string): string => `We saw ${typed} today`;
  test.each(forms.filter(fits))("gives what a text file gives: $form $typed", async ({ typed }) => {
    const wanted = valuesOf(await reading("a.txt", sentence(typed)));
    expect(valuesOf(await read(sentence(typed)))).toEqual(wanted);
  });
  test.each(examples.filter(fits))("gives what a text file gives: $kind $typed", async ({ typed }) => {
    const wanted = valuesOf(await reading("a.txt", `It is:\n\n${typed}\n\nand no more.`));
    const found = valuesOf(await read(`It is:\n\n${typed}\n\nand no more.`));
    expect([found, wanted.length > found.length]).toEqual(differences.listed(typed) ? [[], true] : [wanted, false]);
  });
});

async function logged(line: string): Promise<readonly string[]> {
  const w = world();
  await w.send(line, inCase());
  return w.rows.records.map(({ indicator }) => shown(indicator));
}
const quoted = (typed: string): string => `"${typed.replaceAll('"', '""')}"`;
const misp = (type: string, value: string): string =>
  JSON.stringify({ Event: { info: "x", uuid: "u", Attribute: [{ type, value, to_ids: true }] } });

/** Every door at which the kind of a value is named. */
const named: Readonly<Record<string, (kind: Kind, value: string) => Promise<readonly string[]>>> = {
  "/ioc add type:": (kind, value) => logged(`/ioc add type:${kind}\n${value}`),
  "a table with types": async (kind, value) => valuesOf(await reading("a.csv", `type,value\n${kind},${quoted(value)}\n`)),
  "MISP, by our own name of the kind": async (kind, value) => valuesOf(await reading("a.json", misp(kind, value))),
  "MISP as XML": async (kind, value) =>
    valuesOf(
      await reading(
        "a.xml",
        `<response><Event><info>x</info><uuid>u</uuid><Attribute><type>${kind}</type><value>${escaped(value)}</value></Attribute></Event></response>`,
      ),
    ),
};
describe.each(Object.entries(named))("through %s", (door, read) => {
  test.each(examples)("$kind $typed", async ({ kind, typed: value }) => {
    const one = parseIndicator(value, kind);
    const isTaken = one.ok && !(door.startsWith("MISP") && differences.ofMisp(kind));
    expect(await read(kind, value)).toEqual(isTaken ? [shown(one.value)] : []);
  });
});
