import type { Pool, PoolClient, QueryResult } from "pg";
import type { Failed, Result } from "#domain/result.ts";
import { LeaseLost } from "./index.ts";
import type { Keyring, Query } from "./keyring.ts";
import { queryOn } from "./statement.ts";

/** What the aggregates work with: one database transaction, the keys, the settings. */
export interface Session {
  /** One statement in the transaction, one round trip; values travel beside the text, never in it. */
  readonly query: Query;
  readonly keys: Keyring;
  /** How long a record waits before other cases meet it, in milliseconds. */
  readonly graceMs: number;
  readonly now: () => Date;
}

/**
 * One transaction on one connection of the ORM's pool. With an epoch its first round trip is also the check of the lease,
 * which keeps the next holder out until it ends. Throws LeaseLost.
 */
export async function inTransaction<T>(
  pool: Pool,
  around: Omit<Session, "query">,
  epoch: string | undefined,
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    // Not waited for: the first statement travels with it (the pool's clients pipeline), and without it nothing is committed.
    const begun = begin(client, epoch);
    begun.catch(() => {});
    const done = await act({ ...around, query: queryOn(client) }).catch(async (fault: unknown) => {
      await begun;
      throw fault;
    });
    await begun;
    await client.query("commit");
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

async function begin(client: PoolClient, epoch: string | undefined): Promise<void> {
  if (epoch === undefined) return void (await client.query("begin"));
  // the driver answers several statements with several results, which its types do not know
  const results = (await client.query(
    `begin; select 1 from liaison.lease where epoch = ${BigInt(epoch)} for key share`,
  )) as unknown as readonly QueryResult[];
  if (results[1]?.rowCount !== 1) throw new LeaseLost();
}

/** `attempt` of a transaction: a fault or a throw undoes to a savepoint, what was written before stays. */
export function attempts(query: Query): <T>(act: () => Promise<Result<T>>) => Promise<Result<T>> {
  let count = 0;
  return async <T>(act: () => Promise<Result<T>>) => {
    const savepoint = `attempt_${++count}`;
    await query(`savepoint ${savepoint}`);
    let result: Result<T>;
    try {
      result = await act();
    } catch (error) {
      await query(`rollback to savepoint ${savepoint}`).catch(() => undefined);
      throw error;
    }
    await query(isFault(result) ? `rollback to savepoint ${savepoint}` : `release savepoint ${savepoint}`);
    return result;
  };
}

const isFault = <T>(result: Result<T>): result is Failed => !result.ok;
