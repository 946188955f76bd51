import { md5 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { unmark } from "#domain/codes/markings.ts";
import { extract } from "#domain/extract/index.ts";
import { type Gathering, gathering, type Particulars } from "#domain/import/gather.ts";
import { takeHtml } from "#domain/import/html/read.ts";
import type { ImportRow, Reading } from "#domain/import/reading.ts";
import { takeText } from "#domain/import/text.ts";
import { noteOf, oneLine } from "#domain/import/words.ts";

/** A mail, wherever it comes from. */
export interface Mail {
  readonly subject: string;
  readonly sentAt: Date | undefined;
  /** Addresses in From, Sender, Reply-To and Return-Path. */
  readonly senders: readonly string[];
  readonly recipients: readonly string[];
  /** Received headers and those that name the sender's own computer. */
  readonly received: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
  /** Mails that hang on this one. */
  readonly nested: readonly Mail[];
}
export interface MailAttachment {
  readonly name: string | undefined;
  readonly bytes: Uint8Array;
  /** A picture that the text shows, such as a logo. */
  readonly shown: boolean;
}

/** Mails in mails that are followed. */
export const deepestMail = 5;
/** What in a row's place counts as its line. */
const part = { headers: 1, body: 2, attachments: 3 } as const;

/** Reads a mail and those that hang on it; `line` of a row is 1 for the headers, 2 for the text, 3 for what hangs on it. */
export async function readMail(format: "eml" | "msg", mail: Mail): Promise<Reading> {
  const gather = gathering(format);
  const people = new Set<string>();
  collect(mail, people);
  const left = { pictures: 0 };
  await takeMail(gatherBut(gather, people), mail, left);
  if (people.size > 0) gather.unclear(part.headers, "recipients");
  if (left.pictures > 0) gather.unclear(part.attachments, { code: "pictures", count: left.pictures });
  return gather.reading();
}

function collect({ recipients, nested }: Mail, into: Set<string>): void {
  for (const one of recipients) into.add(one.trim().toLowerCase());
  for (const one of nested) collect(one, into);
}

/** Whoever got the mail is a victim or a colleague, not an indicator. */
function gatherBut(gather: Gathering, people: ReadonlySet<string>): Gathering {
  return {
    ...gather,
    row: (row: ImportRow) => {
      if (row.indicator.kind !== "email" || !people.has(row.indicator.value.toLowerCase())) gather.row(row);
    },
  };
}

async function takeMail(gather: Gathering, mail: Mail, left: { pictures: number }): Promise<void> {
  const about: Particulars = mail.sentAt ? { seenAt: mail.sentAt } : {};
  if (mail.nested.length > 0) gather.unclear(part.headers, "forwarding-sender");
  else takeHeaders(gather, mail, about);
  for (const text of [mail.subject, mail.text]) {
    unmark(text, gather.marks);
    await takeText(gather, text, about, part.body);
  }
  if (mail.html !== "") await takeHtml(gather, mail.html, about, part.body);
  for (const one of mail.attachments) {
    if (one.shown) left.pictures += 1;
    else takeAttachment(gather, one, about);
  }
  for (const one of mail.nested) await takeMail(gather, one, left);
}

/** The server that handed a mail over, as the next one saw it; not who took it. */
const handedOver = (received: string): string => received.slice(0, 2000).split(/\s(?:by|for|id|with)\s/iu)[0] ?? "";

/** A rule of mails, not of kinds: headers tell of senders and of the machines on the way, all else in them is the servers' own. */
function takeHeaders(gather: Gathering, { senders, received }: Mail, about: Particulars): void {
  const texts = [...senders, ...received.map(handedOver)];
  for (const text of texts)
    for (const { kind, value } of extract(text))
      if (["email", "ipv4", "ipv6", "domain"].includes(kind)) gather.row({ line: part.headers, indicator: { kind, value }, ...about });
}

function takeAttachment(gather: Gathering, { name, bytes }: MailAttachment, about: Particulars): void {
  const shown = oneLine(name, 255);
  const note = noteOf(`attachment of a mail${shown === undefined ? "" : `: ${shown}`}`);
  const particulars: Particulars = { ...about, ...(note !== undefined && { note }) };
  if (shown !== undefined) gather.value(part.attachments, shown, ["filename"], about);
  if (bytes.length === 0) return;
  gather.value(part.attachments, bytesToHex(sha256(bytes)), ["sha256"], particulars);
  gather.value(part.attachments, bytesToHex(md5(bytes)), ["md5"], particulars);
}
