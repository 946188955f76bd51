import { describe, expect, test } from "vitest";
import { type ExportFormat, exportFormats } from "#domain/export/formats.ts";
import type { ExportRecord } from "#domain/export/record.ts";
import { checkStix, readMisp } from "../../../support/checkers.ts";
import { head, ofAllCodes, ofAllKinds } from "../../../unit/domain/export/samples.ts";

const written = (format: ExportFormat, records: readonly ExportRecord[]): string => {
  const writer = exportFormats[format].open(head);
  return writer.start + records.map((one) => writer.add(one)).join("") + writer.end();
};
interface MispEvent {
  readonly distribution: string;
  readonly Attribute: readonly {
    readonly uuid: string;
    readonly type: string;
    readonly value: string;
    readonly comment?: string;
    readonly Tag: readonly { readonly name: string }[];
  }[];
}
// read by PyMISP and written by it again: the shape of the core format
const event = (records: readonly ExportRecord[]) => readMisp(written("misp", records)) as MispEvent;

describe("the OASIS validator takes, without a warning,", () => {
  test("every kind, every code, tags, notes and sources", () => {
    expect(checkStix(written("stix", [...ofAllKinds, ...ofAllCodes]))).toContain("STIX JSON: Valid");
  });
  test("and refuses what is not valid", () => {
    const valid = written("stix", ofAllKinds.slice(0, 1));
    const wrong = valid
      .replace("[ipv4-addr:value", "[ipv4-addr value")
      .replace('"name":"Liaison"', '"made_up":1,"name":"Liaison"')
      .replace('"kind"', '"Kind":1,"kind"');
    const said = refusal(wrong);
    for (const word of ["no viable alternative", "'made_up'", "'Kind'"]) expect(said).toContain(word);
  });
});

function refusal(bundle: string): string {
  try {
    return checkStix(bundle);
  } catch (error) {
    return String(error);
  }
}

describe("PyMISP takes, without a warning,", () => {
  test("every kind, each value as it is", () => {
    const { Attribute: attributes, distribution } = event(ofAllKinds);
    expect(String(distribution)).toBe("0");
    expect(attributes.map(({ value }) => value)).toEqual(ofAllKinds.map(({ indicator }) => indicator.value));
  });
  test("every code as tags, and notes as comments", () => {
    const { Attribute: attributes } = event(ofAllCodes);
    expect(attributes.map(({ comment }) => comment ?? "")).toEqual(ofAllCodes.map(({ note }) => note ?? ""));
    const names = new Set(attributes.flatMap(({ Tag: tags }) => tags.map(({ name }) => name)));
    for (const name of [
      "tlp:amber+strict",
      "tlp:red",
      "PAP:CLEAR",
      'liaison:handling="H3"',
      'liaison:evaluation="B2"',
      'liaison:only="FR,NL"',
      "c2",
    ])
      expect(names).toContain(name);
  });
  test("and refuses what is not valid", () => {
    expect(() => readMisp(written("misp", ofAllKinds.slice(0, 1)).replace('"ip-dst"', '"ip-nowhere"'))).toThrow("ip-nowhere");
  });
});
