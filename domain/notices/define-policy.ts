import type { Codes } from "#domain/codes/codes.ts";
import type { CaseId, Ref } from "#domain/primitives/ids.ts";

/** One line of a list as the gate judges it. Without `case` it is of the case that the list is about. */
export interface Line {
  readonly case?: CaseId;
  /** Whose codes these are, where it is a record's line. */
  readonly ref?: Ref<"IOC">;
  readonly codes: Codes;
  /** When its content was logged. */
  readonly at: Date;
}

/** How a list leaves lines out at sending. */
export interface Lines<N> {
  /** It names records of several cases, and each line its own. */
  readonly spans?: true;
  of(list: N): readonly Line[];
  /** The same list with the lines at these places only; it counts the others in `hidden`. */
  keep(list: N, places: ReadonlySet<number>): N;
}

/** Whose values, reasons or findings can be read in a message. */
export interface ShownRecords {
  /** Records of the named case, or of the one that the message is about. */
  readonly records: readonly { readonly case?: CaseId; readonly ref: Ref<"IOC"> }[];
  /** Hits of that case: of these the other side's record. */
  readonly hits: readonly Ref<"HIT">[];
}

/**
 * Who may hear it. `case`: by its codes. `membership`: it is about the case itself, for its members whenever they came.
 * `administration`: what a coordinator administers, titles included, although they are no member of the case. `hit`: it is
 * never lost, it waits until no stranger is in the room, and what it discloses was allowed to leave its own case.
 * `secret`: for one officer in private and for no room of several. `room`: it is no case's content, and for those who belong in
 * the room; while a stranger is there it goes to them in private. `anybody`: it quotes, lists and answers nothing, so that it is
 * said even then; the stranger gets no key to it all the same.
 */
export type Hears = "anybody" | "room" | "case" | "membership" | "administration" | "hit" | "secret";

/** Everything about a notice but its words. */
export interface Policy<N> {
  /** It carries the codes of its content. */
  readonly labelled: boolean;
  readonly hears: Hears;
  /** When the oldest of its content was logged; `said`: when it was said, or what it answers was. */
  oldest(notice: N, said: Date): Date;
  /** What has to go with a record that must never have been there. Files are not looked into. */
  shows(notice: N): ShownRecords;
  /** Records that the command which it answers has logged: their values stood in it, and members may know their numbers. */
  logs?(notice: N): readonly Ref<"IOC">[];
  readonly lines?: Lines<N>;
}

/** With codes it is for those whom they let hear it; without it is for the room, for anybody, waits as a hit does, or is a secret. */
type Labelled<N> = N extends { readonly codes: unknown }
  ? { readonly labelled: true; readonly hears: Exclude<Hears, "anybody" | "room"> }
  : { readonly labelled: false; readonly hears: "anybody" | "room" | "hit" | "secret" };
/** What can leave lines out says which. */
type Listed<N> = "hidden" extends keyof N ? { readonly lines: Lines<N> } : { readonly lines?: never };

/** One policy for each notice of a family: a new notice without one does not compile. */
export type Policies<F extends { readonly type: string }> = {
  readonly [S in F["type"]]: Policy<Extract<F, { readonly type: S }>> &
    Labelled<Extract<F, { readonly type: S }>> &
    Listed<Extract<F, { readonly type: S }>>;
};

export const none: ShownRecords = { records: [], hits: [] };
/** It shows no record. */
export const nothing = (): ShownRecords => none;
/** What it says is as old as its saying. */
export const whenSaid = (_: unknown, said: Date): Date => said;
/** The earliest of these, no later than it was said. */
export const earliest = (said: Date, dates: readonly Date[]): Date => new Date(Math.min(...[said, ...dates].map((at) => at.getTime())));
/** How many lines a list leaves out by now: it may leave some out as it is read again, and more as it is judged. */
export const hiddenIn = ({ hidden = 0 }: { readonly hidden?: number }, more: number): number => hidden + more;
export const kept = <T>(lines: readonly T[], places: ReadonlySet<number>): readonly T[] => lines.filter((_, at) => places.has(at));

/** It carries nothing of a case: whoever belongs in the room may hear it. */
export const plainly = { labelled: false, hears: "room", oldest: whenSaid, shows: nothing } as const;
/** The same, said even while a stranger is in the room. */
export const amongStrangers = { ...plainly, hears: "anybody" } as const;
