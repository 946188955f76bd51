import type { Gathering } from "#domain/import/gather.ts";
import { invitationIn } from "#domain/import/mail/invitation.ts";
import type { Mail } from "#domain/import/mail/mail.ts";
import type { Quoted } from "#domain/import/mail/quoted.ts";
import type { ImportRow } from "#domain/import/reading.ts";
import { domainsOf } from "#domain/people/domains.ts";

/** Those in mails who are victims or colleagues, and no suspects. */
export interface People {
  /** Addresses in lower case. */
  readonly recipients: ReadonlySet<string>;
  /** Mails that quote the headers of another one, with where in their text that begins: whoever wrote them passes it on. */
  readonly forwarders: ReadonlyMap<Mail, number | undefined>;
  /** Whether a machine of theirs is named in a text. */
  isTheirHost(text: string): boolean;
}

/** Finds them in these mails, in those that hang on them, and in those that their texts quote. */
export function peopleOf(
  mails: readonly Mail[],
  quotedIn: (mail: Mail) => { readonly text: Quoted | undefined; readonly html: Quoted | undefined },
): People {
  const recipients = new Set<string>();
  const forwarders = new Map<Mail, number | undefined>();
  const visit = (mail: Mail): void => {
    for (const one of mail.recipients) recipients.add(one.trim().toLowerCase());
    for (const { bytes } of mail.attachments) for (const one of invitationIn(bytes)?.attendees ?? []) recipients.add(one);
    const { text, html } = quotedIn(mail);
    if (text ?? html) forwarders.set(mail, text?.from);
    for (const one of [...(text?.recipients ?? []), ...(html?.recipients ?? [])]) recipients.add(one.toLowerCase());
    for (const one of mail.nested) visit(one);
  };
  for (const mail of mails) visit(mail);
  const domains = domainsOf(recipients);
  return { recipients, forwarders, isTheirHost: (text) => namesIn(text).some((name) => domains.around(name) !== undefined) };
}

const namesIn = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}/gu) ?? [];

/**
 * Gathers all but their addresses. `own`: addresses of somebody who passes on what stands there; their own hosts, as in a signature,
 * and phone numbers are left out as well.
 */
export function withoutPeople(gather: Gathering, { recipients }: People, own: readonly string[] = []): Gathering {
  const reporters = new Set(own.map((one) => one.trim().toLowerCase()));
  const domains = domainsOf(reporters);
  const isTheirs = ({ indicator }: ImportRow): boolean => {
    const { kind, value } = indicator;
    const lower = value.toLowerCase();
    if (kind === "email") return recipients.has(lower) || reporters.has(lower);
    if (own.length === 0) return false;
    if (kind === "phone") return true;
    return (kind === "domain" || kind === "url") && domains.of(indicator) !== undefined;
  };
  return {
    ...gather,
    row: (row) => {
      if (!isTheirs(row)) gather.row(row);
    },
  };
}
