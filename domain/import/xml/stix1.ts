import { raise, readTlp } from "#domain/codes/markings.ts";
import { type Gathering, gathering, type Particulars } from "#domain/import/gather.ts";
import type { NotTaken } from "#domain/import/not-taken.ts";
import type { Reading } from "#domain/import/reading.ts";
import { type Into, tally } from "#domain/import/tally.ts";
import { kindsNamed } from "#domain/import/type-names.ts";
import { noteOf, oneLine, sourceOf } from "#domain/import/words.ts";
import { childOf, type Element, elementsIn, isSo, localName, textOf } from "#domain/import/xml/tree.ts";
import type { Kind, Kinds } from "#domain/kinds/index.ts";

/** Values by the names of their elements, wherever they stand (CybOX 2.1). */
const anywhere: Readonly<Record<string, string>> = {
  Hostname_Value: "hostname",
  File_Name: "filename",
  File_Path: "filepath",
  Full_Path: "filepath",
  User_Agent: "user-agent",
  Fuzzy_Hash_Value: "ssdeep",
  CVE_ID: "cve",
};
/** Categories of addresses. */
const categories: Readonly<Record<string, string>> = {
  "ipv4-addr": "ip",
  "ipv4-net": "ip",
  "ipv6-addr": "ip",
  "ipv6-net": "ip",
  cidr: "ip",
  "e-mail": "email",
  mac: "mac-address",
  asn: "asn",
};
/** Plain values, by the type of their object or by the element around them. */
const values: Readonly<Record<string, string>> = {
  DomainNameObjectType: "domain",
  Domain_Name: "domain",
  URIObjectType: "url",
  LinkObjectType: "url",
  URI: "url",
  URL: "url",
  "Domain Name": "domain",
};
const receivers: ReadonlySet<string> = new Set(["To", "CC", "BCC"]);
const separator = "##comma##";

/** What stands around an element. */
interface Around {
  readonly object: string | undefined;
  readonly category: string | undefined;
  readonly parent: string;
  readonly particulars: Particulars;
}

/** Reads a package of STIX 1.x with its CybOX observables; `line` of a row is the line of its element. */
export function readStix1(root: Element, kinds: Kinds): Reading {
  const gather = gathering("stix1", kinds);
  const apart = tally();
  const headers = headersIn(root);
  const source = sourceOf(sourceIn(headers[0]));
  for (const header of headers)
    for (const name of ["Title", "Description", "Short_Description"]) gather.mark(textOf(childOf(header, name) ?? empty));
  visit({ gather, apart }, root, {
    object: undefined,
    category: undefined,
    parent: "",
    particulars: source === undefined ? {} : { source },
  });
  apart.tell(gather);
  return gather.reading();
}

const empty: Element = { name: "", attributes: new Map(), children: [], line: 1 };
const headersIn = (element: Element): readonly Element[] =>
  elementsIn(element).flatMap((one) => (one.name === "STIX_Header" ? [one] : headersIn(one)));
const sourceIn = (header: Element | undefined): string | undefined => {
  const from = header && childOf(header, "Information_Source");
  const identity = from && childOf(from, "Identity");
  return identity && textOf(childOf(identity, "Name") ?? empty);
};

function visit(into: Into, element: Element, around: Around): void {
  const { name, attributes, line } = element;
  const { gather, apart } = into;
  const type = localName(attributes.get("xsi:type") ?? "");
  if (name === "Marking_Structure" || /TLPMarking/u.test(type)) mark(gather, element, type);
  const left = whyLeft(element);
  if (left !== undefined) apart.add(line, left);
  else if (name === "Test_Mechanism") takeRule(into, element, type, around.particulars);
  else if (name === "Hash") takeHash(into, element, around.particulars);
  else {
    const inside = surroundings(element, around, type);
    if (name === "Properties" && type === "WindowsRegistryKeyObjectType") takeKey(into, element, inside.particulars);
    const as = typeOf(element, around);
    if (as !== undefined) takeValue(into, element, { type: as, particulars: around.particulars });
    else for (const one of elementsIn(element)) visit(into, one, inside);
  }
}

function whyLeft(element: Element): NotTaken | undefined {
  if (isSo(element, "negate")) return { code: "comparison", path: element.name, operator: "negate" };
  return receivers.has(element.name) ? "recipients-of-mails" : undefined;
}

function surroundings({ name, attributes, ...element }: Element, around: Around, type: string): Around {
  const title = /^(?:Indicator|Observable)$/u.test(name)
    ? noteOf(textOf(childOf({ name, attributes, ...element }, "Title") ?? empty))
    : undefined;
  const isObject = /ObjectType$/u.test(type);
  return {
    object: isObject ? type : around.object,
    category: attributes.get("category") ?? (isObject ? undefined : around.category),
    parent: name,
    particulars: title === undefined ? around.particulars : { ...around.particulars, note: title },
  };
}

/** How its value is to be read; undefined for an element that holds none. */
function typeOf({ name }: Element, { object, category, parent }: Around): string | undefined {
  if (name === "Address_Value") return categories[category?.toLowerCase() ?? "ipv4-addr"] ?? "";
  if (name === "Value") return values[parent] ?? values[object ?? ""];
  if (name === "Name" && object === "MutexObjectType") return "mutex";
  return Object.hasOwn(anywhere, name) ? anywhere[name] : undefined;
}

interface Typed {
  /** As others call it; empty for what has to show by itself. */
  readonly type: string;
  readonly particulars: Particulars;
}
function takeValue({ gather, apart }: Into, element: Element, { type, particulars }: Typed): void {
  const { name, attributes, line } = element;
  const condition = attributes.get("condition")?.trim() ?? "Equals";
  if (condition.toLowerCase() !== "equals") {
    apart.add(line, { code: "comparison", path: name, operator: oneLine(condition, 40) ?? "" });
    return;
  }
  const as = type === "" ? undefined : kindsOf(type, gather.kinds);
  for (const typed of listed(element)) gather.value(line, typed, as, particulars);
}

/** A URI may be no more than a name. */
const kindsOf = (type: string, kinds: Kinds): readonly Kind[] | undefined => {
  const named = kindsNamed(type, kinds);
  return type === "url" ? [...(named ?? []), ...(kindsNamed("domain", kinds) ?? [])] : named;
};

/** Values in one element, of which there may be several (CybOX, "Pattern Field Group"). */
const listed = (element: Element): readonly string[] =>
  textOf(element)
    .split(element.attributes.get("delimiter") || separator)
    .map((one) => one.trim())
    .filter((one) => one !== "");

function takeHash(into: Into, hash: Element, particulars: Particulars): void {
  const value = childOf(hash, "Simple_Hash_Value") ?? childOf(hash, "Fuzzy_Hash_Value");
  const type = textOf(childOf(hash, "Type") ?? empty);
  if (value === undefined) return;
  // a hash whose type is not said shows by its length what it is; one of a type that nobody knows is not guessed
  const named = type === "" || kindsNamed(type, into.gather.kinds) !== undefined;
  if (named) takeValue(into, value, { type, particulars });
  else into.apart.add(hash.line, { code: "attribute-type", type: oneLine(type, 40) ?? "" });
}

function takeKey({ gather }: Into, key: Element, particulars: Particulars): void {
  const [hive, path] = ["Hive", "Key"].map((name) => textOf(childOf(key, name) ?? empty));
  if (path) gather.value(key.line, hive ? `${hive}\\${path}` : path, ["regkey"], particulars);
}

function takeRule({ gather, apart }: Into, mechanism: Element, type: string, particulars: Particulars): void {
  const rules = elementsIn(mechanism).filter(({ name }) => name === "Rule");
  if (/yara/iu.test(type)) for (const rule of rules) gather.value(rule.line, textOf(rule), ["yara"], particulars);
  else apart.add(mechanism.line, { code: "pattern-language", language: oneLine(type, 40) ?? "(none)" });
}

/** A marking of a part of the package counts for all of it: which part, its path does not say in a way that we read. */
function mark(gather: Gathering, element: Element, type: string): void {
  const color = element.attributes.get("color");
  if (color !== undefined) {
    const tlp = readTlp(color);
    if (tlp !== undefined) raise(gather.marks, { tlp });
    else gather.unclear(element.line, { code: "cell", typed: oneLine(color, 60) ?? "", column: oneLine(type, 40) ?? "color", red: true });
    if (tlp === undefined) raise(gather.marks, { tlp: "red" });
  }
  for (const one of elementsIn(element)) if (one.name === "Statement" || one.name === "Terms_Of_Use") gather.mark(textOf(one));
}
