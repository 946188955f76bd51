import { expect, test } from "vitest";
import { runMigrations } from "../../../storage/migrations/run.ts";
import { connected } from "../../support/copy-out.ts";
import { onPostgres } from "./fresh.ts";

const postgres = onPostgres();

test("work that an older program scheduled as hear is announced; other work stays what it was", async () => {
  const { ownerUrl } = await postgres.open();
  const work = (sql: string) => connected(ownerUrl, async (client) => (await client.query<{ job: string }>(sql)).rows);
  await work("delete from liaison.migration where name = '2026-12-01-announce'");
  await work(
    "insert into liaison.work (id, job, subject, due_at) select gen_random_uuid(), job, gen_random_uuid(), now() from unnest(array['hear', 'correlate', 'hear']) job",
  );
  await runMigrations(ownerUrl);
  expect((await work("select job from liaison.work order by job")).map(({ job }) => job)).toEqual(["announce", "announce", "correlate"]);
});
