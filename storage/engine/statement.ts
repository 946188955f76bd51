import { createHash } from "node:crypto";
import type { ClientBase, Pool } from "pg";
import type { Query } from "../sealing/keyring.ts";

const names = new Map<string, string>();

/** Our statements are a closed list, so each connection may keep them planned under a name. */
function nameOf(sql: string): string {
  const name = names.get(sql) ?? createHash("sha256").update(sql).digest("base64url").slice(0, 20);
  names.set(sql, name);
  return name;
}

/** One statement, one round trip; values travel beside the text, never in it. What has parameters is planned once per connection. */
export const queryOn =
  (on: Pool | ClientBase): Query =>
  async <Row extends object>(sql: string, params?: readonly unknown[]) => {
    const result =
      params === undefined ? await on.query<Row>(sql) : await on.query<Row>({ name: nameOf(sql), text: sql, values: [...params] });
    return result.rows;
  };
