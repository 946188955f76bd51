import { createHash } from "node:crypto";
import type { ClientBase, Pool } from "pg";
import type { Query } from "../sealing/keyring.ts";
import type { Statement } from "./prepared.ts";

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
  async <Row extends object>(statement: Statement<Row> | string, params?: readonly unknown[]) => {
    const { sql, values } = typeof statement === "string" ? { sql: statement, values: params } : statement;
    const planned = values === undefined ? {} : { name: nameOf(sql), values: [...values] };
    return (await on.query<Row>({ text: sql, ...planned })).rows;
  };
