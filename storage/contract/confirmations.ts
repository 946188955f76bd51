import type { Origin } from "#domain/notices/message.ts";
import type { Mentions } from "#domain/people/mentions.ts";
import type { CaseId, RoomId, UserId } from "#domain/primitives/ids.ts";

/** A command that runs when its code is typed. */
export interface Pending {
  /** Who was shown what will happen and may type the code. */
  readonly askedOf: UserId;
  /** Our own ids of this question, one for each of those who were asked: one answer is enough. */
  readonly question?: readonly string[];
  /** Under whose rights it runs. */
  readonly by: UserId;
  /** Where it was typed, and where it is answered. */
  readonly room: RoomId;
  readonly case?: CaseId;
  /** The whole message. */
  readonly text: string;
  /** Whom it mentions. */
  readonly mentions?: Mentions;
  readonly prefix: string;
  /** Absent: the bot asked of itself. */
  readonly origin?: Origin;
  /** The command's name. */
  readonly command: string;
  /** Of what would happen, as it was shown. */
  readonly digest: string;
  /** It works on a file, which is kept until then under its origin. */
  readonly file?: true;
}

/** What waits for a code: ten minutes each, once. */
export interface Confirmations {
  /** Equal for equal content, whatever the order of its keys. */
  digest(would: unknown): string;
  /** Writes it down for each of them; a code is unique among its officer's live ones. */
  ask(
    pending: Omit<Pending, "askedOf" | "question">,
    of: readonly UserId[],
    now: Date,
  ): Promise<readonly { readonly of: UserId; readonly code: string }[]>;
  /**
   * Takes what the officer's code stands for: it is gone afterwards. "wrong": no such code, which counts; "dropped": so
   * many were wrong that all of theirs are gone.
   */
  take(of: UserId, code: string, now: Date): Promise<Pending | "wrong" | "dropped">;
  /** One of those who were asked has answered, by ok or no: nobody else can any more. */
  answered(pending: Pending): Promise<void>;
}

/** An identity that was approved, until the encryption side has taken it up. */
export interface Approval {
  readonly userId: UserId;
  /** Exactly this master public key. */
  readonly key: string;
  /** "verify" also signs it, which lasts until it changes. */
  readonly how: "pin" | "verify";
}
export interface Identities {
  approve(approval: Approval): Promise<void>;
  approved(): Promise<readonly Approval[]>;
  /** Forgets the approval, if it is still this one. */
  taken(approval: Approval): Promise<void>;
}
