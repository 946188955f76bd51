import type { Kind } from "#domain/kinds/index.ts";
import type { Expected } from "#domain/primitives/expected.ts";

/** Why something in a file was not taken, as data; `bot/views/parts/not-taken.ts` owns every sentence. */
export type NotTaken =
  | "benign-objects"
  | "broken-characters"
  | "damaged-attribute"
  | "deleted-attributes"
  | "ends-early"
  /** Taken, with a tag. */
  | "ends-some-day"
  | "forwarding-sender"
  | "no-pattern"
  | "no-value"
  | "not-stored"
  | "recipients"
  | "recipients-of-mails"
  | "revoked-objects"
  | "sightings"
  /** Taken, and silent. */
  | "uncorrelated"
  | "unclosed-quotation"
  /** Of so many that from here on quotation marks are plain characters. */
  | "unclosed-quotations"
  | "unread"
  | "values-in-remarks"
  /** A value that is none, one whose check digits do not match, and one that may be of several kinds. */
  | { readonly code: "unreadable"; readonly typed: string; readonly expected: Expected }
  | { readonly code: "check-digits"; readonly typed: string; readonly expected: Kind }
  | { readonly code: "ambiguous"; readonly typed: string; readonly choices: readonly string[] }
  /** It stands at a domain of the taskforce itself. */
  | { readonly code: "own-domain"; readonly typed: string; readonly domain: string }
  /** Who invites in an invitation that somebody else passes on. */
  | { readonly code: "organiser"; readonly typed: string }
  /** It stands at this machine, which only reports, or beside it. */
  | { readonly code: "reporter"; readonly typed: string; readonly machine: string }
  /** It may be a host, or the end of a sentence and the next one, or a name in source text. */
  | { readonly code: "perhaps-host"; readonly typed: string }
  /** These lines of the file, and so many more, hold bytes that are no UTF-8. */
  | { readonly code: "bytes"; readonly lines: readonly number[]; readonly more: number }
  | { readonly code: "too-long"; readonly most: number }
  /** Of a table: `most` characters, and cells, of a row are read. */
  | { readonly code: "row-too-long"; readonly most: number }
  | { readonly code: "row-too-wide"; readonly most: number }
  /** `most` values are taken of one file: so many lines were not looked at; and so many more were not understood. */
  | { readonly code: "rest"; readonly unseen: number; readonly most: number; readonly untold: number }
  | { readonly code: "unseen-words"; readonly lines: number }
  | { readonly code: "pictures"; readonly count: number }
  | { readonly code: "page"; readonly page: number }
  | { readonly code: "pages-from"; readonly page: number }
  /** So many addresses of what a page is made of, from these hosts and so many more. */
  | { readonly code: "page-parts"; readonly hosts: readonly string[]; readonly more: number; readonly count: number }
  | { readonly code: "relative-links"; readonly count: number }
  /** Links that this service rewrote, of which the place where they lead was taken. */
  | { readonly code: "rewritten-links"; readonly service: string; readonly count: number }
  | { readonly code: "attached-files"; readonly names: readonly string[]; readonly count: number }
  /** So many pages, of which this is the first, have pictures at most. */
  | { readonly code: "pages-without-text"; readonly page: number; readonly count: number }
  /** A word that goes on beyond the page. */
  | { readonly code: "page-edge"; readonly typed: string }
  /** What stands at line ends may be one value, read so, or several. */
  | { readonly code: "broken-over-lines"; readonly pieces: readonly string[]; readonly readings: readonly string[] }
  /** `red`: so the strictest was taken for it. */
  | { readonly code: "cell"; readonly typed: string; readonly column: string; readonly red: boolean }
  | { readonly code: "attribute-type"; readonly type?: string }
  | { readonly code: "object-type"; readonly type?: string }
  /** What closes or packs the text of a mail so that it is not read. */
  | { readonly code: "closed-mail"; readonly what: "smime" | "pgp" | "winmail" | "rtf" }
  | { readonly code: "more-mails"; readonly count: number }
  /** Of a file that hangs on a mail. */
  | { readonly code: "in-attachment"; readonly name: string; readonly line: number; readonly why: NotTaken }
  | { readonly code: "attachment-closed"; readonly name: string }
  | { readonly code: "in-attachment-more"; readonly name: string; readonly count: number }
  | { readonly code: "no-object"; readonly object: number }
  /** One that is not understood, or, without `words`, not there: so the strictest was taken for it. */
  | { readonly code: "marking"; readonly id: string; readonly words?: string }
  | { readonly code: "pattern-language"; readonly language: string }
  | { readonly code: "path"; readonly path: string }
  | { readonly code: "comparison"; readonly path: string; readonly operator: string }
  /** The same of one object in a bundle, and of so many things at once. */
  | { readonly code: "object"; readonly object: number; readonly id?: string; readonly why: NotTaken }
  | { readonly code: "times"; readonly why: NotTaken; readonly count: number };
