import type { CaseId } from "#domain/primitives/ids.ts";
import { connected } from "../tests/support/copy-out.ts";

/**
 * Fills a case with records and their match rows from number `from` up to `to`, made by the server itself, since logging
 * so many would take an hour. Keys and bodies are of the right length and open to nothing; no record has any work scheduled.
 */
export async function hold(ownerUrl: string, of: CaseId, from: number, to: number): Promise<void> {
  await connected(ownerUrl, async (client) => {
    // without foreign keys: the rows refer to each other by construction
    await client.query("set session_replication_role = replica");
    await client.query("set maintenance_work_mem = '512MB'");
    await client.query("set synchronous_commit = off");
    const id = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";
    await client.query(
      `insert into liaison.indicator (id, case_id, number, kind, value_key, state, logged_at, last_seen_at, times_seen, ripe_at, body)
       select ${id}, $1, 10000000 + n, 'domain', sha256(int8send(n)), 'live', now(), now(), 1, now(), sha256(int8send(-n)) || sha256(int8send(n)) || sha256(int8send(n))
         || sha256(int8send(n)) || sha256(int8send(n)) || sha256(int8send(n))
       from generate_series($2::bigint, $3::bigint - 1) n`,
      [of, from, to],
    );
    await client.query(
      `insert into liaison.match_row (match_key, role, indicator_id, case_id, key_version)
       select key, 0, id, $1, 1 from (select substr(sha256(int8send(n)), 1, 16) as key, ${id} as id
         from generate_series($2::bigint, $3::bigint - 1) n) rows order by key`,
      [of, from, to],
    );
    await client.query("vacuum analyze liaison.indicator, liaison.match_row");
    await client.query("checkpoint");
  });
}
