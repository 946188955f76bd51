import { beforeEach, expect, test } from "vitest";
import type { Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, bruno, clara, onPostgres, openCase, room, t0 } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);
beforeEach(async () => {
  storage = await postgres.open();
});

test("a problem is new once while it lasts, and again when it comes back; rooms and kinds apart", async () => {
  const held = (...subjects: readonly string[]) => run((tx) => tx.rooms.problems(room("a"), "held", subjects));
  expect(await held(anna, anna)).toEqual([anna, anna]);
  expect(await held(anna, bruno)).toEqual([bruno]);
  expect(await held(bruno)).toEqual([]);
  expect(await run((tx) => tx.rooms.problems(room("b"), "held", [bruno]))).toEqual([bruno]);
  expect(await run((tx) => tx.rooms.problems(room("a"), "unreached", [bruno]))).toEqual([bruno]);
  expect(await held(anna, bruno)).toEqual([anna]);
  expect(await held()).toEqual([]);
  expect(await held(bruno)).toEqual([bruno]);
});

test("a problem whose telling was undone is new still", async () => {
  const undone = run(async (tx) => {
    await tx.rooms.problems(room("a"), "held", [anna]);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await run((tx) => tx.rooms.problems(room("a"), "held", [anna]))).toEqual([anna]);
});

test("the rooms of people are those that they are in or invited to", async () => {
  await run(async (tx) => {
    for (const [name, userId, membership] of [
      ["a", anna, "join"],
      ["b", bruno, "invite"],
      ["c", clara, "join"],
      ["d", anna, "leave"],
    ] as const) {
      await tx.rooms.save({ roomId: room(name), kind: "unknown", safe: true });
      await tx.rooms.setMembers(room(name), [{ userId, membership }], t0);
    }
  });
  expect((await run((tx) => tx.rooms.of([anna, bruno]))).toSorted()).toEqual([room("a"), room("b")]);
  expect(await run((tx) => tx.rooms.of([]))).toEqual([]);
});

test("what waits is handed out page by page", async () => {
  await run(async (tx) => {
    for (const version of ["1", "2", "3"]) await tx.outbox.answer({ room: room("a"), notice: { type: "version", version } }, t0);
  });
  const first = await run((tx) => tx.outbox.waiting(2));
  const second = await run((tx) => tx.outbox.waiting(2, first.at(-1)?.id));
  expect([...first, ...second].map(({ notice }) => notice)).toEqual(["1", "2", "3"].map((version) => ({ type: "version", version })));
  expect(await run((tx) => tx.outbox.waiting(2, second.at(-1)?.id))).toEqual([]);
});

test("a member whose power in the room changes has that pending, whose does not has nothing pending", async () => {
  const of = await run(async (tx) => {
    const id = await openCase(tx, "One", anna);
    await tx.rooms.made(id, room("a"));
    const members = [anna, bruno].map((userId) => ({ userId, membership: "join" }));
    await tx.rooms.setMembers(room("a"), members, t0);
    return id;
  });
  const pending = async () => {
    const found = (await run((tx) => tx.rooms.pending())).map(({ leads, invite }) => ({ leads, invite }));
    for (const { invite } of found) for (const user of invite) await run((tx) => tx.rooms.invited(of, user));
    return found;
  };
  const add = (role: "read" | "contribute" | "lead") => run((tx) => tx.stores.cases.add(of, { userId: bruno, role, by: anna, now: t0 }));
  await add("read");
  expect(await pending()).toEqual([{ leads: [anna], invite: expect.arrayContaining([anna, bruno]) }]);
  await add("contribute");
  expect(await pending()).toEqual([]);
  await add("lead");
  expect(await pending()).toEqual([{ leads: expect.arrayContaining([anna, bruno]), invite: [bruno] }]);
  await add("lead");
  expect(await pending()).toEqual([]);
  await add("read");
  expect(await pending()).toEqual([{ leads: [anna], invite: [bruno] }]);
});
