import { describe, expect, test } from "vitest";
import { quotedIn, quotedInPage } from "#domain/import/mail/quoted.ts";
import { reading, values } from "../reading.ts";

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

const owl = "owl@evil.example";
const [victim, boss] = ["victim@bank.example", "boss@bank.example"];
type Labels = readonly [from: string, sent: string, to: string, about: string];
/** How mail clients label what they quote. None of these words stands in the product. */
const languages: readonly (readonly [language: string, labels: Labels])[] = [
  ["Turkish", ["Kimden", "Gönderilme", "Kime", "Konu"]],
  ["Ukrainian", ["Від", "Надіслано", "Кому", "Тема"]],
  ["Japanese", ["差出人", "送信日時", "宛先", "件名"]],
  ["Chinese", ["发件人", "发送时间", "收件人", "主题"]],
  ["Korean", ["보낸 사람", "보낸 날짜", "받는 사람", "제목"]],
  ["Romanian", ["De la", "Trimis", "Către", "Subiect"]],
  ["Bulgarian", ["От", "Изпратено", "До", "Относно"]],
  ["Greek", ["Από", "Στάλθηκε", "Προς", "Θέμα"]],
  ["Czech", ["Od", "Odesláno", "Komu", "Předmět"]],
  ["Croatian", ["Od", "Datum", "Prima", "Predmet"]],
  ["Estonian", ["Saatja", "Saadetud", "Adressaat", "Teema"]],
  ["Latvian", ["No", "Nosūtīts", "Kam", "Tēma"]],
  ["Lithuanian", ["Nuo", "Išsiųsta", "Kam", "Tema"]],
  ["Hebrew", ["מאת", "נשלח", "אל", "נושא"]],
  ["Arabic", ["من", "تاريخ الإرسال", "إلى", "الموضوع"]],
  ["Serbian", ["Од", "Послато", "За", "Наслов"]],
  ["Vietnamese", ["Từ", "Đã gửi", "Đến", "Chủ đề"]],
  ["Hindi", ["प्रेषक", "भेजा गया", "प्रति", "विषय"]],
];
const layouts: readonly (readonly [client: string, (labels: Labels) => string])[] = [
  [
    "Outlook",
    ([from, sent, to, about]) => `${from}: Owl <${owl}>\n${sent}: 2. 1. 2026 3:04\n${to}: Vera <${victim}>; ${boss}\n${about}: Invoice`,
  ],
  [
    "Outlook in an office",
    ([from, sent, to, about]) => `${from}: Owl\n${sent}: 2. 1. 2026 3:04\n${to}: ${victim}; ${boss}\n${about}: Invoice`,
  ],
  [
    "Gmail",
    ([from, sent, to, about]) =>
      `---------- x ---------\n${from}: Owl <${owl}>\n${sent}: 2026\n${about}: Invoice\n${to}: <${victim}>, <${boss}>`,
  ],
  ["Apple", ([from, sent, to, about]) => `> ${from}: Owl <${owl}>\n> ${about}: Invoice\n> ${sent}: 2 3:04\n> ${to}: ${victim}, ${boss}`],
  [
    "Thunderbird",
    ([from, sent, to, about]) => `${about}: \tInvoice\n${sent}: \t2 Jan 2026\n${from}: \tOwl <${owl}>\n${to}: \t${victim}, ${boss}`,
  ],
  [
    "a phone, in bold",
    ([from, sent, to, about]) => `*${from}:* Owl <${owl}>\n*${sent}:* x\n*${to}:* ${victim}; ${boss}\n*${about}:* Invoice`,
  ],
  ["one with wide colons", ([from, sent, to, about]) => `${from}：Owl<${owl}>\n${sent}：2026\n${to}：${victim}；${boss}\n${about}：x`],
  ["one that wraps lines", ([from, sent, to]) => `${from}: Owl of Owls\n<${owl}>\n${sent}: 2\n${to}: Vera\n<${victim}>, Boss <${boss}>`],
  [
    "one that marks directions",
    ([from, sent, to]) => `\u200f\u202b${from}: \u202a${owl}\u202c\n\u200f${sent}: 2\n\u200f${to}: ${victim}, ${boss}`,
  ],
];
const escaped = (text: string): string => text.replace(/^> /gmu, "").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const mail = (body: string, type = "text/plain"): string =>
  `Received: from pc.agency.example ([192.0.2.10]) by mx.cert.example; Fri, 2 Jan 2026 05:00:00 +0000\nFrom: Rita <rita@agency.example>\nTo: desk@cert.example\nSubject: Fwd\nMessage-ID: <2@agency.example>\nMIME-Version: 1.0\nContent-Type: ${type}; charset=utf-8\n\n${body}`;

describe.each(languages)("headers in %s", (_language, labels) => {
  test.each(layouts)("as %s quotes them tell whom a mail went to", (_client, layout) => {
    const text = `please look\n\n${layout(labels)}\n\nPay at http://pay.evil.example/x\n`;
    expect(quotedIn(text)?.recipients).toEqual([victim, boss]);
    expect(quotedIn(text.replaceAll("\n", "\r\n"))?.recipients).toEqual([victim, boss]);
    const lines = escaped(layout(labels)).split("\n");
    expect(quotedInPage(`please look<br><br>${lines.join("<br>")}<p>Pay</p>`)?.recipients).toEqual([victim, boss]);
  });
  test("leave out who passes the mail on, with their machines", async () => {
    const [[, outlook] = ["", () => ""]] = layouts;
    const found = values(await reading("a.eml", mail(`look\n\n${outlook(labels)}\n\nPay at http://pay.evil.example/x\n`)));
    expect(found).toEqual([`2 email ${owl}`, "2 url http://pay.evil.example/x"]);
  });
});

test("headers in paragraphs of their own stand together", () => {
  const line = (label: string, value: string) => `<div style="margin:0"><span><b>${label}: </b></span><span>${value}<br></span></div>`;
  const page = `<div>look</div><blockquote type="cite">${line("差出人", owl)}${line("件名", "x")}${line("日付", "2026")}${line("宛先", victim)}<br><div>pay</div></blockquote>`;
  expect(quotedInPage(page)?.recipients).toEqual([victim]);
});

/** The line above what an answer quotes. */
const attributions = [
  "On Fri, Jan 2, 2026 at 3:04 AM Owl <owl@evil.example> wrote:",
  "On Fri, Jan 2, 2026 at 3:04 AM A very long name of a bird that is an\nOwl <owl@evil.example>\nwrote:",
  "2026年1月2日(金) 3:04 Owl <owl@evil.example>:",
  "Owl <owl@evil.example> 于2026年1月2日周五 03:04写道：",
  "2026년 1월 2일 (금) 오전 3:04, Owl <owl@evil.example>님이 작성:",
  "Owl <owl@evil.example>, 2 Oca 2026 Cum, 03:04 tarihinde şunu yazdı:",
  "Στις Παρ 2 Ιαν 2026 στις 3:04 π.μ., ο χρήστης Owl <\nowl@evil.example> έγραψε:",
  "пт, 2 січ. 2026 р. о 03:04 Owl <owl@evil.example> пише:",
  "\u202bבתאריך יום ו׳, 2 בינו׳ 2026 ב-3:04 מאת \u202aOwl\u202c\u200f <\u202aowl@evil.example\u202c\u200f>:\u202c",
  "pá 2. 1. 2026 v 3:04 odesílatel Owl [mailto:owl@evil.example] napsal:",
];
describe.each(attributions)("%j above a quotation", (line) => {
  const expected = [`2 email ${owl}`, "2 url http://pay.evil.example/x"];
  test.each(["\n", "\n\n"])("leaves out who answers (%j)", async (between) => {
    expect(values(await reading("a.eml", mail(`please look\n\n${line}${between}> Pay at http://pay.evil.example/x\n> now\n`)))).toEqual(
      expected,
    );
  });
  test("in HTML as well", async () => {
    const body = `<div>look</div><div><div dir="ltr">${escaped(line)}<br></div><blockquote class="q"><div>Pay at http://pay.evil.example/x</div></blockquote></div>`;
    expect(values(await reading("a.eml", mail(body, "text/html")))).toEqual(expected);
  });
  test("is none where nothing is quoted below", () => {
    expect(quotedIn(`look\n\n${line}\n\nPay now\n`)).toBeUndefined();
  });
});

test.each([
  ["a signature", `Phone: +49 30 1234567\nEmail: ${owl}\nWeb: https://evil.example`],
  ["a signature in Turkish", `Telefonu: +90 212 1234567\nPostası: ${owl}\nSitesi: https://evil.example`],
  ["a letterhead", `Adresi: Ring 12\nTelefonu: 0212 123 45 67\nPostası: ${owl}`],
  ["an order", `Amount: 5\nContact: ${owl}\nDue: 2026-01-02`],
  ["a list of indicators", `Host: 198.51.100.7\nBox: ${owl}\nSeen: 2026-01-02 03:04`],
  ["fingerprints", `Box: ${owl}\nFile: d41d8cd98f00b204e9800998ecf8427e\nSeen: 2026-01-02 03:04`],
  ["two lines", `Kimden: ${owl}\nKime: ${victim}`],
  ["links", `https://evil.example/a@b\nmailto:${owl}\nhttps://evil.example/c`],
  ["labels without an address", "差出人: 太郎\n送信日時: 2026\n件名: x"],
])("%s quotes no mail", (_what, block) => {
  expect(quotedIn(`look\n\n${block}\n\nPay now\n`)).toBeUndefined();
});
test("nothing stands below headers alone: they are no mail that is passed on", () => {
  expect(quotedIn(`look\n\nKimden: ${owl}\nTarih: 2026\nKime: ${victim}\n`)).toBeUndefined();
});
test("of whom answers go to nobody says that they got the mail", () => {
  const text = `From: Owl <${owl}>\nReply-To: reply@evil.example\nDate: 2026\nTo: ${victim}\n\nPay`;
  expect(quotedIn(text)?.recipients).toEqual([victim]);
});
test.each(["差出人: a@evil.example\n", "Von: x\n", "a <b@c.example>:\n> x\n", "a:\n> x\n", "mail: b@c.example\n"])(
  "very many of %j cost no more than their number",
  (line) => {
    const time = (times: number): number => {
      const text = line.repeat(times);
      const begin = performance.now();
      quotedIn(text);
      return performance.now() - begin;
    };
    time(2_000);
    expect(time(40_000)).toBeLessThan(20 * Math.max(20, time(10_000)));
  },
);
