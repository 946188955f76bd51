import { isAlphanumeric, lineBefore } from "#domain/extract/characters.ts";
import { firstOf, type Pass } from "#domain/extract/pass.ts";
import { put } from "#domain/extract/scan.ts";
import { sectionAt } from "#domain/extract/sections.ts";
import type { Way } from "#domain/extract/tables.ts";
import type { Named } from "#domain/kinds/traits/detection.ts";

const sign = /@(\w{2,32})(?![\w@])/uy;
const elsewhere = /(?:instagram|github|gitlab|facebook|linkedin|youtube|tiktok|discord|mastodon|bluesky|npm|import|package)[^\n@]{0,24}$/i;
/** Words behind an at sign that languages and markup keep for themselves. */
const reserved =
  /^(?:import|media|font|charset|keyframes|param|return|returns|throws|see|author|since|override|deprecated|interface|class|end|property|echo|include|everyone|here|channel|room|supports|page|todo|version|link|type|private|public|static|\d+)$/i;

/** A name behind an at sign at `from`; returns its end, or -1. */
export function atSign(scan: Pass, from: number): number {
  const { text, tables } = scan;
  if (isAlphanumeric(text, from - 1) || /[@._/:=&%+-]/u.test(text[from - 1] ?? "")) return -1;
  const address = firstOf(tables.spots.sign, scan, from);
  if (address > 0) return address;
  if (text[from] !== "@") return -1;
  sign.lastIndex = from;
  const name = sign.exec(text)?.[1];
  const end = from + 1 + (name?.length ?? 0);
  if (name === undefined || reserved.test(name) || /^[.(/:][\w(]/u.test(text.slice(end, end + 2))) return -1;
  // how a program of chats writes whom it mentions: a number of theirs, no name
  if (text[from - 1] === "<" && text[end] === ">" && /^[A-Z\d]+$/u.test(name)) return -1;
  const before = lineBefore(text, from, 48);
  if (elsewhere.test(before)) return -1;
  const about = sectionAt(scan.sections, from);
  const found =
    tables.handles.find(({ kind, how }) => how.before?.test(before) || kind === about) ??
    tables.handles.find(({ how }) => how.before === undefined);
  return found !== undefined && put(scan, found.kind, from, end) ? end : -1;
}

const nothing = /^(?:yes|no|none|null|unknown|not|the|and|n\/a|available|via|http|https)$/i;

/** A value behind a word that names its kind ("Jabber: …", "Mutex = …"), which begins at `from`; returns its end, or -1. */
export function named(scan: Pass, from: number, { kind, how }: Way<Named>): number {
  how.shape.lastIndex = from;
  const found = how.shape.exec(scan.text);
  const value = found?.[1]?.replace(/[\s.)]+$/u, "");
  if (found === null || value === undefined || value === "" || nothing.test(value)) return -1;
  const begin = from + found[0].length - (found[1]?.length ?? 0);
  return put(scan, kind, begin, begin + value.length) ? begin + value.length : -1;
}

const bullet = /^[\s\-*•·–—>+|]{0,12}(?:\d{1,3}[.)]\s)?["'`]{0,3}/u;
/** The lines of a list under a heading that says of what kind they are, each one value. */
export function listed(scan: Pass): void {
  for (const { kind, how, from, to } of scan.sections) {
    if (!how.lists) continue;
    let begin = from;
    for (const line of scan.text.slice(from, to).split("\n")) {
      const lead = bullet.exec(line)?.[0].length ?? 0;
      const value = /^[^"`|\t]*/u.exec(line.slice(lead))?.[0].replace(/[\s'`"|]+$/u, "") ?? "";
      if (value.length > 2 && value.length <= 300 && lead < line.length) put(scan, kind, begin + lead, begin + lead + value.length);
      begin += line.length + 1;
    }
  }
}
