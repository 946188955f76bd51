import { beforeEach, describe, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, bruno, clara, event, later, noCodes, onPostgres, openCase, room, t0 } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let of: CaseId;
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);
beforeEach(async () => {
  storage = await postgres.open();
  of = await run(async (tx) => {
    await tx.stores.roster.save({ userId: clara, role: "coordinator", zone: "Europe/Paris" });
    await tx.stores.roster.save({ userId: anna, country: "NL", agency: "NHTCU" });
    return openCase(tx, "Winter", anna);
  });
});

describe("what is pending for a case", () => {
  const pending = () => run((tx) => tx.rooms.pending());
  test("is its room, then the invitations, then nothing, and again one for whoever is new", async () => {
    const [first] = await pending();
    expect(first).toEqual({ case: of, ref: "C-2026-0001", words: first?.words, leads: [anna], invite: [anna], remove: [] });
    await run((tx) => tx.rooms.made(of, room("case")));
    expect(await pending()).toEqual([{ ...first, roomId: room("case") }]);
    await run((tx) => tx.rooms.invited(of, anna));
    expect(await pending()).toEqual([]);
    await run((tx) => tx.stores.cases.add(of, { userId: bruno, role: "read", by: anna, now: later(1) }));
    expect(await pending()).toMatchObject([{ leads: [anna], invite: [bruno] }]);
  });
  test("is the removal of whose time has run out, as long as they are in the room", async () => {
    let now = t0;
    storage = await postgres.open({ now: () => now });
    await run(async (tx) => {
      of = await openCase(tx, "Summer", anna);
      await tx.rooms.made(of, room("case"));
      await tx.stores.cases.add(of, { userId: bruno, role: "lead", until: later(60), by: anna, now });
      for (const userId of [anna, bruno]) await tx.rooms.invited(of, userId);
      await tx.rooms.setMembers(room("case"), [{ userId: bruno, membership: "join" }], now);
    });
    now = later(59);
    expect(await pending()).toEqual([]);
    now = later(60);
    expect(await pending()).toMatchObject([{ leads: [anna], invite: [], remove: [bruno] }]);
    await run((tx) => tx.rooms.setMembers(room("case"), [{ userId: bruno, membership: "leave" }], now));
    expect(await pending()).toEqual([]);
  });
  test("is an invitation again for whose time had run out", async () => {
    const add = (until: Date, now: Date) => run((tx) => tx.stores.cases.add(of, { userId: bruno, role: "read", until, by: anna, now }));
    await run(async (tx) => {
      await tx.rooms.made(of, room("case"));
      await tx.rooms.invited(of, anna);
    });
    await add(later(60), t0);
    await run(async (tx) => {
      await tx.rooms.setMembers(room("case"), [{ userId: bruno, membership: "join" }], t0);
      await tx.rooms.invited(of, bruno);
    });
    await add(later(120), later(30));
    expect(await pending()).toEqual([]);
    await add(later(600), later(300));
    expect(await pending()).toMatchObject([{ invite: [bruno] }]);
  });
  test.each(["join", "invite"])("is an invitation again for who gave up an earlier one (%s) and is added again", async (membership) => {
    const add = () => run((tx) => tx.stores.cases.add(of, { userId: bruno, role: "read", by: anna, now: t0 }));
    const set = (to: string) => run((tx) => tx.rooms.setMembers(room("case"), [{ userId: bruno, membership: to }], t0));
    await run((tx) => tx.rooms.made(of, room("case")));
    await add();
    await run(async (tx) => {
      await tx.rooms.invited(of, anna);
      await tx.rooms.invited(of, bruno);
    });
    await set(membership);
    await add();
    expect(await pending()).toEqual([]);
    await set("leave");
    expect(await pending()).toEqual([]);
    await add();
    expect(await pending()).toMatchObject([{ invite: [bruno] }]);
  });
});

test("health counts what waits", async () => {
  expect(await run((tx) => tx.stores.health.read())).toEqual({
    cases: 1,
    lost: 0,
    officers: 2,
    waitingCommands: 0,
    waitingMessages: 0,
    unreadMessages: 0,
    waitingJobs: 0,
    plannedJobs: 0,
    undecryptable: 0,
    parked: 0,
    unsafeRooms: 0,
  });
});

test("health tells what waits from what is planned, and from what an officer has not come to read", async () => {
  let now = t0;
  storage = await postgres.open({ now: () => now });
  await run(async (tx) => {
    await tx.stores.roster.save({ userId: anna });
    of = await openCase(tx, "Summer", anna);
    await tx.stores.tasks.add(of, { text: "x", codes: noCodes, due: later(600) }, anna, t0);
    await tx.rooms.save({ roomId: room("a"), kind: "coordination", safe: true });
    await tx.outbox.send({ to: { officer: anna }, notice: { type: "version", version: "1" } }, t0);
    await tx.outbox.answer({ room: room("a"), notice: { type: "version", version: "1" } }, t0);
  });
  const read = () => run((tx) => tx.stores.health.read());
  const { plannedJobs } = await read();
  expect(plannedJobs).toBeGreaterThan(0);
  expect(await read()).toMatchObject({ waitingMessages: 1, unreadMessages: 1, waitingJobs: 0 });
  now = later(600);
  expect(await read()).toMatchObject({ waitingJobs: 1, plannedJobs: plannedJobs - 1 });
  await run(async (tx) => {
    await tx.rooms.madePrivate(anna, room("own"), now);
    await tx.rooms.setMembers(room("own"), [{ userId: anna, membership: "join" }], now);
  });
  expect(await read()).toMatchObject({ waitingMessages: 2, unreadMessages: 0 });
});

test("health leaves out the command that is being handled, as the one that asks", async () => {
  const raw = (name: string) => ({ eventId: event(name), roomId: room("a"), sender: anna, event: "{}" });
  await run((tx) => tx.inbox.insert([raw("1"), raw("2")], t0));
  expect(await run((tx) => tx.stores.health.read())).toMatchObject({ waitingCommands: 2 });
  await run((tx) => tx.inbox.begin(event("1")));
  expect(await run((tx) => tx.stores.health.read())).toMatchObject({ waitingCommands: 1 });
});
