import { expect, test } from "vitest";
import { declared } from "../../../storage/engine/prepared.ts";
import { connected } from "../../support/copy-out.ts";
import { onPostgres } from "./fresh.ts";

const postgres = onPostgres();

test("PostgreSQL plans every statement that is declared", async () => {
  const { ownerUrl } = await postgres.open();
  const refused = await connected(ownerUrl, async (client) => {
    const found: string[] = [];
    for (const [place, text] of declared.entries())
      await client.query(`prepare planned_${place} as ${text()}`).catch((error: Error) => found.push(`${error.message}: ${text()}`));
    return found;
  });
  expect(refused).toEqual([]);
  expect(declared.length).toBeGreaterThan(50);
});
