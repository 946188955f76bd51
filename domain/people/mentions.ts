import type { UserId } from "#domain/primitives/ids.ts";

/** A link to a person in a message: what its reader sees of it, and whom it leads to. */
export interface Pill {
  readonly label: string;
  readonly userId: UserId;
}

/**
 * Whom the writer's client says that a message mentions. Clients write a mention into the plain text as a display name, which
 * names nobody for certain; this does. Only ever from what was decrypted.
 */
export interface Mentions {
  /** `m.mentions` (Matrix 1.7). A reply names whom it answers here, though they stand nowhere in the text. */
  readonly users: readonly UserId[];
  readonly pills: readonly Pill[];
}

export const noMentions: Mentions = { users: [], pills: [] };
