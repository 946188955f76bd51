/** What a commit gave somebody to do: the rows that one part of the bot works off. */
export const touchable = ["outbox", "work", "rooms", "roster", "redactions", "approvals", "alerts"] as const;
export type Touched = (typeof touchable)[number];
