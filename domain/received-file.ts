/** A file that an officer sent encrypted, decrypted in memory and checked against its hash. */
export interface ReceivedFile {
  /** As its sender named it: his words, to be escaped like any other. */
  readonly name: string;
  /** What the sender's client claims. */
  readonly mimetype?: string;
  /** Of the readable bytes, lower-case hex. */
  readonly sha256: string;
  /** At most 20 MiB. */
  readonly bytes: Uint8Array;
}
