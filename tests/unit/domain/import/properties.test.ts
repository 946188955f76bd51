import fc from "fast-check";
import { expect, test } from "vitest";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import { outlookMessage, pdfFile, property } from "../../../support/made-files.ts";
import { runs } from "../../../support/runs.ts";
import { read } from "./reading.ts";

/** Small sound files of every form, to be damaged. */
const seeds: readonly (readonly [name: string, bytes: Uint8Array])[] = (
  [
    ["a.txt", "TLP:AMBER evil[.]example\n198.51.100.999\n"],
    ["a.csv", 'type,value,tlp,note\nip-dst,198.51.100.7,red,"a\nb"\nfilename|md5,a.exe|x,,\n'],
    [
      "a.json",
      '{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","pattern":"[a:b = \'c\' AND url:value IN (\'https://evil.example/\')]"}]}',
    ],
    [
      "m.json",
      '{"Event":{"info":"x","uuid":"y","Attribute":[{"type":"ip-dst|port","value":"198.51.100.7|1","Tag":[{"name":"tlp:red"}]}]}}',
    ],
    [
      "a.eml",
      "From: a@evil.example\r\nTo: b@agency.example\r\nReceived: from x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<a href=https://evil.example/>x</a>",
    ],
    ["a.msg", outlookMessage({ properties: [property("0037", "x"), property("1000", "evil.example")], recipients: ["b@agency.example"] })],
    ["a.pdf", pdfFile(["evil.example"])],
    [
      "a.html",
      "<!doctype html><html><base href=https://evil.example/><a href=a.php>x</a><style>p{background:url(b)}</style>198.51.100.7</html>",
    ],
    [
      "a.ioc",
      '<?xml version="1.0"?><ioc><IndicatorItem condition="is"><Context search="Network/DNS"/><Content>evil.example</Content></IndicatorItem></ioc>',
    ],
    ["a.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a b="198.51.100.7"><![CDATA[evil]]>.example&b;</a>'],
  ] as const
).map(([name, content]) => [name, typeof content === "string" ? new TextEncoder().encode(content) : content]);

const damaged = fc.constantFrom(...seeds).chain(([name, bytes]) =>
  fc
    .record({
      changes: fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 }),
      cut: fc.nat(bytes.length),
      keepsEnd: fc.boolean(),
    })
    .map(({ changes, cut, keepsEnd }) => {
      const copy = bytes.slice();
      for (const [at, value] of changes) copy[at] = value;
      return { name, bytes: keepsEnd ? copy : copy.slice(0, cut) };
    }),
);

test("a damaged file is read or refused, never thrown over, and the same each time", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(damaged, async ({ name, bytes }) => {
      const first = await read(name, bytes);
      expect(await read(name, bytes)).toEqual(first);
      if (first.ok)
        for (const { line, indicator } of first.value.rows) {
          expect(line).toBeGreaterThan(0);
          const again = parseIndicator(indicator.value, indicator.kind);
          expect(again.ok && again.value).toEqual(indicator);
        }
    }),
    { numRuns: runs(150) },
  );
});

test("any bytes and any text under any name", { timeout: 120_000 }, async () => {
  const name = fc.constantFrom("a.txt", "a.csv", "a.json", "a.eml", "a.msg", "a.pdf", "a");
  const word = fc.constantFrom(
    "evil[.]example",
    "198.51.100.7",
    "TLP:",
    "RED",
    ",",
    ";",
    "\t",
    "\n",
    '"',
    "value",
    "tlp",
    "#",
    "{",
    "[",
    "a|b",
    ":",
    "=",
    "\u0000",
  );
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(word, { maxLength: 60 }).map((words) => new TextEncoder().encode(words.join(""))),
    fc.json().map((text) => new TextEncoder().encode(text)),
  );
  await fc.assert(
    fc.asyncProperty(name, content, async (file, bytes) => {
      const before = bytes.slice();
      const first = await read(file, bytes);
      expect(await read(file, bytes)).toEqual(first);
      expect(bytes).toEqual(before);
    }),
    { numRuns: runs(400) },
  );
});
