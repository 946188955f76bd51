import type { NotTaken } from "#domain/import/not-taken.ts";
import type { Kind } from "#domain/kinds/index.ts";
import type { Advice } from "#domain/primitives/advice.ts";
import type { Expected } from "#domain/primitives/expected.ts";
import type { CaseRef, Code, Ref, UserId } from "#domain/primitives/ids.ts";
import type { Level } from "#domain/primitives/level.ts";
import type { FileProblem } from "#domain/primitives/received-file.ts";

/** Where in the message, lines and UTF-16 units counted from 0; a view draws the caret from it. */
export interface At {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** An expected failure, as data. The list is closed; `bot/views/faults.ts` owns every sentence. */
export type Fault =
  /** `suggestion` is a whole line without its prefix: `ioc add 1.2.3.4`. */
  | { readonly code: "unknown-verb"; readonly typed: string; readonly suggestion?: string }
  /** A command of the design that does not exist yet: `case close`. */
  | { readonly code: "planned"; readonly typed: string }
  | { readonly code: "unknown-noun"; readonly suggestion: string }
  /** `line`: the whole line as it should read, without its prefix. */
  | { readonly code: "unknown-option"; readonly typed: string; readonly suggestion?: string; readonly line?: string }
  | { readonly code: "option-not-here"; readonly option: string }
  | { readonly code: "option-twice"; readonly option: string }
  | { readonly code: "wrong-room"; readonly where: "case" | "coordination" | "private" }
  | { readonly code: "not-permitted"; readonly command: string; readonly needs: Level }
  | { readonly code: "missing"; readonly argument: string }
  | { readonly code: "too-much"; readonly typed: string }
  /** A text stands in two pieces; `suggestion` is the line without its prefix in which it stands in one. */
  | { readonly code: "left-over"; readonly typed: string; readonly suggestion: string }
  /** `option` stands beside one of several values, or below the line where what protects less may be typed. */
  | { readonly code: "option-below"; readonly option: string; readonly why: "beside" | "weaker" }
  /** A protection stands in what was pasted, in a way in which it would not hold; `option`: as it is to be typed. */
  | { readonly code: "not-held"; readonly typed: string; readonly option: string; readonly line?: string }
  | { readonly code: "too-many"; readonly most: number }
  /** `word`: what stood where no option does. */
  | { readonly code: "not-one-of"; readonly argument: string; readonly allowed: readonly string[]; readonly word?: string }
  /** `word` is a protection that stands inside the text of `option`, where it would not hold. */
  | { readonly code: "option-in-text"; readonly word: string; readonly option: string }
  /** `because` is what was typed: "H3". */
  | { readonly code: "needs-option"; readonly because: string; readonly option: string }
  /** None of several values could be read; `line` counts from 1. */
  | { readonly code: "no-value"; readonly refused: readonly { readonly line: number; readonly fault: Fault }[] }
  /** `clearly`: it may be one, but its end does not show. */
  | {
      readonly code: "unreadable";
      readonly typed: string;
      readonly expected: Expected;
      readonly clearly?: true;
      readonly write?: Advice;
    }
  | { readonly code: "check-digits"; readonly typed: string; readonly expected: Kind }
  /** A text that is too long, or holds control characters. */
  | { readonly code: "no-line"; readonly typed: string; readonly argument: string; readonly most: number }
  | { readonly code: "ambiguous"; readonly typed: string; readonly choices: readonly string[] }
  /** It stands at a domain of the taskforce itself. */
  | { readonly code: "own-domain"; readonly typed: string; readonly kind: Kind; readonly domain: string }
  /** `typed` is the date as it was typed. */
  | { readonly code: "past"; readonly typed: string; readonly now: Date }
  /** Clocks skip or repeat that time; `choices` are the two readings: "01:30", "02:30+02:00". `typed`: which of several. */
  | { readonly code: "skipped-time"; readonly choices: readonly string[]; readonly typed?: string }
  | { readonly code: "repeated-time"; readonly choices: readonly string[]; readonly typed?: string }
  /** `below`: the text goes on below, where it may be closed. */
  | { readonly code: "open-quotation"; readonly below?: true }
  /** `refs`: which of several. */
  | { readonly code: "no-such"; readonly noun: string; readonly refs?: readonly Ref<Code>[] }
  /** `near`: who may have been meant. */
  | { readonly code: "not-on-roster"; readonly typed: string; readonly near?: readonly UserId[] }
  /** `typed` begins with the name of this person, and may be a longer one. */
  | { readonly code: "open-name"; readonly typed: string; readonly userId: UserId }
  | { readonly code: "one-person"; readonly argument: string }
  /** An officer, or the desk of a country (ISO 3166), that must belong to the case. */
  | { readonly code: "not-in-case"; readonly who: { readonly officer: UserId } | { readonly country: string } }
  | { readonly code: "which-person"; readonly typed: string; readonly choices: readonly string[] }
  /** No coordinator takes that role from themselves, so that one is always left. `only`: there is no other. */
  | { readonly code: "own-role"; readonly only: boolean }
  /**
   * A case keeps a lead, and one whose time does not end. `own`: it is the caller; `others`: there are leads whose
   * time ends; `cases`: where, if it was not typed in the case's room.
   */
  | {
      readonly code: "only-lead";
      readonly userId: UserId;
      readonly own: boolean;
      readonly others: boolean;
      readonly cases?: readonly CaseRef[];
    }
  /** No open case has this reference. */
  | { readonly code: "no-case"; readonly typed: CaseRef }
  | { readonly code: "no-source"; readonly number: number; readonly ref: CaseRef }
  | { readonly code: "not-member"; readonly userId: UserId }
  /** The bot is no person. */
  | { readonly code: "is-bot" }
  | { readonly code: "already"; readonly what: Already }
  /** Nobody has said at which address webhooks arrive. */
  | { readonly code: "no-hooks" }
  /** A date or a time that stands twice in one list. */
  | { readonly code: "stands-twice"; readonly typed: string }
  | { readonly code: "not-participant"; readonly ref: Ref<"MEET"> }
  /** Its slots are 1 to `last`. */
  | { readonly code: "no-slot"; readonly ref: Ref<"MEET">; readonly slot: number; readonly last: number }
  | { readonly code: "meeting-fixed"; readonly ref: Ref<"MEET">; readonly slot: number }
  | { readonly code: "meeting-ended"; readonly ref: Ref<"MEET">; readonly how: "cancelled" | "over" }
  /** Nobody approves their own identity. */
  | { readonly code: "own-identity" }
  /** None was seen of them yet. */
  | { readonly code: "no-identity"; readonly userId: UserId }
  /** Where the operator asks for verified identities: until theirs is, they may only read. */
  | { readonly code: "not-verified" }
  /** A command that works on a file stood at none. */
  | { readonly code: "no-file" }
  /** No value was found in a file; of what is no indicator in it the first lines, and how many there are. */
  | {
      readonly code: "nothing-in-file";
      readonly file: string;
      readonly notUnderstood: { readonly first: readonly { readonly line: number; readonly why: NotTaken }[]; readonly total: number };
      /** Values at the taskforce's own domains. */
      readonly own?: { readonly first: readonly { readonly line: number; readonly why: NotTaken }[]; readonly total: number };
    }
  /** The file at which it stands cannot be had. */
  | { readonly code: "file"; readonly why: FileProblem }
  /** Records that only who logged them, or a lead, may change. */
  | { readonly code: "not-yours"; readonly refs: readonly Ref<"IOC">[] }
  | { readonly code: "withdrawn"; readonly refs: readonly Ref<"IOC">[] }
  /** Who may not hear a record changes nothing of it but what protects it more. */
  | { readonly code: "not-cleared"; readonly refs: readonly Ref<"IOC">[] }
  /** Another officer would have to confirm it, and nobody is there who may. */
  | { readonly code: "nobody-confirms"; readonly refs?: readonly Ref<"IOC">[] }
  /** Others would have to confirm it, of whom no one may do so for all of them. */
  | { readonly code: "several-confirm"; readonly refs: readonly Ref<"IOC">[] }
  /** Records of victims and minors. */
  | { readonly code: "stays-silent"; readonly refs: readonly Ref<"IOC">[] }
  | { readonly code: "in-future"; readonly now: Date }
  /** So many in an hour; `next`: from when on again. */
  | { readonly code: "quota"; readonly most: number; readonly next: Date }
  | { readonly code: "case-closed" };

/** What is as the command would have made it. */
export type Already =
  | { readonly is: "looked-at" }
  | { readonly is: "task"; readonly ref: Ref<"TASK">; readonly state: "open" | "done" | "dropped" }
  | { readonly is: "ended"; readonly ref: Ref<"IMP"> }
  | { readonly is: "admitted"; readonly userId: UserId }
  | { readonly is: "lead"; readonly userId: UserId; readonly ref: CaseRef };

export type Failed = { readonly ok: false; readonly fault: Fault; readonly at?: At };
export type Result<T> = { readonly ok: true; readonly value: T } | Failed;
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const fail = (fault: Fault, at?: At): Failed => ({ ok: false, fault, ...(at && { at }) });
