import type { Notice } from "#domain/notices/index.ts";
import type { CaseId, EventId, UserId } from "#domain/primitives/ids.ts";

/** To whom, never through which room: `bot/` finds the room, and the gate decides. An officer hears in their private room. */
export type Audience = { readonly case: CaseId } | { readonly officer: UserId };
/** Where a command was typed, for what is said of it later; nobody but `bot/` looks inside. */
export interface Origin {
  readonly event: EventId;
  /** The root of the thread in which that event stands, or "none" where none may begin; absent: it becomes a root. */
  readonly root?: EventId | "none";
}
export interface Message {
  readonly to: Audience;
  readonly notice: Notice;
  /** Said to an officer: the case that it is about, whose key seals it and whose members alone may hear it. */
  readonly about?: CaseId;
  /** A call: it rings for these persons and mentions nobody else. Absent: a record, which rings for nobody. */
  readonly mentions?: readonly UserId[];
  /** In the thread of this command. */
  readonly origin?: Origin;
  /** Leaves on the tick that all cases share, after a while of its own: nobody who watches the line can tell what belongs together. */
  readonly onTick?: true;
}
/** What a command hands back: data, written to the outbox by whoever ran it. */
export interface Handled {
  readonly answer: Notice;
  readonly messages?: readonly Message[];
}
