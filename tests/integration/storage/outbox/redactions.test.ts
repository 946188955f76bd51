import { beforeEach, expect, test } from "vitest";
import type { LoggedLine } from "#domain/indicators/record.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { address, anna, bruno, event, later, log, noCodes, onPostgres, openCase, room, t0 } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let north: CaseId;
let south: CaseId;
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);
beforeEach(async () => {
  storage = await postgres.open();
  [north, south] = await run(async (tx) => {
    const cases = [await openCase(tx, "North", anna), await openCase(tx, "South", bruno)] as const;
    await tx.rooms.save({ roomId: room("north"), kind: "case", case: cases[0], safe: true });
    await tx.rooms.save({ roomId: room("south"), kind: "case", case: cases[1], safe: true });
    await tx.rooms.save({ roomId: room("private"), kind: "private", safe: true });
    return cases;
  });
});

const answerTo = (logged: readonly LoggedLine[]): Notice => ({ type: "indicators-logged", codes: noCodes, logged, refused: [] });
/** Logs by a command in North's room and says so there; the answer waits under this id. */
async function logged(name: string, ...values: readonly string[]): Promise<string> {
  return run(async (tx) => {
    await tx.inbox.insert([{ eventId: event(name), roomId: room("north"), sender: anna, event: "{}" }], t0);
    const notice = answerTo(await log(tx, north, values.map(address)));
    await tx.outbox.answer({ room: room("north"), about: north, notice, origin: { event: event(name) } }, t0);
    return (await tx.outbox.waiting(100)).at(-1)?.id ?? "";
  });
}
/** What the bot does after a message is sent. */
const sent = (id: string, name: string, where: string, notice: Notice, about: CaseId = north) =>
  run((tx) => tx.outbox.sent(id, event(name), t0, { room: room(where), notice, about }));
const said = async (id: string, name: string) => {
  const item = (await run((tx) => tx.outbox.waiting(100))).find((one) => one.id === id);
  if (item === undefined) throw new Error("it does not wait");
  await sent(id, name, "north", item.notice);
};
const spill = (...numbers: readonly number[]) =>
  run((tx) => tx.stores.lifecycle.spill(north, { refs: numbers.map((number) => `IOC-${number}` as const), by: anna, lead: true, now: t0 }));
const pending = async () => (await run((tx) => tx.redactions.pending(100))).map(({ eventId, roomId }) => `${eventId} in ${roomId}`);

test("what showed a spilled record and the command that logged it are pending, each once; what showed others is not", async () => {
  await said(await logged("typed", "203.0.113.1", "203.0.113.2"), "answer");
  await said(await logged("typed-3", "203.0.113.3"), "answer-3");
  const { records } = await run((tx) => tx.stores.indicators.list(north, { most: 10 }));
  const list = { type: "indicator-list", codes: noCodes, records, total: 3, now: t0 } as const;
  await sent(await logged("typed-4", "203.0.113.4"), "list", "private", list);
  expect(await pending()).toEqual([]);
  expect(await spill(1, 2)).toMatchObject({ messages: 1, commands: 1 });
  expect(await pending()).toEqual(["$answer in !north", "$list in !private", "$typed in !north"]);
});

test("what was on its way when its record was spilled is pending as soon as it is there", async () => {
  const waiting = await logged("typed", "203.0.113.1");
  const item = (await run((tx) => tx.outbox.waiting(100)))[0];
  if (item === undefined) throw new Error("nothing waits");
  expect(await spill(1)).toMatchObject({ messages: 0, commands: 1 });
  expect(await run((tx) => tx.outbox.waiting(100))).toEqual([]);
  expect(await pending()).toEqual(["$typed in !north"]);
  await sent(waiting, "answer", "north", item.notice);
  expect(await pending()).toEqual(["$answer in !north", "$typed in !north"]);
});

test("a hit by which another case saw the value is pending in that case's room, and not counted", async () => {
  const id = await logged("typed", "203.0.113.1");
  await run(async (tx) => {
    await tx.stores.lifecycle.set(north, { refs: ["IOC-1"], by: anna, lead: true, now: t0 }, { codes: { share: "open" } });
    await log(tx, south, [address("203.0.113.1")], {}, t0, bruno);
  });
  await run(async (tx) => {
    for (const { id: work, job } of await tx.work.due(later(3_600), 10)) {
      const taken = job === "correlate" ? await tx.work.take(work, later(3_600)) : undefined;
      if (taken !== undefined) await tx.stores.hits.correlate(taken.work.subject, later(3_600));
    }
  });
  const hit = await run((tx) => tx.stores.hits.show(south, "HIT-1", { by: bruno, now: t0 }));
  if (hit?.disclosed === undefined) throw new Error("no hit that shows the value");
  await sent(id, "hit", "south", { type: "hit-disclosed", ...hit, codes: hit.disclosed }, south);
  expect(await spill(1)).toMatchObject({ messages: 0, commands: 1 });
  expect(await pending()).toEqual(["$hit in !south", "$typed in !north"]);
});

test("a redaction that is done, or refused for good, is pending no more; the latter counts as parked", async () => {
  await said(await logged("typed", "203.0.113.1"), "answer");
  await spill(1);
  expect([await run((tx) => tx.redactions.begin(event("answer"))), await run((tx) => tx.redactions.begin(event("answer")))]).toEqual([
    1, 2,
  ]);
  await run((tx) => tx.redactions.done(event("answer")));
  await run((tx) => tx.redactions.park(event("typed")));
  expect(await pending()).toEqual([]);
  expect(await run((tx) => tx.stores.health.read())).toMatchObject({ parked: 1 });
});
