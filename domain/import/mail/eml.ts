import type { Address, Attachment, Email } from "postal-mime";
import { moment } from "#domain/import/dates.ts";
import { deepestMail, type Mail, readMail } from "#domain/import/mail/read.ts";
import type { Reading } from "#domain/import/reading.ts";
import { refuse } from "#domain/import/refuse.ts";
import { ok, type Result } from "#domain/primitives/result.ts";

const origins = ["received", "x-originating-ip", "x-sender-ip", "x-source-ip", "x-client-ip"];
const takers = [
  "delivered-to",
  "x-original-to",
  "envelope-to",
  "x-envelope-to",
  "x-delivered-to",
  "apparently-to",
  "resent-to",
  "resent-cc",
];
const address = /[^\s<>,;:"']{1,64}@[^\s<>,;:"']{1,255}/gu;

/** Reads a mail as it was sent (RFC 5322, MIME); nothing is loaded. Fault: it cannot be read as one. */
export async function readEml(name: string, bytes: Uint8Array): Promise<Result<Reading>> {
  const mail = await mailOf(bytes, 1);
  if (mail === undefined) return refuse(name, "broken-mail");
  return ok(await readMail("eml", mail));
}

const plain = (addresses: readonly (Address | undefined)[]): readonly string[] =>
  addresses.flatMap((one) => (one === undefined ? [] : (one.group ?? [one]).map((mailbox) => mailbox.address)));

/** The mail in these bytes, also if there are but headers; undefined for what cannot be read. */
export async function mailOf(bytes: Uint8Array, depth: number): Promise<Mail | undefined> {
  const { default: PostalMime } = await import("postal-mime");
  let email: Email;
  try {
    email = await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 64, attachmentEncoding: "arraybuffer" });
  } catch {
    return undefined;
  }
  const values = (names: readonly string[]): readonly string[] =>
    email.headers
      .filter(({ key }) => names.includes(key))
      .slice(0, 200)
      .map(({ value }) => value);
  const [mails, files] = [email.attachments.filter(isMail), email.attachments.filter((one) => !isMail(one))];
  const nested: Mail[] = [];
  for (const one of depth < deepestMail ? mails.slice(0, 20) : []) {
    const inner = await mailOf(content(one), depth + 1);
    if (inner) nested.push(inner);
  }
  const returned = email.returnPath?.match(address) ?? [];
  const forWhom = values(["received"]).flatMap((one) => /\sfor\s+(\S{3,320})/iu.exec(one.slice(0, 2000))?.[1]?.match(address) ?? []);
  return {
    subject: email.subject ?? "",
    sentAt: email.date === undefined ? undefined : moment(email.date),
    senders: [...plain([email.from, email.sender, ...(email.replyTo ?? [])]), ...returned],
    recipients: [
      ...plain([...(email.to ?? []), ...(email.cc ?? []), ...(email.bcc ?? [])]),
      ...values(takers).flatMap((one) => one.match(address) ?? []),
      ...forWhom,
    ],
    received: values(origins),
    text: email.text ?? "",
    html: email.html ?? "",
    attachments: files.slice(0, 500).map((one) => ({ name: one.filename ?? undefined, bytes: content(one), shown: isShown(one) })),
    nested,
  };
}

const isMail = ({ mimeType }: Attachment): boolean => mimeType === "message/rfc822";
const isShown = ({ mimeType, related, disposition }: Attachment): boolean =>
  mimeType.startsWith("image/") && (related === true || disposition === "inline");
const content = ({ content: of }: Attachment): Uint8Array =>
  typeof of === "string" ? new TextEncoder().encode(of) : new Uint8Array(of instanceof Uint8Array ? of : new Uint8Array(of));
