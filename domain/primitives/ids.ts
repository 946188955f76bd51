declare const brand: unique symbol;
type Branded<B extends string> = string & { readonly [brand]: B };

/** A full Matrix user id, `@localpart:server` (Matrix specification, appendix "User identifiers"). */
export type UserId = Branded<"user">;
/** An opaque Matrix room id, `!…`. */
export type RoomId = Branded<"room">;
/** An opaque Matrix event id, `$…`. */
export type EventId = Branded<"event">;
/** Our own UUIDv7 of a case. */
export type CaseId = Branded<"case">;

/** What people type and read: `HIT-7`, counted per case. */
export type Code = "IOC" | "HIT" | "TASK" | "JOB" | "ALERT" | "MEET" | "IMP";
export type Ref<C extends Code = Code> = `${C}-${number}`;
/** A case's neutral reference, `C-2026-0007`: year of opening and a number counted in that year. */
export type CaseRef = `C-${string}`;

const userShape = /^@[^:\s]{1,200}:[^\s/]{1,230}$/u;

/** The only way to make a UserId; undefined if `text` is not one. */
export const userId = (text: string): UserId | undefined => (userShape.test(text) ? (text as UserId) : undefined);
/** Room and event ids are opaque: they come from the homeserver or from our own rows. */
export const roomId = (text: string): RoomId => text as RoomId;
export const eventId = (text: string): EventId => text as EventId;
export const caseId = (text: string): CaseId => text as CaseId;
