import { p } from "@mikro-orm/postgresql";

// Every column of our schemas says here how much of it can be read by somebody who holds the database and no key.
// The word is kept as the property's comment; a test compares it with the tables themselves.

/** How a column rests. */
export type Rest = "sealed" | "keyed" | "public";

/** AES-256-GCM, bound to its cell (storage/sealed.ts). */
export const sealed = () => p.blob().comment("sealed" satisfies Rest);
/** HMAC of an id that is looked up (storage/keyring.ts). */
export const keyed = () => p.blob().comment("keyed" satisfies Rest);

/** Public columns: ids, numbers, states, kinds and times, never what an officer typed. */
export const flat = {
  uuid: () => p.uuid().comment("public" satisfies Rest),
  text: () => p.text().comment("public" satisfies Rest),
  integer: () => p.integer().comment("public" satisfies Rest),
  /** As text in JavaScript: 64 bits. */
  bigint: () => p.bigint("string").comment("public" satisfies Rest),
  flag: () => p.boolean().comment("public" satisfies Rest),
  time: () => p.datetime().comment("public" satisfies Rest),
  /** A hash of what is public itself. */
  digest: () => p.blob().comment("public" satisfies Rest),
};
