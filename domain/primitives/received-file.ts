/** A file that an officer sent encrypted, decrypted in memory and checked against its hash. */
export interface ReceivedFile {
  /** As its sender named it: their words, to be escaped like any other. */
  readonly name: string;
  /** What the sender's client claims. */
  readonly mimetype?: string;
  /** Of the readable bytes, lower-case hex. */
  readonly sha256: string;
  /** At most 20 MiB. */
  readonly bytes: Uint8Array;
}

/** Why the file at which a command stands cannot be had. */
export type FileProblem =
  /** It was sent without encryption, or its message was. */
  | "not-encrypted"
  | "too-large"
  /** What the homeserver hands out is not what was sent. */
  | "changed"
  | "unknown-format"
  /** The homeserver has it no more. */
  | "gone"
  /** Now and then, and not within our timeout. */
  | "not-handed-out"
  /** Of the message that is answered: */
  | "message-gone"
  | "no-file"
  | "key-missing"
  /** Its sender's device is not verified, or their identity has changed. */
  | "distrusted";
