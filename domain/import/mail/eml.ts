import type { Address, Attachment, Email } from "postal-mime";
import { moment } from "#domain/import/dates.ts";
import { deepestMail, type Mail, type Unread } from "#domain/import/mail/mail.ts";

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
  const mails = email.attachments.filter(isMail);
  const files = email.attachments.filter((one) => !isMail(one) && !isSignature(one) && sealOf(one) === undefined);
  const text = email.text ?? "";
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
    text: armoured.test(text) ? "" : text,
    html: email.html ?? "",
    attachments: files.slice(0, 500).map((one) => ({ name: one.filename ?? undefined, bytes: content(one), shown: isShown(one) })),
    nested,
    unread: [...new Set([...email.attachments.flatMap((one) => sealOf(one) ?? []), ...(armoured.test(text) ? (["pgp"] as const) : [])])],
  };
}

const isMail = ({ mimeType }: Attachment): boolean => mimeType === "message/rfc822";
const isShown = ({ mimeType, related, disposition }: Attachment): boolean =>
  mimeType.startsWith("image/") && (related === true || disposition === "inline");
const content = ({ content: of }: Attachment): Uint8Array =>
  typeof of === "string" ? new TextEncoder().encode(of) : new Uint8Array(of instanceof Uint8Array ? of : new Uint8Array(of));

/** A text that PGP has closed (RFC 9580, section 6). */
const armoured = /^-----BEGIN PGP MESSAGE-----/mu;
const latin = new TextDecoder("latin1");
/** What closes the text of a mail or packs it in a way that nothing here opens: RFC 8551, RFC 3156, MS-OXTNEF. */
function sealOf(one: Attachment): Unread | undefined {
  const name = one.filename?.toLowerCase() ?? "";
  if (/^application\/(?:x-)?pkcs7-mime/u.test(one.mimeType) || name === "smime.p7m") return "smime";
  if (one.mimeType === "application/pgp-encrypted" || armoured.test(latin.decode(content(one).subarray(0, 200)))) return "pgp";
  return one.mimeType === "application/ms-tnef" || name === "winmail.dat" ? "winmail" : undefined;
}
/** Proves who wrote a mail, and says nothing else. */
const isSignature = ({ mimeType }: Attachment): boolean => /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature)$/u.test(mimeType);
