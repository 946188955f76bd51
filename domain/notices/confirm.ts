import type { Codes } from "#domain/codes/codes.ts";
import { none, type Policies, plainly, type ShownRecords } from "#domain/notices/define-policy.ts";
import type { CaseRef, UserId } from "#domain/primitives/ids.ts";

/** `Shown`: whatever the bot can say; a parameter, so that this file need not know the union that holds it. */
interface Asked<Shown> {
  readonly code: string;
  /** As replies print it to this officer. */
  readonly prefix: string;
  /** What was typed, with its prefix. */
  readonly line: string;
  /** Who typed it, where another officer is asked. */
  readonly by?: UserId;
  /** Minutes by which it came late, where that is why it is asked about. */
  readonly late?: number;
  /** What will happen, beyond what was typed; `would`: it is the answer that there would be. */
  readonly shown?: Shown;
  readonly would: boolean;
}

/** Why somebody must be let in. */
export interface Admission {
  readonly userId: UserId;
  /** Six words of the identity that they show, where it is a new one or is to be verified. */
  readonly words?: readonly string[];
  /** They show another identity than before. */
  readonly changed: boolean;
  /** They are in the case's room and no member of the case. */
  readonly stranger: boolean;
}

/** In private: what will happen, and the code on which it does. */
export interface Confirm<Shown> extends Asked<Shown> {
  readonly type: "confirm";
}
export interface ConfirmInCase<Shown> extends Asked<Shown> {
  readonly type: "confirm-in-case";
  readonly ref: CaseRef;
  readonly codes: Codes;
}

export type ConfirmNotice =
  /** Where it was typed; `of`: others are asked, one of whom is enough; `waits`: none who is asked has joined their private room yet. */
  | { readonly type: "confirm-wanted"; readonly late?: number; readonly of?: readonly UserId[]; readonly waits: boolean }
  /** After `ok`: something else would happen than was shown, or it is somebody else's to confirm (`of`); it is asked anew. */
  | { readonly type: "confirm-changed"; readonly of?: readonly UserId[] }
  /** After `ok`, in private: it ran; `ref`: in whose room its answer stands. */
  | { readonly type: "confirmed"; readonly line: string; readonly ref?: CaseRef }
  /** After `no`; `by`: said to whoever had typed it, by whom it was refused. */
  | { readonly type: "confirm-dropped"; readonly line: string; readonly by?: UserId }
  /** `all`: so many were wrong that every code of this officer was dropped. */
  | { readonly type: "no-such-code"; readonly all: boolean }
  /** In private: who shall be let in, or whose identity shall be taken, and what that means. */
  | ({ readonly type: "admission"; readonly ref?: CaseRef; readonly verify: boolean } & Admission)
  /** In private, to the leads: somebody is in the room who is not on the roster, so that nobody can let them in yet. */
  | { readonly type: "stranger-in-room"; readonly ref: CaseRef; readonly userId: UserId }
  | ({ readonly type: "admitted"; readonly ref: CaseRef } & Admission)
  | ({ readonly type: "identity-verified" } & Omit<Admission, "stranger">);

type Asking<Shown> = Confirm<Shown> | ConfirmInCase<Shown>;
/** What is known of whatever is shown before it is confirmed: the question is as old as that, and shows its records. */
interface Inside<Shown> {
  shownIn(shown: Shown): ShownRecords;
  oldestIn(shown: Shown, said: Date): Date;
}
export function confirmPolicies<Shown>({ shownIn, oldestIn }: Inside<Shown>): Policies<ConfirmNotice | Asking<Shown>> {
  const asked = {
    hears: "secret",
    oldest: ({ shown }: Asking<Shown>, said: Date): Date => (shown === undefined ? said : oldestIn(shown, said)),
    shows: ({ shown }: Asking<Shown>): ShownRecords => (shown === undefined ? none : shownIn(shown)),
  } as const;
  return {
    confirm: { labelled: false, ...asked },
    "confirm-in-case": { labelled: true, ...asked },
    "confirm-wanted": plainly,
    "confirm-changed": plainly,
    confirmed: plainly,
    "confirm-dropped": plainly,
    "no-such-code": plainly,
    admission: plainly,
    "stranger-in-room": plainly,
    admitted: plainly,
    "identity-verified": plainly,
  };
}
