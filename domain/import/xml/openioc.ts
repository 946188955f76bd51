import { gathering, type Particulars } from "#domain/import/gather.ts";
import type { Reading } from "#domain/import/reading.ts";
import { type Into, tally } from "#domain/import/tally.ts";
import { kindsNamed } from "#domain/import/type-names.ts";
import { noteOf, oneLine, sourceOf } from "#domain/import/words.ts";
import { childOf, type Element, elementsIn, isSo, textOf } from "#domain/import/xml/tree.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** What terms of OpenIOC name ("Indicator Terms"), by the ends of their paths. */
const terms: readonly (readonly [ends: string, type: string])[] = [
  ["md5sum pathmd5sum servicedllmd5sum arguments/md5 md5", "md5"],
  ["sha1sum sha1", "sha1"],
  ["sha256sum sha256", "sha256"],
  ["sha512sum", "sha512"],
  ["ssdeep", "ssdeep"],
  ["imphash", "imphash"],
  [
    "fileitem/filename attachment/name processitem/name drivername applicationfilename filedownloadhistoryitem/filename modulename",
    "filename",
  ],
  ["fullpath filepath processitem/path serviceitem/path servicedll applicationfullpath execprogrampath modulepath", "filepath"],
  ["network/dns recordname hostname dnsentryitem/host recorddata/host remotehost", "hostname"],
  ["remoteip ipv4address ipv6address network/ip routeentryitem/destination", "ip"],
  ["url network/uri sourceurl", "url"],
  ["email/from email/sender email/replyto", "email"],
  ["registryitem/path keypath", "regkey"],
  ["handle/name mutex/name", "mutex"],
  ["useragent", "user-agent"],
];
const byEnd = new Map(terms.flatMap(([ends, type]) => ends.split(" ").map((end) => [end, type] as const)));
const receivers = /^email\/(?:to|cc|bcc)$/u;
/** The victim's own side of a connection. */
const own = /(?:^|\/)(?:localip|localport)$/u;
/** Conditions under which an item names its value. */
const naming = new Set(["is", "contains", ""]);

/** Reads OpenIOC 1.0 and 1.1; `line` of a row is the line of its item. */
export function readOpenIoc(root: Element, kinds: Kinds): Reading {
  const gather = gathering("openioc", kinds);
  const apart = tally();
  const about = childOf(root, "metadata") ?? root;
  const said = (name: string): string => textOf(childOf(about, name) ?? { name, attributes: new Map(), children: [], line: 1 });
  for (const name of ["short_description", "description", "keywords"]) gather.mark(said(name));
  for (const link of elementsIn(childOf(about, "links") ?? about))
    if (link.name === "link") gather.mark(`${link.attributes.get("rel") ?? ""}: ${textOf(link)}`);
  const note = noteOf(said("short_description"));
  const source = sourceOf(said("authored_by"));
  const particulars = { ...(note !== undefined && { note }), ...(source !== undefined && { source }) };
  const visit = (element: Element): void => {
    if (element.name === "IndicatorItem") takeItem({ gather, apart, particulars }, element);
    else for (const one of elementsIn(element)) visit(one);
  };
  visit(root);
  apart.tell(gather);
  return gather.reading();
}

interface About extends Into {
  readonly particulars: Particulars;
}
function takeItem({ gather, apart, particulars }: About, item: Element): void {
  const search = childOf(item, "Context")?.attributes.get("search")?.trim() ?? "";
  const content = childOf(item, "Content");
  const condition = item.attributes.get("condition")?.trim().toLowerCase() ?? "";
  const shown = oneLine(search, 80) ?? "(none)";
  if (isSo(item, "negate") || !naming.has(condition)) {
    apart.add(item.line, { code: "comparison", path: shown, operator: isSo(item, "negate") ? `not ${condition}` : condition });
    return;
  }
  const path = search.toLowerCase();
  if (receivers.test(path)) {
    apart.add(item.line, "recipients-of-mails");
    return;
  }
  const type = own.test(path) ? undefined : typeOf(path, content?.attributes.get("type"));
  const as = type === undefined ? undefined : kindsNamed(type, gather.kinds);
  if (as === undefined || content === undefined) apart.add(item.line, { code: "attribute-type", type: shown });
  else gather.value(item.line, textOf(content), as, particulars);
}

function typeOf(path: string, contentType = ""): string | undefined {
  const parts = path.split("/");
  const found = byEnd.get(parts.slice(-2).join("/")) ?? byEnd.get(parts.at(-1) ?? "");
  if (found !== undefined) return found;
  const type = contentType.trim().toLowerCase();
  return type === "md5" || type === "ip" ? type : undefined;
}
