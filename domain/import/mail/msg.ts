import { BrokenCfb, type Cfb, type CfbEntry, openCfb } from "#domain/import/mail/cfb.ts";
import { mailOf } from "#domain/import/mail/eml.ts";
import { type MapiStorage, mapiStorage } from "#domain/import/mail/mapi.ts";
import { deepestMail, type Mail, type MailAttachment, readMail } from "#domain/import/mail/read.ts";
import type { Reading } from "#domain/import/reading.ts";
import { refuse } from "#domain/import/refuse.ts";
import { ok, type Result } from "#domain/primitives/result.ts";

/** Property ids of MS-OXPROPS. */
const id = {
  headers: 0x007d,
  subject: 0x0037,
  submitted: 0x0039,
  delivered: 0x0e06,
  senderType: 0x0c1e,
  sender: 0x0c1f,
  senderSmtp: 0x5d01,
  representedSmtp: 0x5d02,
  body: 0x1000,
  html: 0x1013,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  contentId: 0x3712,
  mime: 0x370e,
  address: 0x3003,
  smtp: 0x39fe,
} as const;
/** Size of what stands before the properties of a message (MS-OXMSG, section 2.4.1). */
const ahead = { top: 32, embedded: 24, part: 8 } as const;

/** Reads a message that Outlook saved (MS-OXMSG); nothing is loaded. Fault: it is none, or it is damaged. */
export async function readMsg(name: string, bytes: Uint8Array): Promise<Result<Reading>> {
  try {
    const cfb = openCfb(bytes);
    if (!cfb.children(cfb.root).some((one) => one.name === "__properties_version1.0")) return refuse(name, "office-file");
    return ok(await readMail("msg", await messageIn(cfb, cfb.root, ahead.top, 1)));
  } catch (fault) {
    if (!(fault instanceof BrokenCfb)) throw fault;
    return refuse(name, "broken-msg");
  }
}

async function messageIn(cfb: Cfb, at: CfbEntry, before: number, depth: number): Promise<Mail> {
  const message = mapiStorage(cfb, at, before);
  const parts = message.storages;
  const headers = message.text(id.headers);
  // what the message travelled with says more than what Outlook keeps of it
  const sent = headers === undefined ? undefined : await mailOf(new TextEncoder().encode(`${headers.trim()}\r\n\r\n`), deepestMail);
  const people = parts
    .filter((one) => one.name.startsWith("__recip_version1.0_"))
    .slice(0, 2000)
    .map((one) => mapiStorage(cfb, one, ahead.part))
    .flatMap((one) => [one.text(id.smtp), one.text(id.address)]);
  const hanging = parts.filter((one) => one.name.startsWith("__attach_version1.0_")).slice(0, 500);
  const attachments: MailAttachment[] = [];
  const nested: Mail[] = [];
  for (const one of hanging) {
    const part = mapiStorage(cfb, one, ahead.part);
    const inner = part.storages.find(({ name }) => name === "__substg1.0_3701000D");
    if (inner === undefined) attachments.push(attachmentIn(part));
    else if (depth < deepestMail && cfb.children(inner).some(({ name }) => name === "__properties_version1.0"))
      nested.push(await messageIn(cfb, inner, ahead.embedded, depth + 1));
  }
  const smtp = message.text(id.senderType)?.toUpperCase() === "EX" ? undefined : message.text(id.sender);
  const senders = [message.text(id.senderSmtp), message.text(id.representedSmtp), smtp].filter((one) => one !== undefined);
  return {
    subject: message.text(id.subject) ?? "",
    sentAt: sent?.sentAt ?? message.time(id.submitted) ?? message.time(id.delivered),
    senders: [...(sent?.senders ?? []), ...senders],
    recipients: [...(sent?.recipients ?? []), ...people.filter((one) => one !== undefined)],
    received: sent?.received ?? [],
    text: message.text(id.body) ?? "",
    html: message.text(id.html) ?? "",
    attachments,
    nested,
  };
}

function attachmentIn(part: MapiStorage): MailAttachment {
  const name = part.text(id.longName) ?? part.text(id.shortName);
  const picture = part.text(id.mime)?.toLowerCase().startsWith("image/") ?? false;
  return { name, bytes: part.bytes(id.data) ?? new Uint8Array(), shown: picture && part.text(id.contentId) !== undefined };
}
