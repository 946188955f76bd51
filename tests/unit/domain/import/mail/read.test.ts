import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { compoundFile, outlookMessage, property } from "../../../../support/made-files.ts";
import { advice, reading, told, values } from "../reading.ts";

const headers = [
  "Return-Path: <bounce@evil.example>",
  "Received: from mail.evil.example (mail.evil.example [198.51.100.9]) by mx.agency.example with ESMTP id 1 for <victim@agency.example>; Fri, 2 Jan 2026 03:04:05 +0000",
  "From: Owl <owl@evil.example>",
  "To: victim@agency.example, Other <other@agency.example>",
  "Reply-To: reply@evil.example",
  "Subject: Invoice (TLP:GREEN)",
  "Message-ID: <1@evil.example>",
  "Date: Fri, 2 Jan 2026 03:04:05 +0000",
  "MIME-Version: 1.0",
];
const attachment = "MZ not really";
const body = [
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: text/html; charset=utf-8",
  "",
  '<p>Dear victim@agency.example, <a href="https://evil.example/pay?a=1&amp;b=2">your bank</a><script>var x = "http://hidden.example/"</script></p>',
  "--b",
  'Content-Type: application/octet-stream; name="invoice.exe"',
  'Content-Disposition: attachment; filename="invoice.exe"',
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from(attachment).toString("base64"),
  "--b--",
  "",
];
const mail = [...headers, ...body].join("\r\n");
const hash = (algorithm: string): string => createHash(algorithm).update(attachment).digest("hex");
const sent = new Date("2026-01-02T03:04:05Z");

describe("a mail", () => {
  test.each(["mail.eml", "mail.txt"])("named %s gives its senders, its text and what hangs on it", async (name) => {
    const found = await reading(name, mail);
    expect(found.format).toBe("eml");
    expect(values(found)).toEqual([
      "1 email owl@evil.example",
      "1 email reply@evil.example",
      "1 email bounce@evil.example",
      "1 domain mail.evil.example",
      "1 ipv4 198.51.100.9",
      "2 url https://evil.example/pay?a=1&b=2",
      "3 filename invoice.exe",
      `3 sha256 ${hash("sha256")}`,
      `3 md5 ${hash("md5")}`,
    ]);
    expect(found.rows.every(({ seenAt }) => seenAt?.getTime() === sent.getTime())).toBe(true);
    expect(found.marking).toEqual({ tlp: "green" });
    expect(told(found)).toEqual([{ line: 1, why: "recipients and attendees are left out, wherever they stand" }]);
  });

  test("that passes another one on leaves out who does", async () => {
    const outer = `From: colleague@agency.example\r\nTo: desk@agency.example\r\nMIME-Version: 1.0\r\nMessage-ID: <2@agency.example>\r\nContent-Type: multipart/mixed; boundary="o"\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\nplease look\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n${mail}\r\n--o--\r\n`;
    const found = values(await reading("a.eml", outer));
    expect(found).toContain("1 email owl@evil.example");
    expect(found.filter((one) => one.includes("agency.example"))).toEqual([]);
  });
});

describe("a message of Outlook", () => {
  const properties = [
    property("0037", "Invoice"),
    property("0C1E", "SMTP"),
    property("0C1F", "owl@evil.example"),
    property("1000", "Dear victim@agency.example, see hxxps://evil[.]example/pay"),
    property("1013", new TextEncoder().encode('<a href="https://evil.example/other">here</a>')),
  ];
  const attachments = [["invoice.exe", new TextEncoder().encode(attachment)]] as const;
  const recipients = ["victim@agency.example"];

  test("gives the same as a mail", async () => {
    const made = outlookMessage({ properties: [...properties, property("007D", `${headers.join("\r\n")}\r\n`)], recipients, attachments });
    const found = await reading("a.msg", made);
    expect(found.format).toBe("msg");
    expect(values(found)).toEqual([
      "1 email owl@evil.example",
      "1 email reply@evil.example",
      "1 email bounce@evil.example",
      "1 domain mail.evil.example",
      "1 ipv4 198.51.100.9",
      "2 url https://evil.example/pay",
      "2 url https://evil.example/other",
      "3 filename invoice.exe",
      `3 sha256 ${hash("sha256")}`,
      `3 md5 ${hash("md5")}`,
    ]);
  });
  test("without the headers that it travelled with still names its sender, and no recipient", async () => {
    expect(values(await reading("a.msg", outlookMessage({ properties, recipients })))).toEqual([
      "1 email owl@evil.example",
      "2 url https://evil.example/pay",
      "2 url https://evil.example/other",
    ]);
  });
  test("with a message in it gives that one's sender", async () => {
    const made = outlookMessage({
      properties: [property("0C1E", "SMTP"), property("0C1F", "colleague@agency.example")],
      inner: { properties },
    });
    const found = values(await reading("a.msg", made));
    expect(found).toContain("1 email owl@evil.example");
    expect(found.join()).not.toContain("colleague");
  });
  test("an attachment larger than a sector's chain is whole", async () => {
    const large = new Uint8Array(100_000).map((_, at) => at % 251);
    const found = await reading("a.msg", outlookMessage({ properties, attachments: [["large.bin", large]] }));
    expect(values(found)).toContain(`3 sha256 ${createHash("sha256").update(large).digest("hex")}`);
  });
  test("that is damaged, runs in circles, or is another file of Office, messages so", async () => {
    const made = outlookMessage({ properties, recipients, attachments });
    const circle = made.slice();
    const view = new DataView(circle.buffer);
    const table = (view.getUint32(76, true) + 1) * 512;
    for (let at = 0; at < 128; at += 1) view.setUint32(table + 4 * at, 0, true);
    expect(await advice("a.msg", circle)).toMatch(/damaged/u);
    expect(await advice("a.msg", made.slice(0, 600))).toMatch(/damaged/u);
    expect(await advice("a.doc", compoundFile([{ name: "WordDocument", bytes: new Uint8Array(10) }]))).toMatch(
      /old or protected Office file/u,
    );
  });
});
