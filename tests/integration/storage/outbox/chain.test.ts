import { expect, test } from "vitest";
import type { Transaction } from "../../../../storage/index.ts";
import { event, later, onPostgres, room, t0 } from "../fresh.ts";

const postgres = onPostgres();
const [here, there] = [room("here"), room("there")];
const write = async (tx: Transaction): Promise<string> => {
  await tx.outbox.answer({ room: here, notice: { type: "version", version: "1" } }, t0);
  return (await tx.outbox.waiting(100)).at(-1)?.id ?? "";
};
const what = (link: string) => ({ room: here, notice: { type: "version", version: "1" }, link }) as const;

test("each room counts for itself, a message keeps its number whatever is tried again, and names what was said before", async () => {
  const storage = await postgres.open();
  const ids = await storage.transaction(async (tx) => [await write(tx), await write(tx), await write(tx)] as const);
  const place = (id: string, where = here) => storage.transaction((tx) => tx.outbox.place(id, where));
  expect(await place(ids[0])).toEqual({ number: 1, previous: "" });
  expect(await place(ids[0])).toEqual({ number: 1, previous: "" });
  await storage.transaction((tx) => tx.outbox.sent(ids[0], event("1"), later(1), what("link of 1")));
  expect(await place(ids[1])).toEqual({ number: 2, previous: "link of 1" });
  expect(await place(ids[2], there)).toEqual({ number: 1, previous: "" });
  // its case got another room meanwhile: there it is the next one
  expect(await place(ids[1], there)).toEqual({ number: 2, previous: "" });
  await storage.close();
  const again = await postgres.again(storage.ownerUrl);
  expect(await again.transaction((tx) => tx.outbox.place(ids[1], there))).toEqual({ number: 2, previous: "" });
});

test("what was undone took no number", async () => {
  const storage = await postgres.open();
  const [id, other] = await storage.transaction(async (tx) => [await write(tx), await write(tx)] as const);
  await expect(
    storage.transaction(async (tx) => {
      await tx.outbox.place(id, here);
      throw new Error("held after all");
    }),
  ).rejects.toThrow("held after all");
  expect(await storage.transaction((tx) => tx.outbox.place(other, here))).toEqual({ number: 1, previous: "" });
});

test("a message that will never be said gives its number back, unless a later one has the next or it may have arrived", async () => {
  const storage = await postgres.open();
  const ids = await storage.transaction(
    async (tx) => [await write(tx), await write(tx), await write(tx), await write(tx), await write(tx)] as const,
  );
  const place = (id: string) =>
    storage.transaction(async (tx) => {
      await tx.outbox.begin(id);
      return (await tx.outbox.place(id, here)).number;
    });
  const park = (id: string) => storage.transaction((tx) => tx.outbox.park(id, "M_TOO_LARGE"));
  expect(await place(ids[0])).toBe(1);
  await park(ids[0]);
  expect([await place(ids[1]), await place(ids[2])]).toEqual([1, 2]);
  await park(ids[1]);
  expect([await place(ids[3]), await place(ids[3])]).toEqual([3, 3]);
  // the first attempt may have arrived
  await park(ids[3]);
  expect(await place(ids[4])).toBe(4);
});

test("the last message of a room rests sealed", async () => {
  const storage = await postgres.open();
  const id = await storage.transaction(write);
  await storage.transaction((tx) => tx.outbox.place(id, here));
  await storage.transaction((tx) => tx.outbox.sent(id, event("1"), later(1), what("canary-link")));
  const [row] = await storage.database.query<{ link: Buffer; room_key: Buffer }>("select link, room_key from liaison.said_chain");
  expect(row?.link.includes("canary-link")).toBe(false);
  expect(row?.room_key.includes(here)).toBe(false);
});
