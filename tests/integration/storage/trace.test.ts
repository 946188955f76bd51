import { expect, test } from "vitest";
import { DatabaseUnreachable } from "../../../storage/migrate.ts";
import { traceEvent } from "../../../storage/trace.ts";
import { address, anna, event, later, log, noCodes, onPostgres, openCase, room, t0 } from "./fresh.ts";

const postgres = onPostgres();

test("an event is followed from the inbox to its answer, and the answer back to itself", async () => {
  const storage = await postgres.open();
  const [typed, said] = [event("typed"), event("said")];
  const of = await storage.transaction(async (tx) => {
    const id = await openCase(tx, "North", anna);
    await tx.rooms.save({ roomId: room("north"), kind: "case", case: id, safe: true });
    return id;
  });
  expect(await traceEvent(storage.ownerUrl, typed)).toEqual({ keyClaimed: false, audit: [], outbox: [], shown: 0, unredacted: 0 });

  await storage.transaction((tx) => tx.inbox.insert([{ eventId: typed, roomId: room("north"), sender: anna, event: "{}" }], t0));
  expect((await traceEvent(storage.ownerUrl, typed)).inbox).toMatchObject({ state: "new", receivedAt: t0, endedAt: null });
  await storage.transaction((tx) => tx.inbox.waitForKey(typed, { session: "s", reason: "missing-key", retryAt: later(5) }));
  expect((await traceEvent(storage.ownerUrl, typed)).inbox).toMatchObject({ state: "waiting-key", retries: 1, retryAt: later(5) });

  await storage.transaction(async (tx) => {
    await tx.inbox.claim({ roomId: room("north"), session: "s", index: 0, sha256: Buffer.alloc(32), eventId: typed });
    const logged = await log(tx, of, [address("192.0.2.1")]);
    const notice = { type: "indicators-logged", codes: noCodes, logged, refused: [] } as const;
    await tx.outbox.answer({ room: room("north"), about: of, notice, origin: { event: typed }, asker: anna, prefix: "/" }, t0);
    await tx.audit.append({ action: "ioc add", outcome: "done", by: anna, case: of, eventId: typed, content: {} }, t0);
    await tx.inbox.end(typed, "done", later(1));
  });
  const waiting = await traceEvent(storage.ownerUrl, typed);
  expect(waiting).toMatchObject({
    inbox: { state: "done", endedAt: later(1) },
    keyClaimed: true,
    audit: [{ at: t0, action: "ioc add", outcome: "done" }],
    outbox: [{ own: false, audience: "room", attempts: 0, parked: false, sentAt: null, sentEvent: null }],
    shown: 1,
  });

  await storage.transaction((tx) => tx.outbox.sent(waiting.outbox[0]?.id ?? "", said, later(2)));
  expect((await traceEvent(storage.ownerUrl, typed)).outbox).toMatchObject([{ own: false, sentAt: later(2), sentEvent: said }]);
  expect(await traceEvent(storage.ownerUrl, said)).toMatchObject({ outbox: [{ own: true, sentEvent: said }], audit: [] });
});

test("a database that is away is refused as such", async () => {
  await expect(traceEvent("postgresql://nobody:x@127.0.0.1:1/none", "$a")).rejects.toBeInstanceOf(DatabaseUnreachable);
});
