import { p } from "@mikro-orm/postgresql";

// Every column of our schemas says here how much of it can be read by somebody who holds the database and no key.
// The word is kept as the property's comment; a test compares it with the tables themselves.

/** How a column rests. */
export type Rest = "sealed" | "keyed" | "public";

// The driver hands bytes over as a Buffer; the ORM's own type also allows what it never does.
const bytes = (rest: Rest) => p.blob().$type<Buffer>().comment(rest);

/** AES-256-GCM, bound to its cell (storage/sealing/sealed.ts). */
export const sealed = () => bytes("sealed");
/** HMAC of an id that is looked up (storage/sealing/keyring.ts). */
export const keyed = () => bytes("keyed");

const open = "public" satisfies Rest;

/** Public columns: ids, numbers, states, kinds and times, never what an officer typed. */
export const flat = {
  uuid: () => p.uuid().comment(open),
  /** `Word`: those that are written into it. */
  text: <Word extends string = string>() => p.text().$type<Word>().comment(open),
  integer: () => p.integer().comment(open),
  /** Numbers that begin somewhere if nobody says otherwise. */
  counter: (first: 0 | 1) => p.integer().default(first).comment(open),
  /** As text in JavaScript: 64 bits. */
  bigint: () => p.bigint("string").comment(open),
  flag: () => p.boolean().$type<boolean>().comment(open),
  /** False if nobody says otherwise. */
  unset: () => p.boolean().$type<boolean>().default(false).comment(open),
  time: () => p.datetime(6).$type<Date>().comment(open),
  /** A hash of what is public itself. */
  digest: () => bytes("public"),
};
