import { expect, test } from "vitest";
import { event, later, onPostgres, room } from "../fresh.ts";

const postgres = onPostgres();

test("what is written after a start comes after all that was written before, also when the clock was set back", async () => {
  const before = await postgres.open();
  const say = (storage: typeof before | Awaited<ReturnType<typeof postgres.again>>, version: string) =>
    storage.transaction((tx) => tx.outbox.answer({ room: room("a"), notice: { type: "version", version } }, later(0)));
  await say(before, "1");
  const [written] = await before.transaction((tx) => tx.outbox.waiting(10));
  await before.transaction((tx) => tx.outbox.sent(written?.id ?? "", event("said"), later(1)));
  // the clock of the process that wrote it was a year ahead, and the counter of that millisecond at its end
  const ahead = (Date.now() + 365 * 24 * 3_600_000).toString(16).padStart(12, "0");
  const id = `${ahead.slice(0, 8)}-${ahead.slice(8)}-7fff-bfff-ffffffffffff`;
  await before.database.query("update liaison.outbox set id = $1", [id]);
  await before.close();

  const after = await postgres.again(before.ownerUrl);
  await say(after, "2");
  await say(after, "3");
  const ids = (await after.database.query<{ id: string }>("select id from liaison.outbox order by id")).map((row) => row.id);
  expect(ids).toHaveLength(3);
  expect(ids[0]).toBe(id);
  expect((await after.transaction((tx) => tx.outbox.waiting(10))).map((item) => [item.id, item.notice])).toEqual([
    [ids[1], { type: "version", version: "2" }],
    [ids[2], { type: "version", version: "3" }],
  ]);
});
