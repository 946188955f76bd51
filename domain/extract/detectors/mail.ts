import { classOf, lineBefore, wordBits } from "#domain/extract/characters.ts";
import { put } from "#domain/extract/scan.ts";
import { email } from "#domain/kinds/email.ts";
import type { Scan } from "#domain/kinds/traits/detection.ts";
import { xmpp } from "#domain/kinds/xmpp.ts";

const local = /[\p{L}\p{M}\p{N}._%+-]/u;
const literal = /\[\d{1,3}(?:\.\d{1,3}){3}\]/uy;
const chat = /(?:jabber|xmpp|jid)[^a-z\n]{0,12}$/i;
const chatHost = /(?:^|\.)\w*(?:jabber|xmpp)\w*\./i;

/** An e-mail or XMPP address by its sign at `at`; returns its end, or -1. */
export function mail(scan: Scan, at: number): number {
  const { text } = scan;
  let from = at;
  while (from > scan.taken && at - from < 65 && local.test(text[from - 1] ?? "")) from -= 1;
  while (from < at && /[.%-]/u.test(text[from] ?? "")) from += 1;
  if (from === at) return -1;
  literal.lastIndex = at + 1;
  const address = literal.exec(text)?.[0];
  let to = at + 1 + (address?.length ?? 0);
  if (address === undefined) {
    while (to < text.length && to - at < 256 && (classOf(text.charCodeAt(to)) & wordBits) !== 0) to += 1;
    while (to > at && /[._-]/u.test(text[to - 1] ?? "")) to -= 1;
    // "user@evil.example.Then": a sentence that goes on without a blank
    const glued = /\.\p{Lu}\p{Ll}+$/u.exec(text.slice(at, to));
    if (glued !== null && text.slice(at, at + glued.index).includes(".")) to = at + glued.index;
  }
  const isChat = chat.test(lineBefore(text, from, 32)) || chatHost.test(text.slice(at + 1, to));
  return put(scan, isChat ? xmpp : email, from, to) ? to : -1;
}
