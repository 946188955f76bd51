import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { mispWriter } from "#domain/export/misp/write.ts";
import type { ExportRecord } from "#domain/export/record.ts";
import { type Kind, parseIndicator } from "#domain/indicators/indicator.ts";
import { head, ofAllCodes, ofAllKinds, record } from "../samples.ts";

interface MispEvent {
  readonly uuid: string;
  readonly info: string;
  readonly distribution: string;
  readonly Tag: readonly { readonly name: string }[];
  readonly Attribute: readonly {
    readonly uuid: string;
    readonly type: string;
    readonly value: string;
    readonly to_ids: boolean;
    readonly Tag: readonly { readonly name: string }[];
  }[];
}
function event(records: readonly ExportRecord[]): MispEvent {
  const writer = mispWriter(head);
  return JSON.parse(writer.start + records.map((one) => writer.add(one)).join("") + writer.end()).Event;
}
const of = (typed: string, kind?: Kind, rest: Partial<ExportRecord> = {}): ExportRecord => {
  const read = parseIndicator(typed, kind);
  if (!read.ok) throw new Error(`no indicator: ${typed}`);
  return record(1, { ...rest, indicator: read.value });
};

test("an attribute has its type, its marks and what the type does not tell", () => {
  const codes = { ...caseDefaults, tlp: "amber+strict", handling: ["H1", "H3"], only: ["FR", "NL"] } as const;
  const [address, name] = event([of("198.51.100.7"), of("@dark_desk", "telegram", { codes, tags: ["c2"], source: 'a "feed"' })]).Attribute;
  expect(address).toMatchObject({ type: "ip-dst", value: "198.51.100.7", to_ids: true, distribution: "5" });
  expect(name).toMatchObject({ type: "text", to_ids: false });
  expect(name?.Tag.map((tag) => tag.name)).toEqual([
    "tlp:amber+strict",
    "PAP:AMBER",
    'liaison:handling="H1"',
    'liaison:handling="H3"',
    'liaison:evaluation="X4"',
    'liaison:share="hit"',
    'liaison:category="unknown"',
    'liaison:only="FR,NL"',
    'liaison:kind="telegram"',
    'liaison:source="a "feed""',
    "c2",
  ]);
});

test("what concerns a victim raises no alarm", () => {
  const codes = { ...caseDefaults, category: "victim" } as const;
  expect(event([of("198.51.100.7", undefined, { codes })]).Attribute[0]?.to_ids).toBe(false);
});

test("the event names the strictest label, and has it as a tag where it is everybody's; it is given on to nobody", () => {
  const mixed = event(ofAllCodes);
  expect(mixed).toMatchObject({ info: "C-2026-0007 (TLP:RED)", Tag: [], distribution: "0" });
  expect(event(ofAllKinds)).toMatchObject({ info: "C-2026-0007 (TLP:AMBER)", Tag: [{ name: "tlp:amber" }] });
});

test("a second export has the same ids", () => {
  const ids = ({ uuid, Attribute: all }: MispEvent) => [uuid, ...all.map((one) => one.uuid)];
  expect(ids(event(ofAllKinds))).toEqual(ids(event(ofAllKinds)));
  expect(new Set(ids(event(ofAllKinds))).size).toBe(ofAllKinds.length + 1);
});
