import { describe, expect, test } from "vitest";
import { connected, databaseOf } from "../support/copy-out.ts";
import type { Stage } from "../support/stage.ts";

/** The role under which the bot works may add to the audit, and erase what an entry says; the entry stays. */
export function auditRole(stage: () => Stage): void {
  describe("the audit under the bot's role", () => {
    const tables = () =>
      connected(databaseOf(stage().data), async (client) => {
        const found = await client.query<{ name: string; column: string }>(
          `select format('%I.%I', table_schema, table_name) as name, min(column_name) as column from information_schema.columns
           where table_schema || '.' || table_name ~ 'audit' and table_schema not in ('pg_catalog', 'information_schema') group by 1`,
        );
        return found.rows;
      });

    test.for(["update", "delete", "truncate"] as const)("%s fails", async (action) => {
      const found = await tables();
      expect(found.length).toBeGreaterThan(0);
      expect(found.map(({ name }) => name)).toContain("liaison.audit_entry");
      for (const { name, column } of found) {
        if (action === "delete" && name === "liaison.audit_content") continue;
        const statement = {
          update: `update ${name} set ${column} = ${column}`,
          delete: `delete from ${name}`,
          truncate: `truncate ${name}`,
        }[action];
        const tried = connected(databaseOf(stage().data), async (client) => {
          await client.query("begin; set local role liaison_app");
          await client.query(statement);
        });
        // 42501: insufficient_privilege (PostgreSQL documentation, "Error Codes")
        await expect(tried).rejects.toMatchObject({ code: "42501" });
      }
    });

    test("every command above left its entry", async () => {
      const [entry] = (await tables()).filter(({ name }) => name.includes("entry") || name.includes("entries"));
      const count = await connected(databaseOf(stage().data), (client) =>
        client.query<{ n: string }>(`select count(*) as n from ${entry?.name}`),
      );
      expect(Number(count.rows[0]?.n)).toBeGreaterThan(200);
    });
  });
}
