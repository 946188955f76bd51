import { mailsIn } from "#domain/import/mail/container.ts";
import { mailOf } from "#domain/import/mail/eml.ts";
import { deepestMail, type Mail, type MailAttachment } from "#domain/import/mail/mail.ts";
import { mailOfMsg } from "#domain/import/mail/msg.ts";
import { isMail, sniff } from "#domain/import/sniff.ts";

const latin = new TextDecoder("latin1");

/** The mails of a file as it was sent; undefined for one that cannot be read. `more`: how many were not looked at. */
export async function openEml(bytes: Uint8Array): Promise<{ readonly mails: readonly Mail[]; readonly more: number } | undefined> {
  const { mails: parts, more } = mailsIn(bytes);
  const mails: Mail[] = [];
  for (const part of parts) {
    const mail = await mailOf(part, 1);
    if (mail !== undefined) mails.push(await withInner(mail, 1));
  }
  return mails.length === 0 ? undefined : { mails, more };
}

/** The same of a message that Outlook saved; rejects for one that is damaged (`BrokenCfb`). */
export async function openMsg(bytes: Uint8Array): Promise<Mail | undefined> {
  const mail = await mailOfMsg(bytes);
  return mail && withInner(mail, 1);
}

/** The mail with those that hang on it under whatever type: what they are is told by what is in them. */
async function withInner(mail: Mail, depth: number): Promise<Mail> {
  const attachments: MailAttachment[] = [];
  const nested: Mail[] = [];
  for (const one of mail.nested) nested.push(await withInner(one, depth + 1));
  for (const one of mail.attachments) {
    const inner = depth < deepestMail ? await mailIn(one) : undefined;
    if (inner === undefined) attachments.push(one);
    else for (const each of inner) nested.push(await withInner(each, depth + 1));
  }
  return { ...mail, attachments, nested };
}

async function mailIn({ bytes, name = "" }: MailAttachment): Promise<readonly Mail[] | undefined> {
  if (sniff(bytes) === "compound") {
    const mail = await mailOfMsg(bytes).catch(() => undefined);
    return mail && [mail];
  }
  if (!isMail(latin.decode(bytes.subarray(0, 64 * 1024)), name)) return undefined;
  const found: Mail[] = [];
  for (const part of mailsIn(bytes).mails) {
    const mail = await mailOf(part, deepestMail);
    if (mail !== undefined) found.push(mail);
  }
  return found.length === 0 ? undefined : found;
}
