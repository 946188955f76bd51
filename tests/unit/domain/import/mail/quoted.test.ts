import { expect, test } from "vitest";
import { quotedIn } from "#domain/import/mail/quoted.ts";

const people = ["victim@bank.example", "boss@bank.example"];

test.each([
  [
    "Outlook",
    "From: Owl <owl@evil.example>\nSent: Friday, 2 January 2026 03:04\nTo: Vera <victim@bank.example>; boss@bank.example\nSubject: Invoice",
  ],
  [
    "Gmail",
    "---------- Forwarded message ---------\nFrom: Owl <owl@evil.example>\nDate: Fri, Jan 2, 2026\nSubject: Invoice\nTo: <victim@bank.example>, <boss@bank.example>",
  ],
  [
    "Apple",
    "Begin forwarded message:\n\n> From: Owl <owl@evil.example>\n> Subject: Invoice\n> Date: 2 January 2026\n> To: victim@bank.example, boss@bank.example",
  ],
  ["bold", "**From:** Owl <owl@evil.example>\n**Sent:** Friday\n**To:** victim@bank.example; boss@bank.example\n**Subject:** Invoice"],
  [
    "German",
    "Von: Eule <owl@evil.example>\nGesendet: Freitag, 2. Januar 2026\nAn: victim@bank.example\nCc: boss@bank.example\nBetreff: Rechnung",
  ],
  [
    "French",
    "De : Chouette <owl@evil.example>\nEnvoyé : vendredi 2 janvier 2026\nÀ : victim@bank.example\nCc : boss@bank.example\nObjet : Facture",
  ],
  ["Spanish", "De: Búho <owl@evil.example>\nEnviado: viernes\nPara: victim@bank.example; boss@bank.example\nAsunto: Factura"],
  ["Italian", "Da: Gufo <owl@evil.example>\nInviato: venerdì\nA: victim@bank.example; boss@bank.example\nOggetto: Fattura"],
  ["Dutch", "Van: Uil <owl@evil.example>\nVerzonden: vrijdag\nAan: victim@bank.example; boss@bank.example\nOnderwerp: Factuur"],
  ["Polish", "Od: Sowa <owl@evil.example>\nWysłano: piątek\nDo: victim@bank.example; boss@bank.example\nTemat: Faktura"],
  ["Portuguese", "De: Coruja <owl@evil.example>\nEnviada: sexta\nPara: victim@bank.example; boss@bank.example\nAssunto: Fatura"],
  ["Swedish", "Från: Uggla <owl@evil.example>\nSkickat: fredag\nTill: victim@bank.example; boss@bank.example\nÄmne: Faktura"],
  ["folded", "From: Owl <owl@evil.example>\nSubject: Invoice\nTo: Vera <victim@bank.example>,\n\tBoss <boss@bank.example>"],
])("a mail that is quoted as by %s tells whom it went to", (_client, block) => {
  const text = `please look\n\n${block}\n\nPay at http://pay.evil.example/x\n`;
  const found = quotedIn(text);
  expect(found?.recipients).toEqual(people);
  expect(text.slice(found?.from).startsWith(block.split("\n").find((line) => /owl@/u.test(line)) ?? "?")).toBe(true);
});

test.each([
  "From: the desk\nwe saw evil.example\n",
  "From: Rotterdam\nTo be done: look at evil.example\n",
  "To: victim@bank.example\nSubject: Invoice\n",
  "This came from: owl@evil.example\n",
])("%j quotes no mail", (text) => {
  expect(quotedIn(text)).toBeUndefined();
});

test("many lines that begin one cost no more than their number", () => {
  expect(quotedIn("From: a@evil.example\nTo: b@bank.example\n\n".repeat(20_000))?.recipients).toHaveLength(20_000);
});
