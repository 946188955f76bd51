import { type Content, defineFormat } from "#domain/import/formats/define.ts";
import { misp } from "#domain/import/formats/misp.ts";
import type { NotTaken } from "#domain/import/not-taken.ts";
import type { Reading } from "#domain/import/reading.ts";
import { refuse } from "#domain/import/refuse.ts";
import { type Element, rootName } from "#domain/import/xml/tree.ts";
import { type Failed, ok, type Result } from "#domain/primitives/result.ts";

/** The root of a file with one of these names. Undefined: it has another one. Fault: it nests too deep or holds too much. */
async function rootOf(
  { sniffed, text, name }: Content,
  names: RegExp,
): Promise<{ readonly root: Element; readonly early: boolean } | Failed | undefined> {
  if (sniffed !== "text" || !names.test(rootName(text) ?? "")) return undefined;
  const { elementsIn, treeOf } = await import("#domain/import/xml/tree.ts");
  const tree = treeOf(text);
  const root = tree && elementsIn(tree.root)[0];
  return tree === undefined || root === undefined ? refuse(name, "deep-json") : { root, early: tree.unclosed > 0 };
}

/** Says of a reading that its file ends too early. */
function withEnd(read: Result<Reading>, early: boolean): Result<Reading> {
  if (!read.ok || !early) return read;
  const cut: { readonly line: number; readonly why: NotTaken } = { line: read.value.rows.at(-1)?.line ?? 1, why: "ends-early" };
  return ok({ ...read.value, notUnderstood: [...read.value.notUnderstood, cut] });
}

/** OpenIOC 1.0 and 1.1, as Mandiant published them. */
export const openioc = defineFormat({
  name: "openioc",
  label: "OpenIOC 1.0 and 1.1",
  line: "the line in the file",
  reads: [
    "items that say is or contains, by what their terms name",
    "the short description as note, the author as source",
    "markings in descriptions, keywords and links",
  ],
  leavesOut: [
    ["negated items, and those that compare in other ways", "they name no single value; each is named"],
    ["terms that name no indicator, and the victim's own address", "each term is named"],
    ["recipients of mails", "they are victims or colleagues"],
  ],
  read: async (content, { kinds }) => {
    const found = await rootOf(content, /^(?:ioc|OpenIOC)$/iu);
    if (found === undefined || "ok" in found) return found;
    const { readOpenIoc } = await import("#domain/import/xml/openioc.ts");
    return withEnd(ok(readOpenIoc(found.root, kinds)), found.early);
  },
});

/** OASIS STIX 1.x with CybOX 2.x. */
export const stix1 = defineFormat({
  name: "stix1",
  label: "STIX 1.x and CybOX (XML, also in what TAXII 1 hands out)",
  line: "the line in the file",
  reads: [
    "addresses, names, URIs, files with their hashes, mutexes, registry keys and user agents of observables, also several in one element",
    "YARA rules of indicators, and numbers of vulnerabilities",
    "titles of indicators as notes, who made the package as source",
    "TLP anywhere in the package, for all of it",
  ],
  leavesOut: [
    ["negated observables, and values that are not compared for equality", "they name no single value; each is named"],
    ["recipients of mails", "they are victims or colleagues"],
    ["rules in other languages than YARA", "they are rules of programs that we do not read"],
    ["hashes of types that are not known", "a type that is named is not guessed by length"],
  ],
  read: async (content, { kinds }) => {
    const found = await rootOf(content, /^(?:STIX_Packages?|Observables|Poll_Response|Inbox_Message)$/u);
    if (found === undefined || "ok" in found) return found;
    const { readStix1 } = await import("#domain/import/xml/stix1.ts");
    return withEnd(ok(readStix1(found.root, kinds)), found.early);
  },
});

/** The MISP core format, as old servers and some tools write it. */
export const mispXml = defineFormat({
  name: "misp-xml",
  label: "MISP (events as XML)",
  line: "the attribute, counted over the whole file",
  reads: misp.reads,
  leavesOut: misp.leavesOut,
  read: async (content, asked) => {
    const found = await rootOf(content, /^(?:response|Event)$/u);
    if (found === undefined || "ok" in found) return found;
    const { mispJson } = await import("#domain/import/xml/misp.ts");
    const value = mispJson(found.root);
    const read = value === undefined ? undefined : await misp.read({ ...content, json: () => ({ value }) }, asked);
    return read?.ok ? withEnd(ok({ ...read.value, format: "misp-xml" }), found.early) : read;
  },
});

/** Extensible Markup Language 1.0. */
export const xml = defineFormat({
  name: "xml",
  label: "XML of other programs",
  line: "the line in the file",
  reads: [
    "the text of each element, and each attribute",
    "paragraphs of Word and LibreOffice (flat XML) as wholes, whatever parts their words",
    "markings anywhere in these",
  ],
  leavesOut: [
    ["namespaces and addresses of schemas", "they say how the file is made"],
    ["entities and document types", "nothing that they declare is expanded or loaded"],
    ["computers that report, in events of Windows, and what stands in their domains", "they are victims or colleagues; each is named"],
    ["comments and instructions", "they are for programs"],
  ],
  read: async ({ sniffed, text }, { kinds }) => {
    if (sniffed !== "text" || rootName(text) === undefined) return undefined;
    return ok(await (await import("#domain/import/xml/text.ts")).readXml(text, kinds));
  },
});
