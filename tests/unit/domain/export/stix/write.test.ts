import { describe, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { ExportRecord } from "#domain/export/record.ts";
import { extensionId } from "#domain/export/stix/extension.ts";
import { stixWriter } from "#domain/export/stix/write.ts";
import { type Indicator, type Kind, kinds, parseIndicator } from "#domain/indicators/indicator.ts";
import { head, ofAllCodes, ofAllKinds, record } from "../samples.ts";

interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  readonly pattern?: string;
  readonly labels?: readonly string[];
  readonly confidence?: number;
  readonly object_marking_refs?: readonly string[];
  readonly extensions?: Readonly<Record<string, { readonly kind?: string }>>;
  readonly external_references?: readonly unknown[];
}
function bundle(records: readonly ExportRecord[], at = head): { readonly id: string; readonly objects: readonly StixObject[] } {
  const writer = stixWriter(at);
  return JSON.parse(writer.start + records.map((one) => writer.add(one)).join("") + writer.end());
}
const read = (typed: string, kind?: Kind): Indicator => {
  const found = parseIndicator(typed, kind);
  if (!found.ok) throw new Error(`no indicator: ${typed}`);
  return found.value;
};
const objectOf = (typed: string, kind?: Kind, rest: Partial<ExportRecord> = {}): StixObject | undefined =>
  bundle([record(1, { ...rest, indicator: read(typed, kind) })]).objects[3];

test.each<[string, Kind | undefined, string]>([
  ["198.51.100.7", undefined, "[ipv4-addr:value = '198.51.100.7']"],
  ["198.51.100.0/24", undefined, "[ipv4-addr:value ISSUBSET '198.51.100.0/24']"],
  ["AS64496", undefined, "[autonomous-system:number = 64496]"],
  ["HKCU\\Software\\Owl", undefined, "[windows-registry-key:key = 'HKEY_CURRENT_USER\\\\Software\\\\Owl']"],
  ["it's", "text", "[text:value = 'it\\'s']"],
  ["@dark_desk", "telegram", "[user-account:account_type = 'telegram' AND user-account:account_login = 'dark_desk']"],
])("%s: %s %s", (typed, kind, pattern) => {
  expect(objectOf(typed, kind)).toMatchObject({ type: "indicator", pattern, pattern_type: "stix" });
});

test("a rule is its own pattern; a vulnerability and a technique are named", () => {
  expect(objectOf("rule Owl { condition: true }", "yara")).toMatchObject({ pattern: "rule Owl { condition: true }", pattern_type: "yara" });
  expect(objectOf("CVE-2021-44228")).toMatchObject({
    type: "vulnerability",
    name: "CVE-2021-44228",
    external_references: [{ source_name: "cve", external_id: "CVE-2021-44228" }],
  });
  expect(objectOf("T1566.002")?.type).toBe("attack-pattern");
  expect(objectOf("M1049")?.type).toBe("course-of-action");
});

test("every kind tells its name in our extension", () => {
  const told = bundle(ofAllKinds).objects.map(({ extensions }) => extensions?.[extensionId]?.kind);
  expect(new Set(told.filter((kind) => kind !== undefined))).toEqual(new Set(kinds));
});

describe("codes", () => {
  test("stand in markings that the bundle holds, TLP under the ids of OASIS", () => {
    const { objects } = bundle(ofAllCodes);
    const ids = new Set(objects.map(({ id }) => id));
    for (const { object_marking_refs: refs } of objects) for (const ref of refs ?? []) expect(ids).toContain(ref);
    expect(ids).toContain("marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003");
    expect(ids.size).toBe(objects.length);
  });
  test("each kind of protection is a marking of its own", () => {
    const codes = { ...caseDefaults, tlp: "red", pap: "red", handling: ["H1", "H3"], only: ["NL"], evaluation: "B2" } as const;
    const { objects } = bundle([record(1, { indicator: read("198.51.100.7"), codes, note: "ask NL" })]);
    const one = objects[3];
    const marks = one?.object_marking_refs?.map((ref) => objects.find(({ id }) => id === ref)?.name);
    expect(marks).toEqual(["TLP:RED", "PAP:RED", "Handling H1+H3", "Only for NL"]);
    expect(one).toMatchObject({ confidence: 70, description: "ask NL" });
    expect(one?.extensions?.[extensionId]).toMatchObject({ evaluation: "B2", share: "hit", category: "unknown", note: "ask NL" });
  });
});

test("a second export has the same ids, and a later version", () => {
  const at = new Date(head.at.getTime() + 60_000);
  const [first, second] = [bundle(ofAllKinds), bundle(ofAllKinds, { ...head, at })];
  expect(second.objects.map(({ id }) => id)).toEqual(first.objects.map(({ id }) => id));
  expect(second.id).not.toBe(first.id);
  expect(second.objects[3]).toMatchObject({ modified: at.toISOString() });
});

test("an id of ours does not show", () => {
  const [one] = ofAllKinds;
  expect(JSON.stringify(bundle(one ? [one] : []))).not.toContain(one?.id ?? "");
  expect(JSON.stringify(bundle(one ? [one] : []))).not.toContain(head.case);
});
