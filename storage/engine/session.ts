import type { Pool, PoolClient, QueryResult } from "pg";
import type { Failed, Result } from "#domain/primitives/result.ts";
import type { Touched } from "../contract/touched.ts";
import { LeaseLost } from "../index.ts";
import type { Keyring, Query } from "../sealing/keyring.ts";
import { notify } from "./listen.ts";
import type { Statement } from "./prepared.ts";
import { queryOn } from "./statement.ts";

/** What the aggregates work with: one database transaction, the keys, the settings. */
export interface Session {
  /** One statement in the transaction, one round trip; values travel beside the text, never in it. */
  readonly query: Query;
  /**
   * A statement whose answer nobody needs: it goes out after what was asked before it, and is not waited for. If it fails,
   * the transaction does.
   */
  readonly send: (statement: Statement<unknown> | string, params?: readonly unknown[]) => void;
  /** Resolves when those are through that were sent so far; rejects with the first that failed. */
  readonly sent: () => Promise<void>;
  /** What this transaction has given somebody to do. */
  readonly touched: Set<Touched>;
  readonly keys: Keyring;
  /** How long a record waits before other cases meet it, in milliseconds. */
  readonly graceMs: number;
  /** Hits leave at multiples of this, in milliseconds; 0: at once. */
  readonly tickMs: number;
  readonly now: () => Date;
}

type Around = Omit<Session, "query" | "send" | "sent">;
interface Bounds {
  /** Of the lease; undefined: none is checked. */
  readonly epoch: string | undefined;
  /** What other processes are sent with the commit; undefined: nothing. */
  readonly announce?: ((touched: ReadonlySet<Touched>) => string) | undefined;
}

/**
 * One transaction on one connection of the pool. With an epoch its first round trip is also the check of the lease,
 * which keeps the next holder out until it ends. Throws LeaseLost.
 */
export async function inTransaction<T>(
  pool: Pool,
  around: Around,
  { epoch, announce }: Bounds,
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    // Not waited for: the first statement travels with it (the pool's clients pipeline), and without it nothing is committed.
    const begun = begin(client, epoch);
    begun.catch(() => {});
    const line = lineOn(client);
    const done = await act({ ...around, ...line }).catch(async (fault: unknown) => {
      await begun;
      // what was sent before may be the reason: after it the server takes nothing more
      await line.sent();
      throw fault;
    });
    await begun;
    if (announce !== undefined && around.touched.size > 0) line.send(notify, [announce(around.touched)]);
    // travels behind what is on its way: where one of those fails, the server makes it a rollback
    const ended = client.query("commit");
    ended.catch(() => {});
    await line.sent();
    await ended;
    return done;
  } catch (error) {
    // The connection may be the very thing that failed: what went wrong first is what is told.
    await client.query("rollback").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * The same without the lease, and nothing can be written: for looking whether there is anything to do. Who no longer holds
 * the lease may look, since whatever they do about it begins with a transaction that refuses them. Taking the lease's row
 * lock would make each look a write that waits for the disk.
 */
export async function inReading<T>(pool: Pool, around: Around, act: (session: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const begun = client.query("begin read only");
    begun.catch(() => {});
    const line = lineOn(client);
    const done = await act({ ...around, ...line });
    await line.sent();
    await begun;
    return done;
  } finally {
    // not waited for: what was read stands however it ends
    client.query("rollback").then(
      () => client.release(),
      () => client.release(true),
    );
  }
}

async function begin(client: PoolClient, epoch: string | undefined): Promise<void> {
  if (epoch === undefined) return void (await client.query("begin"));
  // the driver answers several statements with several results, which its types do not know
  const results = (await client.query(
    `begin; select 1 from liaison.lease where epoch = ${BigInt(epoch)} for key share`,
  )) as unknown as readonly QueryResult[];
  if (results[1]?.rowCount !== 1) throw new LeaseLost();
}

/** The statements of one transaction: those that are waited for and those that are not. */
function lineOn(client: PoolClient): Pick<Session, "query" | "send" | "sent"> {
  const query = queryOn(client);
  let sending: Promise<unknown>[] = [];
  return {
    query,
    send(statement, params) {
      const going = typeof statement === "string" ? query(statement, params) : query(statement);
      // heard by `sent`
      going.catch(() => {});
      sending.push(going);
    },
    async sent() {
      const before = sending;
      sending = [];
      await Promise.all(before);
    },
  };
}

/** `attempt` of a transaction: a fault or a throw undoes to a savepoint, what was written before stays. */
export function attempts({
  query,
  sent,
  touched,
}: Pick<Session, "query" | "sent" | "touched">): <T>(act: () => Promise<Result<T>>) => Promise<Result<T>> {
  let count = 0;
  return async <T>(act: () => Promise<Result<T>>) => {
    const savepoint = `attempt_${++count}`;
    const before = new Set(touched);
    const undo = async (): Promise<void> => {
      await query(`rollback to savepoint ${savepoint}`);
      touched.clear();
      for (const what of before) touched.add(what);
    };
    await query(`savepoint ${savepoint}`);
    let result: Result<T>;
    try {
      result = await act();
      // what failed in it must not be found out after it was undone
      await sent();
    } catch (error) {
      await undo().catch(() => undefined);
      throw error;
    }
    if (isFault(result)) await undo();
    else await query(`release savepoint ${savepoint}`);
    return result;
  };
}

const isFault = <T>(result: Result<T>): result is Failed => !result.ok;
