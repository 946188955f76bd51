import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { caseId as asCaseId, type CaseId } from "#domain/primitives/ids.ts";
import { keyring } from "../database.ts";
import { prepared, type RowOf, type Statement } from "../engine/prepared.ts";
import { anyOf } from "../engine/values.ts";
import { openWith, type ScopeKey, sealWith } from "./sealed.ts";

/** The master key is not the one that wrapped this database's keys. */
export class WrongMasterKey extends Error {
  constructor() {
    super("the master key does not open this database");
    this.name = "WrongMasterKey";
  }
}

/** Runs one statement: on the pool, or inside a transaction. A prepared one knows its rows; SQL as text is for the hot files named in tests/support/sql-as-text.ts. */
export interface Query {
  <Row>(statement: Statement<Row>): Promise<readonly Row[]>;
  <Row extends object>(sql: string, params?: readonly unknown[]): Promise<readonly Row[]>;
}

/** All data keys, unwrapped, in this process's memory. */
export interface Keyring {
  readonly coordination: ScopeKey;
  /** Of what receivers of alerts lay down, and of what they need for it. */
  readonly receiving: ScopeKey;
  /** The key of a case; read from the database when another process made it. */
  case(id: CaseId, query: Query): Promise<ScopeKey>;
  /** Like `case` for several, in one round trip at most. */
  cases(ids: readonly CaseId[], query: Query): Promise<(id: CaseId) => ScopeKey>;
  /** A new case's key, written by the transaction that makes the case. */
  add(id: CaseId, query: Query): Promise<ScopeKey>;
  /** HMAC-SHA-256 (RFC 2104) for look-ups; equal parts for equal purposes only. */
  keyed(purpose: string, ...parts: readonly (string | Uint8Array)[]): Buffer;
  /** 16 bytes under the index key, for one match key of `domain/indicators/match-keys.ts`. */
  match(text: string): Buffer;
}

const masterId = 1;
const wrapped = keyring.selectFrom("data_key").select(["scope", "case_id", "version", "wrapped"]);
const all = prepared(() => wrapped);
const ofCases = prepared(({ ids }: { ids: readonly CaseId[] }) => wrapped.where("case_id", "=", anyOf(ids)));
type WrappedKey = RowOf<typeof all>;
const insert = prepared((key: WrappedKey) =>
  keyring.insertInto("data_key").values({
    id: sql`gen_random_uuid()`,
    scope: key.scope,
    case_id: key.case_id,
    version: key.version,
    wrapped: key.wrapped,
    created_at: sql`clock_timestamp()`,
  }),
);
const cell = (scope: string, id: string | null, version: number) => ({
  table: "keyring.data_key",
  column: "wrapped",
  row: `${scope} ${id ?? "-"} ${version}`,
});

/** Throws WrongMasterKey if one of the rows was wrapped by another. Reads only. */
export function unwrap(
  master: Uint8Array,
  rows: readonly WrappedKey[],
): readonly { readonly name: string; readonly version: number; readonly key: KeyObject }[] {
  return rows.map(({ scope, case_id, version, wrapped }) => {
    try {
      return {
        name: case_id ?? scope,
        version,
        // made once: preparing a key costs more than using it
        key: createSecretKey(openWith((id) => (id === masterId ? master : undefined), cell(scope, case_id, version), wrapped)),
      };
    } catch {
      throw new WrongMasterKey();
    }
  });
}

/** The wrapped keys as they are stored; `query` must be able to read the schema `keyring`. */
export const readWrapped = (query: Query): Promise<readonly WrappedKey[]> => query(all());

/** Writes what a database needs and has not: keys of coordination and receivers, look-up and index key. */
export async function firstKeys(master: Uint8Array, query: Query): Promise<void> {
  const there = new Set((await readWrapped(query)).map((row) => row.scope));
  for (const scope of ["coordination", "receiving", "lookup", "match"].filter((name) => !there.has(name)))
    await query(insert({ scope, case_id: null, version: 1, wrapped: sealWith(master, masterId, cell(scope, null, 1), randomBytes(32)) }));
}

/** HMAC-SHA-256 over the parts, each behind its length, so that no two lists of parts are the same bytes. */
export const keyedWith =
  (lookup: KeyObject): Keyring["keyed"] =>
  (purpose, ...parts) => {
    const all = [purpose, ...parts].map((part) => (typeof part === "string" ? Buffer.from(part) : part));
    const framed = Buffer.allocUnsafe(all.reduce((sum, part) => sum + 4 + part.length, 0));
    let at = 0;
    for (const part of all) {
      framed.set(part, framed.writeUInt32BE(part.length, at));
      at += 4 + part.length;
    }
    // in one piece: every call into the library costs as much as the sum itself
    return createHmac("sha256", lookup).update(framed).digest();
  };

/** Loads all keys. `query` runs on the pool. Throws WrongMasterKey. */
export async function openKeyring(master: Uint8Array, query: Query): Promise<Keyring> {
  const held = new Map<string, Map<number, KeyObject>>();
  const hold = (rows: readonly WrappedKey[]): void => {
    for (const { name, version, key } of unwrap(master, rows)) held.set(name, (held.get(name) ?? new Map()).set(version, key));
  };
  hold(await readWrapped(query));
  const newest = (name: string): readonly [number, KeyObject] => {
    const found = [...(held.get(name) ?? [])].sort(([a], [b]) => b - a)[0];
    if (found === undefined) throw new Error(`no data key for ${name}`);
    return found;
  };
  const scope = (name: string): ScopeKey => ({
    seal(at, content) {
      const [version, key] = newest(name);
      return sealWith(key, version, at, content);
    },
    open: (at, sealedValue) => openWith((id) => held.get(name)?.get(id), at, sealedValue),
  });
  const load = async (ids: readonly CaseId[], run: Query): Promise<void> => {
    const missing = ids.filter((id) => !held.has(id));
    if (missing.length > 0) hold(await run(ofCases({ ids: missing })));
    for (const id of missing) if (!held.has(id)) throw new Error(`no data key for ${id}`);
  };
  const keyed = keyedWith(newest("lookup")[1]);
  const index = newest("match")[1];
  return {
    coordination: scope("coordination"),
    receiving: scope("receiving"),
    async case(id, run) {
      await load([id], run);
      return scope(id);
    },
    async cases(ids, run) {
      await load(ids, run);
      return (id) => scope(asCaseId(id));
    },
    async add(id, run) {
      const key = randomBytes(32);
      await run(insert({ scope: "case", case_id: id, version: 1, wrapped: sealWith(master, masterId, cell("case", id, 1), key) }));
      held.set(id, new Map([[1, createSecretKey(key)]]));
      return scope(id);
    },
    keyed,
    match: (text) => createHmac("sha256", index).update(text).digest().subarray(0, 16),
  };
}
