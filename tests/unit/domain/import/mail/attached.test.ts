import { describe, expect, test } from "vitest";
import { reading, told, values } from "../reading.ts";

const phish = [
  "Received: from mail.evil.example ([198.51.100.9]) by mx.bank.example; Fri, 2 Jan 2026 03:04:05 +0000",
  "From: owl@evil.example",
  "To: victim@bank.example",
  "Subject: Invoice",
  "Message-ID: <1@evil.example>",
  "MIME-Version: 1.0",
  "",
  "Pay at http://pay.evil.example/x",
  "",
].join("\r\n");
const phishValues = ["1 email owl@evil.example", "1 domain mail.evil.example", "1 ipv4 198.51.100.9", "2 url http://pay.evil.example/x"];

interface Part {
  readonly type: string;
  readonly name?: string;
  readonly content: string | Uint8Array;
}
/** A colleague's mail with these parts. */
function mail(parts: readonly Part[], text = "please look", type = "multipart/mixed"): string {
  const each = parts.map(({ type: of, name, content }) =>
    [
      "--b",
      `Content-Type: ${of}${name === undefined ? "" : `; name="${name}"`}`,
      ...(name === undefined ? [] : [`Content-Disposition: attachment; filename="${name}"`]),
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from(content).toString("base64"),
    ].join("\r\n"),
  );
  const head = [
    "Received: from pc.agency.example ([192.0.2.10]) by mx.agency.example; Fri, 2 Jan 2026 05:00:00 +0000",
    "From: colleague@agency.example",
    "To: desk@agency.example",
    "Subject: Fwd",
    "Message-ID: <2@agency.example>",
    "MIME-Version: 1.0",
    `Content-Type: ${type}; boundary="b"`,
  ];
  return [...head, "", "--b", "Content-Type: text/plain", "", text, ...each, "--b--", ""].join("\r\n");
}
const sentences = async (content: string) => told(await reading("a.eml", content)).map(({ why }) => why);

describe("a mail that hangs on one is read as one", () => {
  test.each([
    ["message/rfc822", undefined],
    ["application/octet-stream", "phish.eml"],
    ["application/octet-stream", "unnamed"],
    ["text/plain", "mail.txt"],
  ])("as %s, named %s", async (type, name) => {
    const found = await reading("a.eml", mail([{ type, content: phish, ...(name && { name }) }]));
    expect(values(found)).toEqual(phishValues);
  });
  test("inside of another one, down to the fifth and no deeper", async () => {
    let content = phish;
    for (let depth = 0; depth < 3; depth++) content = mail([{ type: "application/octet-stream", name: "fwd.eml", content }]);
    expect(values(await reading("a.eml", content))).toEqual(phishValues);
    for (let depth = 0; depth < 4; depth++) content = mail([{ type: "application/octet-stream", name: "fwd.eml", content }]);
    const deep = values(await reading("a.eml", content));
    expect(deep.some((one) => one.includes("owl@evil.example"))).toBe(false);
    expect(deep.some((one) => one.startsWith("3 sha256"))).toBe(true);
  });
});

describe("a list that hangs on a mail is read, and neither it nor who sends it is an indicator", () => {
  test.each<[string, Part]>([
    ["a table", { type: "text/csv", name: "iocs.csv", content: "Indicator,TLP\nevil.example,RED\n" }],
    ["a text", { type: "text/plain", name: "iocs.txt", content: "evil[.]example TLP:RED\n" }],
    [
      "a bundle",
      {
        type: "application/json",
        name: "b.json",
        content: JSON.stringify({
          type: "bundle",
          id: "bundle--1",
          objects: [
            {
              type: "domain-name",
              id: "domain-name--1",
              value: "evil.example",
              object_marking_refs: ["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"],
            },
          ],
        }),
      },
    ],
  ])("%s", async (_what, part) => {
    const found = await reading("a.eml", mail([part]));
    expect(values(found)).toEqual(["3 domain evil.example"]);
    expect([found.marking.tlp, found.rows[0]?.codes?.tlp]).toContain("red");
  });
  test("with what is not understood in it", async () => {
    expect(await sentences(mail([{ type: "text/csv", name: "a.csv", content: "ioc,tlp\nevil.example,purple\n" }]))).toContain(
      'in a.csv, line 2: "purple" in the column tlp cannot be read, so red was taken',
    );
  });
});

test("a page that hangs on a mail is read, and is an indicator as well", async () => {
  const page = '<html><body><form action="https://gate.evil.example/p"></form></body></html>';
  const found = values(await reading("a.eml", mail([{ type: "text/html", name: "invoice.html", content: page }])));
  expect(found).toContain("3 url https://gate.evil.example/p");
  expect(found).toContain("3 filename invoice.html");
  expect(found.some((one) => one.startsWith("3 sha256"))).toBe(true);
});

describe("what is closed is named, and nothing of it or of its sender is taken", () => {
  test.each<[string, string, Part]>([
    ["S/MIME", "S/MIME", { type: "application/pkcs7-mime; smime-type=signed-data", name: "smime.p7m", content: "x" }],
    ["PGP/MIME", "PGP", { type: "application/pgp-encrypted", content: "Version: 1" }],
    [
      "PGP in a file",
      "PGP",
      {
        type: "application/octet-stream",
        name: "encrypted.asc",
        content: "-----BEGIN PGP MESSAGE-----\n\nxx\n-----END PGP MESSAGE-----\n",
      },
    ],
    ["winmail.dat", "winmail.dat", { type: "application/ms-tnef", name: "winmail.dat", content: "x" }],
  ])("%s", async (_what, word, part) => {
    const content = mail([part], "");
    expect(values(await reading("a.eml", content))).toEqual([]);
    expect((await sentences(content)).join()).toContain(word);
  });
  test("PGP in the text itself", async () => {
    const content = mail([], "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----");
    expect(values(await reading("a.eml", content))).toEqual([]);
    expect((await sentences(content)).join()).toContain("closed by PGP");
  });
  test("a signature is no indicator, and closes nothing", async () => {
    const found = await reading(
      "a.eml",
      mail([{ type: "application/pgp-signature", name: "signature.asc", content: "x" }], "see evil.example"),
    );
    expect(values(found)).toContain("2 domain evil.example");
    expect(values(found).some((one) => one.includes("signature"))).toBe(false);
  });
  test("an archive is an indicator, and that nothing in it was read is said", async () => {
    const zip = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]);
    const content = mail([{ type: "application/zip", name: "invoice.zip", content: zip }]);
    expect(values(await reading("a.eml", content))).toContain("3 filename invoice.zip");
    expect((await sentences(content)).join()).toContain("what stands in invoice.zip was not read");
  });
});

describe("an invitation", () => {
  const invitation = (organiser: string, method = "REQUEST"): string =>
    [
      "BEGIN:VCALENDAR",
      `METHOD:${method}`,
      "BEGIN:VEVENT",
      `ORGANIZER;CN="Owl, of a very long name that goes on":mai\r\n lto:${organiser}`,
      "ATTENDEE;ROLE=REQ-PARTICIPANT:mailto:victim@bank.example",
      `ATTENDEE;ROLE=CHAIR:MAILTO:${organiser}`,
      "SUMMARY:Your refund",
      "DESCRIPTION:Dear victim@bank.example\\, pay at https://pay.evil.example/x",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ].join("\r\n");
  const carrying = (content: string, sender = "colleague@agency.example"): string =>
    [
      "Received: from pc.agency.example ([192.0.2.10]) by mx.cert.example; Fri, 2 Jan 2026 05:00:00 +0000",
      `From: ${sender}`,
      "To: desk@cert.example",
      "Subject: Invitation",
      "Message-ID: <3@agency.example>",
      "MIME-Version: 1.0",
      "Content-Type: text/calendar; charset=utf-8; method=REQUEST",
      "",
      content,
    ].join("\r\n");

  test.each([
    ["alone", (content: string) => carrying(content), "REQUEST"],
    ["as a file", (content: string) => mail([{ type: "text/calendar", name: "invite.ics", content }]), "REQUEST"],
    ["as a file of no type", (content: string) => mail([{ type: "application/octet-stream", name: "a.bin", content }]), "PUBLISH"],
    ["twice", (content: string) => mail([1, 2].map(() => ({ type: "text/calendar", content }))), "CANCEL"],
  ])("that is passed on %s is read as a calendar, and who passes it on is left out", async (_how, made, method) => {
    const found = await reading("a.eml", made(invitation("owl@evil.example", method)));
    expect(values(found)).toEqual(["3 url https://pay.evil.example/x"]);
    const why = told(found).map((one) => one.why);
    expect(why).toContainEqual(expect.stringMatching(/^owl@evil\.example organises the invitation/u));
    expect(why).toContainEqual(expect.stringMatching(/^the sender of this mail, who passes on/u));
  });
  test("that its organiser sends tells of them, and of nobody whom it invites", async () => {
    const found = values(await reading("a.eml", carrying(invitation("Owl@evil.example"), "Owl <owl@EVIL.example>")));
    expect(found).toContain("1 email owl@evil.example");
    expect(found.some((one) => one.startsWith("3 sha256"))).toBe(true);
    expect(found.join()).not.toContain("bank.example");
  });
});

describe("people", () => {
  test("in headers that a text quotes, and who passes it on with their phone and site, are left out", async () => {
    const text =
      "Regards, call +44 20 7946 0958 or see https://www.agency.example/\r\n\r\nFrom: Owl <owl@evil.example>\r\nSent: Friday\r\nTo: victim@bank.example\r\nSubject: Invoice\r\n\r\nPay at http://pay.evil.example/x or call +44 20 7946 0123";
    expect(values(await reading("a.eml", mail([], text)))).toEqual(["2 email owl@evil.example", "2 url http://pay.evil.example/x"]);
  });
  test("who got a mail are no senders, nor are their machines that hand it on", async () => {
    const relayed = phish.replace(
      "From: owl",
      "Received: from gate.bank.example ([192.0.2.77]) by inner.bank.example; Fri, 2 Jan 2026\r\nFrom: owl",
    );
    expect(values(await reading("a.eml", relayed))).toEqual(phishValues);
  });
  test("of an mbox are left out in all of its mails", async () => {
    const other = phish.replaceAll("evil.example", "owl.example").replaceAll("victim@bank.example", "other@bank.example");
    const found = values(await reading("a.mbox", `From x Fri Jan  2 2026\r\n${phish}\r\nFrom y Fri Jan  2 2026\r\n${other}`));
    // the address of the server that both come from stands once
    expect(found).toHaveLength(7);
    expect(found.join()).not.toMatch(/bank\.example/u);
  });
  test("of a calendar are left out", async () => {
    const ics =
      'BEGIN:VCALENDAR\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\nUID:1@agency.example\r\nORGANIZER;CN=Boss:mailto:boss@bank.example\r\nATTENDEE;CN="Vera, of a very long\r\n  name":mailto:victim@bank.example\r\nSUMMARY:Sinkhole of evil[.]example\\, now\r\nDESCRIPTION:see https://pay.evil.exa\r\n mple/x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
    const found = await reading("a.ics", ics);
    expect([found.format, found.rows.map(({ indicator }) => indicator.value)]).toEqual([
      "calendar",
      ["evil.example", "https://pay.evil.example/x"],
    ]);
    expect(told(found)).toEqual([{ line: 1, why: "recipients and attendees are left out, wherever they stand" }]);
  });
});
