import { expect, test } from "vitest";
import { mailsIn, mostMails } from "#domain/import/mail/container.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const parts = (content: string) => mailsIn(new TextEncoder().encode(content)).mails.map(text);
const one = "Subject: a\nTo: b@bank.example\n\ntext\n";

test("a mail alone is itself", () => expect(parts(one)).toEqual([one]));
test("an mbox is each of its mails", () => {
  expect(parts(`From a@evil.example Fri Jan  2 03:04:05 2026\n${one}\nFrom b@evil.example Sat Jan  3 03:04:05 2026\n${one}`)).toEqual([
    `${one}\n`,
    one,
  ]);
  expect(parts(`From - Fri Jan\r\nSubject: a\r\n\r\ntext\r\n\r\nFrom - Sat Jan\r\nSubject: b\r\n\r\nmore\r\n`)).toHaveLength(2);
});
test("a line of a text that begins with From begins no mail", () => {
  expect(parts(`From a@evil.example Fri\n${one}\nFrom here on it is text.\nMore of it.\n`)).toHaveLength(1);
  expect(parts(`From a@evil.example Fri\n${one}From: b@evil.example\n`)).toHaveLength(1);
});
test("what Apple Mail keeps is as long as it says", () => {
  expect(parts(`${one.length}\n${one}<?xml version="1.0"?><plist/>`)).toEqual([one]);
});
test("of very many the first are read, and the rest is counted", () => {
  const bytes = new TextEncoder().encode(`From x Fri\n${one}\n`.repeat(mostMails + 7));
  const { mails, more } = mailsIn(bytes);
  expect([mails.length, more]).toEqual([mostMails, 7]);
});
