import { md5 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { raise } from "#domain/codes/markings.ts";
import type { Gathering, Particulars } from "#domain/import/gather.ts";
import { invitationIn } from "#domain/import/mail/invitation.ts";
import { type MailAttachment, part } from "#domain/import/mail/mail.ts";
import type { ImportFormat, Reading } from "#domain/import/reading.ts";
import { noteOf, oneLine } from "#domain/import/words.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import type { Result } from "#domain/primitives/result.ts";

/** Reads what hangs on a mail as a file of its own. */
export type ReadInside = (file: ReceivedFile) => Promise<Result<Reading>>;

/** What hangs on a mail, with what stands in it. */
export interface Attached {
  readonly name: string | undefined;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly reading: Reading | undefined;
  /** A list of indicators or an invitation that is passed on, which is no indicator itself. */
  readonly isList: boolean;
  /** Who invites, of an invitation that somebody else passes on. */
  readonly organisers: readonly string[];
  /** It is an archive, of an office program, closed, or a mail that hangs too deep: what stands in it is not read. */
  readonly isClosed: boolean;
}

/** Formats that people write lists in; a page or a PDF that hangs on a mail is what the mail is about as well. */
const lists: ReadonlySet<ImportFormat> = new Set(["text", "csv", "stix", "misp", "json", "openioc", "stix1", "misp-xml", "xml"]);
/** Refusals of what holds texts in a form that nobody opens here; a picture or a program holds none. */
const closed: ReadonlySet<string> = new Set([
  "archive",
  "word",
  "workbook",
  "presentation",
  "opendocument",
  "rtf",
  "office-file",
  "locked-pdf",
]);
/** Remarks of one attachment that are told. */
const mostTold = 20;

/** Reads it by what is in it. `senders`: addresses of the mail that it hangs on. */
export async function openAttached({ name, bytes }: MailAttachment, senders: readonly string[], inside: ReadInside): Promise<Attached> {
  const digest = bytesToHex(sha256(bytes));
  const read = bytes.length === 0 ? undefined : await inside({ name: name ?? "", sha256: digest, bytes });
  // mails that hang on mails are taken off before (open.ts): this one hangs deeper than we look
  const isMail = read?.ok === true && (read.value.format === "eml" || read.value.format === "msg");
  const reading = read?.ok && !isMail ? read.value : undefined;
  const invite = reading?.format === "calendar" ? invitationIn(bytes) : undefined;
  const isOwn = senders.some((one) => invite?.organisers.includes(one.trim().toLowerCase()));
  const organisers = isOwn ? [] : (invite?.organisers ?? []);
  const isList = reading !== undefined && (organisers.length > 0 || (reading.rows.length > 0 && lists.has(reading.format)));
  const advice = read?.ok === false && read.fault.code === "unreadable" ? read.fault.write : undefined;
  const isClosed = isMail || (typeof advice === "string" && closed.has(advice));
  return { name: oneLine(name, 255), bytes, sha256: digest, reading, isList, organisers, isClosed };
}

/** Takes the values of a list, or else the file itself and what stands in it. */
export function takeAttached(
  gather: Gathering,
  { name, bytes, sha256: digest, reading, isList, organisers, isClosed }: Attached,
  about: Particulars,
): void {
  const note = noteOf(`attachment of a mail${name === undefined ? "" : `: ${name}`}`);
  const particulars: Particulars = { ...about, ...(note !== undefined && { note }) };
  if (!isList && name !== undefined) gather.value(part.attachments, name, ["filename"], about);
  if (!isList && bytes.length > 0) {
    gather.value(part.attachments, digest, ["sha256"], particulars);
    gather.value(part.attachments, bytesToHex(md5(bytes)), ["md5"], particulars);
  }
  if (isClosed) gather.unclear(part.attachments, { code: "attachment-closed", name: name ?? "" });
  for (const typed of organisers.slice(0, mostTold)) gather.unclear(part.attachments, { code: "organiser", typed });
  raise(gather.marks, reading?.marking ?? {});
  for (const row of reading?.rows ?? []) gather.row({ ...particulars, ...row, line: part.attachments });
  const told = isList || reading?.format === "pdf" ? (reading?.notUnderstood ?? []) : [];
  for (const { line, why } of told.slice(0, mostTold))
    gather.unclear(part.attachments, { code: "in-attachment", name: name ?? "", line, why });
  if (told.length > mostTold)
    gather.unclear(part.attachments, { code: "in-attachment-more", name: name ?? "", count: told.length - mostTold });
}
