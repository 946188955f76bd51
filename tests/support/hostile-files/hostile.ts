/** A file that is made to do harm, and what must become of it. */
export interface Hostile {
  readonly what: string;
  readonly name: string;
  readonly make: () => Uint8Array;
  /** Its sentence, or its values; absent: any sentence and any reading will do. */
  readonly gives?: RegExp | readonly string[];
}

export const bytesOf = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((one) => (typeof one === "string" ? Buffer.from(one, "latin1") : one))));

export const megabyte = 1024 * 1024;
