import { defineEntity } from "@mikro-orm/postgresql";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** Every use of a message key: (room, session, index), with the ciphertext's hash. */
export const KeyUse = defineEntity({
  name: "KeyUse",
  schema: "liaison",
  tableName: "key_use",
  properties: { useKey: keyed().primary(), sha256: flat.digest(), eventId: flat.text() },
});

/** A file that waits with its command for a code. */
export const ReceivedFileRow = defineEntity({
  name: "ReceivedFileRow",
  schema: "liaison",
  tableName: "received_file",
  properties: {
    id: flat.uuid().primary(),
    /** The command's. */
    eventId: flat.text(),
    /** Whose key seals it; none: the coordination's. */
    caseId: flat.uuid().nullable(),
    expiresAt: flat.time(),
    /** Name, type and hash. */
    about: sealed(),
    /** Its very bytes. */
    body: sealed(),
  },
});

/** Encrypted events as they came. The id stays for ever, the rest is forgotten at the end unless it was parked. */
export const InboxRow = defineEntity({
  name: "InboxRow",
  schema: "liaison",
  tableName: "inbox",
  properties: {
    eventId: flat.text().primary(),
    seq: flat.bigint().autoincrement(),
    roomKey: keyed(),
    senderKey: keyed().nullable(),
    /** `new`, `waiting-key`, or how it ended. */
    state: flat.text(),
    receivedAt: flat.time(),
    attempts: flat.counter(0),
    endedAt: flat.time().nullable(),
    sessionKey: keyed().nullable(),
    retryAt: flat.time().nullable(),
    retries: flat.counter(0),
    body: sealed().nullable(),
    wait: sealed().nullable(),
    /** Its sender's session in this room, kept for ever: what is missing of it, and what comes too late, shows by it. */
    heardKey: keyed().nullable(),
    /** Its place in that session. */
    heardIndex: flat.bigint().nullable(),
    /** It was decrypted, so its place is no mere claim. */
    authentic: flat.unset(),
    /** When it was handled, all up to this `seq` had come. */
    heardUpto: flat.bigint().nullable(),
    /** Its sender is yet to be told that it was not taken, together with others. */
    noticeKey: keyed().nullable(),
  },
});

/** Sentences about messages that were not taken: of further ones of the kind none is said until then. */
export const UnreadNoticeRow = defineEntity({
  name: "UnreadNoticeRow",
  schema: "liaison",
  tableName: "unread_notice",
  properties: { noticeKey: keyed().primary(), until: flat.time(), body: sealed() },
});

/** Messages that were sent before one that came, and did not come, until their sender was told. */
export const MessageGap = defineEntity({
  name: "MessageGap",
  schema: "liaison",
  tableName: "message_gap",
  properties: {
    id: flat.uuid().primary(),
    heardKey: keyed(),
    /** Under which those of the sender stand that were removed before they were read. */
    removedKey: keyed(),
    first: flat.bigint(),
    last: flat.bigint(),
    /** Of those that came before and after it. */
    afterSeq: flat.bigint(),
    beforeSeq: flat.bigint(),
    dueAt: flat.time(),
    body: sealed(),
  },
});

/** Where the next sync goes on, and how often it was tried from there. One row. */
export const SyncState = defineEntity({
  name: "SyncState",
  schema: "liaison",
  tableName: "sync_state",
  properties: { id: flat.integer().primary().autoincrement(false), token: sealed().nullable(), attempts: flat.counter(0) },
});

/** To-device messages that had to be fed one by one. Those that did no harm are forgotten with their batch. */
export const ToDeviceRow = defineEntity({
  name: "ToDeviceRow",
  schema: "liaison",
  tableName: "to_device",
  properties: {
    messageKey: keyed().primary(),
    state: flat.text<"tried" | "taken" | "parked">(),
    attempts: flat.integer(),
    endedAt: flat.time().nullable(),
    body: sealed().nullable(),
  },
});

/** For which (sender, session) a notice was said. */
export const KeyNotice = defineEntity({
  name: "KeyNotice",
  schema: "liaison",
  tableName: "key_notice",
  properties: { noticeKey: keyed().primary() },
});
