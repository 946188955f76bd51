import { outlookMessage, property } from "../made-files.ts";
import { bytesOf, type Hostile, megabyte } from "./hostile.ts";

const head = "From: a@evil.example\r\nTo: b@agency.example\r\nMIME-Version: 1.0\r\nReceived: from x.example\r\n";
const typed = (type: string): string => `Content-Type: ${type}\r\n`;
const encoded = (how: string): string => `Content-Transfer-Encoding: ${how}\r\n`;
const parted = (parts: string): string => `${head}${typed("multipart/mixed; boundary=b")}\r\n${parts}--b--\r\n`;
const part = (content: string, more = typed("text/plain")): string => `--b\r\n${more}\r\n${content}\r\n`;

/** Multiparts in multiparts, each with a boundary of its own. */
function nested(times: number): string {
  let inside = `${typed("text/plain")}\r\nevil.example\r\n`;
  for (let at = 0; at < times; at++) inside = `${typed(`multipart/mixed; boundary=b${at}`)}\r\n--b${at}\r\n${inside}--b${at}--\r\n`;
  return head + inside;
}
const mails = (times: number): string => `${`${head}${typed("message/rfc822")}\r\n`.repeat(times)}${head}\r\nevil.example`;

const mail: readonly Hostile[] = (
  [
    ["multiparts in multiparts", () => nested(5_000)],
    ["mails in mails", () => mails(2_000)],
    ["very many headers", () => `${head}${"X-A: b\r\n".repeat(1_500_000)}\r\nevil.example`],
    ["a header of very many lines", () => `${head}Subject: a\r\n${" b\r\n".repeat(3_000_000)}\r\nevil.example`],
    ["very many addresses", () => `${head}Cc: ${"a@b.example,".repeat(1_000_000)}c@d.example\r\n\r\nevil.example`],
    ["a group of people in a group", () => `${head}Cc: ${"a:".repeat(1_000_000)};\r\n\r\nevil.example`],
    ["words in a header that are encoded", () => `${head}Subject: ${"=?utf-8?q?=61?= ".repeat(600_000)}\r\n\r\nevil.example`],
    ["very many parts", () => parted(`${part("x").repeat(300_000)}`)],
    [
      "a boundary that never comes",
      () => `${head}${typed(`multipart/mixed; boundary="${"-".repeat(60)}"`)}\r\n${"-".repeat(15 * megabyte)}`,
    ],
    ["rubbish in base64", () => parted(part("A-_=".repeat(4 * megabyte), typed("application/x") + encoded("base64")))],
    ["base64 in one line", () => parted(part("QUFB".repeat(4 * megabyte), typed("text/plain") + encoded("base64")))],
    ["quoted-printable of ends of lines", () => parted(part("=\r\n".repeat(5_000_000), typed("text/plain") + encoded("quoted-printable")))],
    ["quoted-printable of rubbish", () => parted(part("=Z=".repeat(5_000_000), typed("text/plain") + encoded("quoted-printable")))],
    ["tags", () => `${head}${typed("text/html")}\r\n${"<div ".repeat(3_000_000)}`],
    ["entities", () => `${head}${typed("text/html")}\r\n${"&amp;&#0;&#x10ffff;".repeat(800_000)}`],
    ["attributes", () => `${head}${typed("text/html")}\r\n<a ${"href='x' ".repeat(1_500_000)}>`],
    ["links of one letter", () => `${head}${typed("text/html")}\r\n${"<a href=http://e>".repeat(900_000)}`],
    ["text that pretends to flow", () => `${head}${typed("text/plain; format=flowed; delsp=yes")}\r\n${"> > > a \r\n".repeat(1_500_000)}`],
  ] as const
).map(([what, make]) => ({ what, name: "a.eml", make: () => bytesOf(make()) }));

const partly: readonly Hostile[] = [
  {
    what: "a broken part among others",
    name: "a.eml",
    make: () =>
      bytesOf(
        parted(
          part("hxxp://evil.example/a") +
            part("\x00\xff%%%", typed("text/plain; charset=none") + encoded("base64")) +
            part("hxxp://bad.example/b"),
        ),
      ),
    gives: ["1 email a@evil.example", "1 domain x.example", "2 url http://evil.example/a", "2 url http://bad.example/b"],
  },
];

const message = (): Uint8Array =>
  outlookMessage({
    properties: [property("0037", "x"), property("1000", "evil.example ".repeat(2_000))],
    recipients: ["b@agency.example"],
  });
/** The same with another number at a place of its header, or in the table of its sectors. */
const changed =
  (...changes: readonly (readonly [at: number, to: number])[]) =>
  () => {
    const bytes = message();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const [at, to] of changes) view.setUint32(at, to, true);
    return bytes;
  };
/** Every sector is followed by itself. */
const circle = (): Uint8Array => {
  const bytes = message();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = (view.getUint32(76, true) + 1) * 512;
  for (let at = 0; at < 128 && table + 4 * at + 4 <= bytes.length; at++) view.setUint32(table + 4 * at, at, true);
  return bytes;
};
const broken = /^The message is damaged/u;

const outlook: readonly Hostile[] = [
  { what: "sectors in a circle", make: circle, gives: broken },
  { what: "a directory that is nowhere", make: changed([48, 0x7fffffff]), gives: broken },
  { what: "a table of tables that is its own next", make: changed([68, 0]) },
  { what: "sectors of two to the power of very many bytes", make: changed([30, 0xffff]) },
  { what: "no small streams but a huge size for them", make: changed([56, 0xffffffff]) },
  { what: "an odd length", make: () => message().slice(0, -333) },
  { what: "nothing behind its header", make: () => message().slice(0, 512), gives: broken },
  { what: "20 MiB of nothing", make: () => bytesOf(message().slice(0, 512), new Uint8Array(20 * megabyte - 512)) },
].map((one) => ({ name: "a.msg", ...one }));

export const hostileMails = [...mail, ...partly, ...outlook];
