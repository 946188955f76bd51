import { type Cfb, type CfbEntry, openCfb } from "#domain/import/mail/cfb.ts";
import { mailOf } from "#domain/import/mail/eml.ts";
import { deepestMail, type Mail, type MailAttachment } from "#domain/import/mail/mail.ts";
import { type MapiStorage, mapiStorage } from "#domain/import/mail/mapi.ts";

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
  packedRtf: 0x1009,
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

/** The message that Outlook saved in these bytes (MS-OXMSG); undefined for another file of this form. Rejects where it is damaged. */
export async function mailOfMsg(bytes: Uint8Array): Promise<Mail | undefined> {
  const cfb = openCfb(bytes);
  const isMessage = cfb.children(cfb.root).some((one) => one.name === "__properties_version1.0");
  return isMessage ? messageIn(cfb, cfb.root, ahead.top, 1) : undefined;
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
  const [text, html] = [message.text(id.body) ?? "", message.text(id.html) ?? ""];
  const smtp = message.text(id.senderType)?.toUpperCase() === "EX" ? undefined : message.text(id.sender);
  const senders = [message.text(id.senderSmtp), message.text(id.representedSmtp), smtp].filter((one) => one !== undefined);
  return {
    subject: message.text(id.subject) ?? "",
    sentAt: sent?.sentAt ?? message.time(id.submitted) ?? message.time(id.delivered),
    senders: [...(sent?.senders ?? []), ...senders],
    recipients: [...(sent?.recipients ?? []), ...people.filter((one) => one !== undefined)],
    received: sent?.received ?? [],
    text,
    html,
    // MS-OXRTFCP: Outlook's own form of a text, which nothing here opens
    unread: [...(text.trim() === "" && html === "" && message.bytes(id.packedRtf) !== undefined ? (["rtf"] as const) : [])],
    attachments,
    nested,
  };
}

function attachmentIn(part: MapiStorage): MailAttachment {
  const name = part.text(id.longName) ?? part.text(id.shortName);
  const picture = part.text(id.mime)?.toLowerCase().startsWith("image/") ?? false;
  return { name, bytes: part.bytes(id.data) ?? new Uint8Array(), shown: picture && part.text(id.contentId) !== undefined };
}
