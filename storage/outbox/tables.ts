import { defineEntity } from "@mikro-orm/postgresql";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** Messages that wait to be said, or were. */
export const OutboxRow = defineEntity({
  name: "OutboxRow",
  schema: "liaison",
  tableName: "outbox",
  properties: {
    id: flat.uuid().primary(),
    /** Whose key seals it; none: the coordination's. */
    caseId: flat.uuid().nullable(),
    /** `room`, `case` or `officer`. */
    audience: flat.text(),
    /** The command that it answers or follows from. */
    originEvent: flat.text().nullable(),
    /** To whom it is said in private. */
    officerKey: keyed().nullable(),
    attempts: flat.counter(0),
    /** How often the encryption machine died of it. */
    deaths: flat.counter(0),
    createdAt: flat.time(),
    /** Not before this. */
    dueAt: flat.time().nullable(),
    /** Its officer left or declined the private room in which it was to be said. */
    declined: flat.unset(),
    /** Without an event: dropped unsaid. */
    sentAt: flat.time().nullable(),
    sentEvent: flat.text().nullable(),
    parked: flat.unset(),
    /** Its place among all that is said in a room, from the first time that it was to be said. */
    number: flat.integer().nullable(),
    /** Of that room. */
    numberedIn: keyed().nullable(),
    body: sealed().nullable(),
    reason: sealed().nullable(),
  },
});

/** How far the messages of a room are numbered, and the link of the one that was said last. */
export const SaidChain = defineEntity({
  name: "SaidChain",
  schema: "liaison",
  tableName: "said_chain",
  properties: { roomKey: keyed().primary(), number: flat.integer(), link: sealed().nullable() },
});

/** Events that show a record: what the bot said, and the command that logged it. */
export const ShownRow = defineEntity({
  name: "ShownRow",
  schema: "liaison",
  tableName: "shown",
  properties: {
    indicatorId: flat.uuid().primary(),
    eventId: flat.text().primary(),
    roomKey: keyed(),
    /** An officer's command, and no message of the bot. */
    typed: flat.flag(),
    /** How often its redaction was begun. */
    attempts: flat.counter(0),
    /** The homeserver will never redact it. */
    parked: flat.unset(),
  },
});

/** Messages that were sent and did not come back yet, and such as came before it was known that they were sent. */
export const EchoRow = defineEntity({
  name: "EchoRow",
  schema: "liaison",
  tableName: "echo",
  properties: {
    eventId: flat.text().primary(),
    roomKey: keyed(),
    at: flat.time(),
    /** What is `lost` or `changed` is told of. */
    state: flat.text<"awaited" | "lost" | "changed">().default("awaited"),
    /** Its number in the room, as soon as it was sent. */
    number: flat.integer().nullable(),
    /** Of the link of what was sent, and of what came. */
    expected: keyed().nullable(),
    came: keyed().nullable(),
    /** It tells itself of others that were lost. */
    quiet: flat.unset(),
    /** How long sync has worked since it was sent. */
    waitedMs: flat.counter(0),
    /** How often its reading was begun. */
    attempts: flat.counter(0),
    toldAt: flat.time().nullable(),
    /** The raw event that came, until it was read. */
    body: sealed().nullable(),
  },
});
