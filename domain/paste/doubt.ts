import type { Found } from "#domain/extract/index.ts";
import { type Indicator, type Kind, kinds, parseIndicator } from "#domain/indicators/indicator.ts";
import { known } from "#domain/kinds/index.ts";
import type { Detection } from "#domain/kinds/traits/detection.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";

const fileWord =
  /(?:^|[^a-z])(?:files?|file ?names?|scripts?|attachments?|attached|archives?|dropped|drops|dropper|saved (?:as|to)|named|called|ran|runs?|execut(?:es?|ed|able)|opened|unzipped|payload|samples?|downloaded as)["'`:=(\s]{1,4}$/i;
const hostWord = /(?:^|[^a-z\d])(?:domains?|hosts?|hostnames?|c2|cnc|servers?|sites?|fqdn|dns|nameservers?)["'`:=(\s]{1,4}$/i;
const chatWord = /(?:jabber|xmpp|jid)[^a-z\d]{0,4}$/i;
const namesOf = (isOne: (kind: (typeof known.all)[number], how: Detection) => boolean): ReadonlySet<Kind> =>
  new Set(known.all.filter((kind) => kind.detect !== "only-named" && kind.detect.some((how) => isOne(kind, how))).map(({ name }) => name));
/** Kinds that only a label or a heading gives. */
const byLabel = namesOf((_, how) => how.as === "named" || how.as === "labelled");
/** What is as well a serial number or another digest, where a text says so; an address a version, a card's number an order's. */
const byContext: ReadonlySet<Kind> = new Set<Kind>([
  ...namesOf(({ misprinted }, how) => how.as === "digest" && misprinted === undefined),
  ...(["ipv4", "card"] as const),
]);

const labels: ReadonlySet<string> = new Set([
  ...kinds,
  ..."ip address addresses host hostname host-name server c2 cnc hash sha-1 sha-256 sha-512 checksum mail e-mail email-address sender".split(
    " ",
  ),
  ..."file path registry key user-agent user agent tel telephone mobile fax account wallet bitcoin ethereum monero swift swift/bic".split(
    " ",
  ),
  ..."fingerprint gpg openpgp name id number ioc iocs indicator indicators port tcp udp".split(" "),
]);
/** Whether a word only says what stands beside it. */
export const isLabel = (word: string): boolean => word.endsWith(":") || labels.has(word.toLowerCase());

/** What of a line stands before a place and may say what stands there. */
const wordsBefore = (line: string, at: number): string => line.slice(Math.max(0, at - 60), at);

/** Whether a label or a heading says what a value is, which it does not show by itself. Rules between kinds: an XMPP address is else one of e-mail, a user agent or a mutex else the beginning of a sentence. */
export function isLabelled({ kind, from, to, value }: Found, line: string): boolean {
  if (kind === "xmpp") return chatWord.test(wordsBefore(line, from));
  if (kind === "useragent") return value === line.trim() || /agent/i.test(line.slice(0, from));
  return byLabel.has(kind) && (kind !== "mutex" || line.slice(to).trim() === "");
}

/** A value found in a sentence; what may be of several kinds counts only if the words before it decide. */
export function decided(hit: Found, line: string): Result<Indicator> {
  const found = ok({ kind: hit.kind, value: hit.value });
  const plain = parseIndicator(line.slice(hit.from, hit.to));
  if (plain.ok || plain.fault.code !== "ambiguous" || isLabelled(hit, line)) return found;
  const before = wordsBefore(line, hit.from);
  const says = hit.kind === "filename" ? fileWord : hit.kind === "domain" ? hostWord : undefined;
  return says?.test(before) ? found : plain;
}

/** "Evil.Example", "say.It": a host, or two sentences without a blank between them. */
const capitalised = /\.\p{Lu}\p{Ll}[\p{Ll}\d-]*[^\p{L}\d]*$/u;

/** A word that reads as a value alone, but not in its sentence, in which `extract` has left it. */
export function doubted(word: string, read: Result<Indicator>): Result<Indicator> {
  if (!read.ok || !(byContext.has(read.value.kind) || (read.value.kind === "domain" && capitalised.test(word)))) return read;
  return fail({ code: "ambiguous", typed: read.value.value.slice(0, 80), choices: [`type:${read.value.kind}`] });
}

/** Whether a word in a sentence was meant as a value, although it is none: the others are prose. */
export function isSuspicious(word: string, read: Result<Indicator>): boolean {
  if (read.ok || read.fault.code !== "unreadable") return true;
  const bare = word.replace(/^[("'`]+|[)"'`.,;:!?]+$/gu, "");
  // dates and versions
  if (/^\d{1,4}(?:[.-]\d{1,4}){1,2}$/u.test(bare) || /^\d{4}-\d\d-\d\dT/u.test(bare)) return false;
  return read.fault.expected !== "indicator" || /[@\\]/u.test(bare) || /^(?=.*\d.*\d)[A-Za-z\d]{12,}$/u.test(bare);
}
