import { extract } from "#domain/extract/index.ts";
import { type Gathering, gathering, type Particulars } from "#domain/import/gather.ts";
import { takeHtml } from "#domain/import/html/read.ts";
import { type Attached, openAttached, type ReadInside, takeAttached } from "#domain/import/mail/attached.ts";
import { type Mail, part } from "#domain/import/mail/mail.ts";
import { type People, peopleOf, withoutPeople } from "#domain/import/mail/people.ts";
import { quotedIn, quotedInPage } from "#domain/import/mail/quoted.ts";
import type { Reading } from "#domain/import/reading.ts";
import { takeText } from "#domain/import/text.ts";

/** Where mails are read from. */
interface Source {
  readonly mails: readonly Mail[];
  /** Mails of the same file that are not looked at. */
  readonly more: number;
  /** Reads what hangs on a mail as a file of its own. */
  readonly inside: ReadInside;
}

/** Reads mails and those that hang on them; `line` of a row is 1 for the headers, 2 for the text, 3 for what hangs on it. */
export async function readMail(format: "eml" | "msg", { mails, more, inside }: Source): Promise<Reading> {
  const gather = gathering(format);
  const left = { pictures: 0 };
  const people = peopleOf(mails, ({ text, html }) => ({
    text: quotedIn(text),
    html: html === "" ? undefined : quotedInPage(html),
  }));
  for (const mail of mails) await takeMail({ gather: withoutPeople(gather, people), people, inside, left }, mail);
  if (people.recipients.size > 0) gather.unclear(part.headers, "recipients");
  if (left.pictures > 0) gather.unclear(part.attachments, { code: "pictures", count: left.pictures });
  if (more > 0) gather.unclear(part.headers, { code: "more-mails", count: more });
  return gather.reading();
}

interface Into {
  readonly gather: Gathering;
  readonly people: People;
  readonly inside: ReadInside;
  readonly left: { pictures: number };
}
async function takeMail(into: Into, mail: Mail): Promise<void> {
  const { gather, people, inside, left } = into;
  const about: Particulars = mail.sentAt ? { seenAt: mail.sentAt } : {};
  const attached: Attached[] = [];
  for (const one of mail.attachments) {
    if (one.shown) left.pictures += 1;
    else attached.push(await openAttached(one, mail.senders, inside));
  }
  for (const what of mail.unread) gather.unclear(part.body, { code: "closed-mail", what });
  // who passes on a mail, an invitation, a list of indicators or a closed letter is no suspect
  const passesOn = mail.nested.length > 0 || people.forwarders.has(mail) || attached.some(({ isList }) => isList);
  if (passesOn || mail.unread.length > 0) gather.unclear(part.headers, "forwarding-sender");
  else takeHeaders(gather, mail, people, about);
  const words = passesOn ? withoutPeople(gather, people, mail.senders) : gather;
  for (const text of [mail.subject, ...parted(mail.text, people.forwarders.get(mail))]) {
    gather.mark(text);
    await takeText(words, text, about, part.body);
  }
  if (mail.html !== "") await takeHtml(words, mail.html, about, part.body);
  for (const one of attached) takeAttached(gather, one, about);
  for (const one of mail.nested) await takeMail(into, one);
}

/** Somebody's own words before what they pass on stand apart from it. */
function parted(text: string, from: number | undefined): readonly string[] {
  return from === undefined ? [text] : [text.slice(0, from), text.slice(from)];
}

/** The server that handed a mail over, as the next one saw it; not who took it. */
const handedOver = (received: string): string => received.slice(0, 2000).split(/\s(?:by|for|id|with)\s/iu)[0] ?? "";

/** A rule of mails, not of kinds: headers tell of senders and of the machines on the way, all else in them is the servers' own. */
function takeHeaders(gather: Gathering, { senders, received }: Mail, people: People, about: Particulars): void {
  // machines of those who got the mail hand it on as well
  const texts = [...senders, ...received.map(handedOver).filter((text) => !people.isTheirHost(text))];
  for (const text of texts)
    for (const { kind, value } of extract(text))
      if (["email", "ipv4", "ipv6", "domain"].includes(kind)) gather.row({ line: part.headers, indicator: { kind, value }, ...about });
}
