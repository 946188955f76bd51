import { handlings, paps, type TypedCodes, tlps } from "#domain/codes/codes.ts";
import { type Marks, raise, readPap, readTlp, unmark } from "#domain/codes/markings.ts";
import { stricter } from "#domain/codes/strictest.ts";
import { extensionId, tlp2ExtensionId } from "#domain/export/stix/extension.ts";
import { isObject, type JsonObject, objectAt, objectsAt, textAt, textsAt } from "#domain/import/json.ts";
import { country } from "#domain/people/country.ts";

/** What a marking-definition protects: TLP and PAP of anybody, handling codes and countries of our own. */
export type StixMark = Pick<TypedCodes, "tlp" | "pap" | "handling" | "only">;
/** What the ids of a bundle's marks stand for. */
export interface StixMarks {
  readonly known: ReadonlyMap<string, StixMark>;
  /** Of marks that restrict in words which nobody understands: these words. */
  readonly unread: ReadonlyMap<string, string>;
}
/** What is taken for a mark that is not understood, or that is not in the file: the strictest that it may be. */
const strictestMark: StixMark = { tlp: "red" };
/** What a mark protects. */
export const markNamed = (id: string, { known }: StixMarks): StixMark => known.get(id) ?? strictestMark;

/** Marks whose ids are fixed: TLP 1.0 (STIX 2.1, section 7.2.1.4), TLP 2.0 (cti-stix-common-objects of OASIS). */
const fixed: readonly (readonly [id: string, mark: StixMark])[] = [
  ["613f2e26-407d-48c7-9eca-b8e91df99dc9", { tlp: "clear" }],
  ["34098fce-860f-48ae-8e50-ebd3cc5e41da", { tlp: "green" }],
  ["f88d31f6-486f-44da-b317-01333bde0b82", { tlp: "amber" }],
  ["5e57c739-391a-4eb3-b6be-7d15ca92d5ed", { tlp: "red" }],
  ["94868c89-83c2-464b-929b-a1a8aa3c8487", { tlp: "clear" }],
  ["bab4a63c-aed9-4cf5-a766-dfca5abac2bb", { tlp: "green" }],
  ["55d920b0-5e8b-4f79-9ee9-91f868d9b421", { tlp: "amber" }],
  ["939a9414-2ddd-4d32-a0cd-375ea402b003", { tlp: "amber+strict" }],
  ["e828b379-4e03-4974-9ac4-e53a884c97c1", { tlp: "red" }],
];

/** The marks of a bundle by id, the fixed ones among them. */
export function marksOf(objects: readonly unknown[]): StixMarks {
  const known = new Map(fixed.map(([id, mark]) => [`marking-definition--${id}`, mark]));
  const unread = new Map<string, string>();
  for (const object of objects) {
    if (!isObject(object) || textAt(object, "type") !== "marking-definition") continue;
    const id = textAt(object, "id");
    // what is fixed is not redefined by a file
    if (id === undefined || known.has(id) || unread.has(id)) continue;
    const words = wordsOf(object);
    const mark = definition(object, words);
    const said = words.join(" ").trim();
    if (Object.keys(mark).length > 0 || ofRights.test(said)) known.set(id, mark);
    else unread.set(id, said);
  }
  return { known, unread };
}

/** Whose a text is and under which licence restricts who may copy it, not who may know it. */
const ofRights = /©|\(c\)|copyright|all rights reserved|licen[cs]e|creative commons|\bcc[- ]by\b|terms of (?:use|service)/iu;

/** Everything that a definition says in words; OpenCTI writes what STIX has no type for beside it. */
const wordsOf = (object: JsonObject): readonly string[] =>
  [
    textAt(object, "name"),
    ...Object.values(objectAt(object, "definition") ?? {}),
    ...Object.entries(object).flatMap(([key, value]) => (key.startsWith("x_") ? [value] : [])),
  ].filter((one) => typeof one === "string");

function definition(object: JsonObject, words: readonly string[]): StixMark {
  const extensions = objectAt(object, "extensions") ?? {};
  const ours = objectAt(extensions, extensionId) ?? {};
  const marks: Marks = {};
  const content = objectAt(object, "definition") ?? {};
  raise(marks, { tlp: readTlp(textAt(content, "tlp") ?? ""), pap: readPap(textAt(content, "pap") ?? textAt(ours, "pap") ?? "") });
  raise(marks, { tlp: readTlp(textAt(objectAt(extensions, tlp2ExtensionId) ?? {}, "tlp_2_0") ?? "") });
  for (const text of words) unmark(text, marks);
  const handling = handlings.filter((code) => textsAt(ours, "handling").includes(code));
  const only = textsAt(ours, "only").flatMap((one) => {
    const read = country.read(one, new Date(0));
    return read.ok ? [read.value] : [];
  });
  return { ...marks, ...(handling.length > 0 && { handling }), ...(only.length > 0 && { only }) };
}

/** Everything that two marks protect. */
export function bothMarks(a: StixMark, b: StixMark): StixMark {
  const tlp = a.tlp && b.tlp ? stricter(tlps, a.tlp, b.tlp) : (a.tlp ?? b.tlp);
  const pap = a.pap && b.pap ? stricter(paps, a.pap, b.pap) : (a.pap ?? b.pap);
  const handling = handlings.filter((code) => a.handling?.includes(code) || b.handling?.includes(code));
  const only = a.only && b.only ? a.only.filter((one) => b.only?.includes(one)) : (a.only ?? b.only);
  const limiting = handling.length > 1 ? handling.filter((code) => code !== "H0") : handling;
  return { ...(tlp && { tlp }), ...(pap && { pap }), ...(limiting.length > 0 && { handling: limiting }), ...(only && { only }) };
}

/** The ids of the marks on an object, also of those on a part of it: the whole is protected as its strictest part. */
export const markIds = (object: JsonObject): readonly string[] => [
  ...textsAt(object, "object_marking_refs"),
  ...objectsAt(object, "granular_markings").flatMap((one) => textAt(one, "marking_ref") ?? []),
];
