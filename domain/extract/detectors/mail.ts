import { classOf, isAlphanumeric, lineBefore, wordBits } from "#domain/extract/characters.ts";
import { put } from "#domain/extract/scan.ts";
import { readDomain } from "#domain/kinds/domain.ts";
import { email } from "#domain/kinds/email.ts";
import type { Scan } from "#domain/kinds/traits/detection.ts";
import { xmpp } from "#domain/kinds/xmpp.ts";

const local = /[\p{L}\p{M}\p{N}._%+-]/u;
/** What programs put before the address of somebody else, to get it back when a mail bounces. */
const bounced = /(?:bounces?[+-]|[\w.-]{1,48}\+)[\w.=+-]{0,64}$/iu;
/** A guest of a tenant, whose own address is before it. */
const guest = "#EXT#";
const literal = /\[\d{1,3}(?:\.\d{1,3}){3}\]/uy;
const chat = /(?:jabber|xmpp|jid)[^a-z\n]{0,12}$/i;
const chatHost = /(?:^|\.)\w*(?:jabber|xmpp)\w*\./i;

/** An e-mail or XMPP address by its sign at `at`; returns its end, or -1. */
export function mail(scan: Scan, at: number): number {
  const { text } = scan;
  const from = localStart(scan, text.endsWith(guest, at) ? at - guest.length : at);
  if (from === at) return -1;
  literal.lastIndex = at + 1;
  const address = literal.exec(text)?.[0];
  let to = at + 1 + (address?.length ?? 0);
  if (address === undefined) {
    while (to < text.length && to - at < 256 && (classOf(text.charCodeAt(to)) & wordBits) !== 0) to += 1;
    while (to > at && /[._-]/u.test(text[to - 1] ?? "")) to -= 1;
    to = withoutSentence(text, at + 1, to);
  }
  const isChat = chat.test(lineBefore(text, from, 32)) || chatHost.test(text.slice(at + 1, to));
  return put(scan, isChat ? xmpp : email, from, to) ? to : -1;
}

/** Where the name before the sign begins. `end` is its end. */
function localStart(scan: Scan, end: number): number {
  const { text } = scan;
  let from = end;
  const least = Math.max(scan.taken, end - 64);
  while (from > least && (local.test(text[from - 1] ?? "") || isApostrophe(text, from - 1))) from -= 1;
  if (text[from - 1] === "=" && from > least) from = behindEquals(text, from, { end, least });
  while (from < end && /[.%'-]/u.test(text[from] ?? "")) from += 1;
  return from;
}
const isApostrophe = (text: string, at: number): boolean =>
  text[at] === "'" && isAlphanumeric(text, at - 1) && isAlphanumeric(text, at + 1);

/** "bounce+anna=bank.test@owl.example": what stands before the equals sign is the name, too; "from=anna@owl.example" is a setting. */
function behindEquals(text: string, from: number, { end, least }: { readonly end: number; readonly least: number }): number {
  const before = /[\w.+=-]{1,64}$/u.exec(text.slice(least, from))?.[0] ?? "";
  return bounced.test(before) && readDomain(text.slice(from, end)) !== undefined ? from - before.length : from;
}

/** "user@evil.example.Then": a sentence that goes on without a blank. In "Anna.Berg@Mail.Owl.Example" the name is in capitals throughout. */
function withoutSentence(text: string, host: number, to: number): number {
  const glued = /\.\p{Lu}\p{Ll}+$/u.exec(text.slice(host, to));
  if (glued === null) return to;
  const end = host + glued.index;
  if (readDomain(text.slice(host, end)) === undefined) return to;
  const isCapital = /(?:^|[.-])\p{Lu}[^.]*$/u.test(text.slice(host, end));
  return isCapital && readDomain(text.slice(host, to)) !== undefined ? to : end;
}
