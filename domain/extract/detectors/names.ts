import { isAlphanumeric } from "#domain/extract/characters.ts";
import { lineBefore } from "#domain/extract/labels.ts";
import { put, type Scan } from "#domain/extract/scan.ts";
import { sectionAt } from "#domain/extract/sections.ts";
import type { Kind } from "#domain/kinds/index.ts";

const sign = /@(\w{2,32})(?![\w@])/uy;
const account = /[@#][A-Za-z\d._=/+-]{1,64}:(?:[A-Za-z\d-]{1,63}\.){1,6}[A-Za-z][A-Za-z\d-]{1,62}(?::\d{1,5})?(?![\w@])/uy;
const onTelegram = /(?:telegram|(?<![a-z])tg|t\.me)[^\n@]{0,24}$/i;
const onTwitter = /(?:twitter|tweet(?:ed|s)?(?: by)?|(?<![a-z])x(?: \(twitter\))?\s?[:(])[^\n@]{0,24}$/i;
const elsewhere = /(?:instagram|github|gitlab|facebook|linkedin|youtube|tiktok|discord|mastodon|bluesky|npm|import|package)[^\n@]{0,24}$/i;
/** Words behind an at sign that languages and markup keep for themselves. */
const reserved =
  /^(?:import|media|font|charset|keyframes|param|return|returns|throws|see|author|since|override|deprecated|interface|class|end|property|echo|include|everyone|here|channel|room|supports|page|todo|version|link|type|private|public|static|\d+)$/i;

/** A name behind an at sign at `from`; returns its end, or -1. */
export function atSign(scan: Scan, from: number): number {
  const { text } = scan;
  if (isAlphanumeric(text, from - 1) || /[@._/:=&%+-]/u.test(text[from - 1] ?? "")) return -1;
  account.lastIndex = from;
  const address = text[from + 1] === ":" ? undefined : account.exec(text)?.[0];
  if (address !== undefined && put(scan, "matrix", from, from + address.length)) return from + address.length;
  if (text[from] !== "@") return -1;
  sign.lastIndex = from;
  const name = sign.exec(text)?.[1];
  const end = from + 1 + (name?.length ?? 0);
  if (name === undefined || reserved.test(name) || /^[.(/:][\w(]/u.test(text.slice(end, end + 2))) return -1;
  const before = lineBefore(text, from, 48);
  if (elsewhere.test(before)) return -1;
  const kind: Kind =
    onTelegram.test(before) || sectionAt(scan.sections, from) === "telegram" ? "telegram" : onTwitter.test(before) ? "twitter" : "handle";
  return put(scan, kind, from, end) ? end : -1;
}

/** Words that name what stands behind them, and the shape of that. */
const labelled: readonly (readonly [RegExp, Kind])[] = [
  [
    /telegram(?:[ _-](?:id|handle|account|user(?:name)?|name|channel|group|bot|contact)){0,2}[ \t]{0,2}[:=][ \t]{0,2}["'`]?@?([A-Za-z]\w{3,31})(?![\w.:/@-])/iy,
    "telegram",
  ],
  [/twitter(?:[ _-](?:id|handle|account|user(?:name)?|name)){0,2}[ \t]{0,2}[:=][ \t]{0,2}["'`]?@?(\w{3,15})(?![\w.:/@-])/iy, "twitter"],
  [
    /(?:jabber|xmpp|jid)(?:[ _-](?:id|address|account|contact|server)){0,2}[ \t]{0,2}[:=(]?[ \t]{0,2}["'`]?([\w.+-]{1,64}@[\w.-]{3,128}\w)/iy,
    "xmpp",
  ],
  [/icq(?:[ _-](?:id|uin|number|account|contact))?[ \t]{0,2}[:=#]?[ \t]{0,2}(\d(?:-?\d){4,8})(?![\d-])/iy, "icq"],
  [
    /discord(?:[ _-](?:id|handle|account|user(?:name)?|tag|name)){0,2}[ \t]{0,2}[:=][ \t]{0,2}["'`]?@?([\w.]{2,32}#\d{4}|\d{17,20}|[a-z\d_.]{2,32})(?![\w/:])/iy,
    "discord",
  ],
  [/(?:bic|swift)(?:[/ _-](?:bic|swift|code))?[ \t]{0,2}[:=]?[ \t]{0,2}([A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?)(?![A-Za-z\d])/iy, "bic"],
  [
    /mut(?:ex(?:es)?|ant)(?:[ _-](?:name|names|value|object|is|named|called|created)){0,3}[ \t]{0,2}(?:[:=][ \t]{0,2}["'`\u201c]?|["'`\u201c])([^\s"'`\u201d,;][^"'`\u201d\n,;]{2,120})/iy,
    "mutex",
  ],
];
const nothing = /^(?:yes|no|none|null|unknown|not|the|and|n\/a|available|via|http|https)$/i;

/** A value behind a word that names its kind ("Jabber: …", "Mutex = …"), which begins at `from`; returns its end, or -1. */
export function named(scan: Scan, from: number): number {
  const { text } = scan;
  for (const [shape, kind] of labelled) {
    shape.lastIndex = from;
    const found = shape.exec(text);
    const value = found?.[1]?.replace(/[\s.)]+$/u, "");
    if (found === null || value === undefined || value === "" || nothing.test(value)) continue;
    const begin = from + found[0].length - (found[1]?.length ?? 0);
    if (put(scan, kind, begin, begin + value.length)) return begin + value.length;
  }
  return -1;
}

const namespaced = /(?:Global|Local)\\[^\s"'`\u201d,;<>|]{3,200}/uy;
/** A mutex in a namespace of Windows (`Global\…`) that begins at `from`; returns its end, or -1. */
export function namespacedMutex(scan: Scan, from: number): number {
  namespaced.lastIndex = from;
  const found = namespaced.exec(scan.text)?.[0].replace(/[.,;:!?)\]]+$/u, "");
  return found !== undefined && put(scan, "mutex", from, from + found.length) ? from + found.length : -1;
}

const bullet = /^[\s\-*•·–—>+|]{0,12}(?:\d{1,3}[.)]\s)?["'`]{0,3}/u;
/** The lines of a list of mutexes or user agents, each one value. */
export function listed(scan: Scan): void {
  for (const { kind, from, to } of scan.sections) {
    if (kind !== "mutex" && kind !== "useragent") continue;
    let begin = from;
    for (const line of scan.text.slice(from, to).split("\n")) {
      const lead = bullet.exec(line)?.[0].length ?? 0;
      const value = /^[^"`|\t]*/u.exec(line.slice(lead))?.[0].replace(/[\s'`"|]+$/u, "") ?? "";
      if (value.length > 2 && value.length <= 300 && lead < line.length) put(scan, kind, begin + lead, begin + lead + value.length);
      begin += line.length + 1;
    }
  }
}
