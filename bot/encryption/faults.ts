import { FatalError } from "#domain/primitives/fatal-error.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { isOutage } from "../../storage/index.ts";

const sentences = {
  "foreign-device":
    "The encryption store belongs to another device than the access token; use the token of that device, or run npm run liaison -- device replace.",
  "rolled-back":
    "The encryption store is older than this data folder has seen (a restored backup?); run npm run liaison -- device replace.",
  "device-keys-lost":
    "The homeserver knows keys of this device, but the encryption store is empty; restore nothing, run npm run liaison -- device replace.",
  "identity-elsewhere":
    "The bot's account already has a cross-signing identity that this store does not hold; give its recovery key to npm run liaison -- device replace.",
  "identity-differs":
    "The homeserver shows another cross-signing identity for the bot's account than the one this store holds; nothing is sent.",
  "wrong-recovery-key": "The recovery key does not open the cross-signing identity of the bot's account.",
  "identity-refused": "The homeserver refused the bot's cross-signing keys; without them no officer's client would trust the bot.",
  "self-test": "The homeserver does not show this device as signed by its owner; nothing is sent.",
  "unknown-store": "The encryption store has a shape that this version does not know; the encryption package was changed without its test.",
} as const;

/** Why encryption does not start or go on: a person must act. Its message is the one sentence to print. */
export class EncryptionRefused extends FatalError {
  readonly restarts = false;
  readonly code: keyof typeof sentences;
  constructor(code: keyof typeof sentences) {
    super(sentences[code]);
    this.name = "EncryptionRefused";
    this.code = code;
  }
}

/** The encryption machine panicked and answers no more. */
export class MachineDied extends FatalError {
  readonly restarts = true;
  constructor() {
    super("the encryption machine died");
    this.name = "MachineDied";
  }
}

/** What was to be kept could not be written; memory is now ahead of the store. */
export class JournalFailed extends FatalError {
  readonly restarts = true;
  /** The database's code of the fault, never its message. */
  readonly code: string | undefined;
  /** It is the database that could not. */
  readonly outage: boolean;
  constructor(cause: unknown) {
    super("the encryption store could not be written");
    this.name = "JournalFailed";
    this.code = typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
    this.outage = isOutage(cause);
  }
}

/** Nothing was encrypted: these members show another identity than the pinned one. */
export class UntrustedMembers extends Error {
  readonly userIds: readonly UserId[];
  constructor(userIds: readonly UserId[]) {
    super("a member's identity changed");
    this.name = "UntrustedMembers";
    this.userIds = userIds;
  }
}
