import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { Notice } from "#domain/notices/index.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import type { InboxEnd } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, bruno, event, later, onPostgres, openCase, room, t0 } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
beforeEach(async () => {
  storage = await postgres.open();
});
const raw = (name: string, where = "a", sender = anna) => ({
  eventId: event(name),
  roomId: room(where),
  sender,
  event: `{"id":"${name}"}`,
});
const insert = (...events: readonly ReturnType<typeof raw>[]) => storage.transaction((tx) => tx.inbox.insert(events, t0));
const take = (where = "a") => storage.transaction((tx) => tx.inbox.take(room(where)));
const end = (name: string, how: InboxEnd) => storage.transaction((tx) => tx.inbox.end(event(name), how, later(1)));
const notice: Notice = { type: "version", version: "1" };

describe("the inbox", () => {
  test("takes an event id once and names the rooms with something new", async () => {
    expect(await insert(raw("1"), raw("2", "b"), raw("1"))).toEqual([room("a"), room("b")]);
    expect(await insert(raw("1"), raw("3", "b"))).toEqual([room("b")]);
    expect(await insert()).toEqual([]);
    expect(await storage.transaction((tx) => tx.inbox.rooms())).toHaveLength(2);
  });

  test("hands out a room's events in the order in which they came, until they end", async () => {
    await insert(raw("z"), raw("b", "b"), raw("a"));
    expect(await take()).toEqual({ ...raw("z"), receivedAt: t0, attempts: 1, more: true });
    await end("z", "done");
    expect(await take()).toMatchObject({ eventId: event("a"), more: false });
    await end("a", "ignored");
    expect(await take()).toBeUndefined();
    expect(await storage.transaction((tx) => tx.inbox.rooms())).toEqual([room("b")]);
  });

  test("counts attempts", async () => {
    await insert(raw("1"));
    expect(await storage.transaction((tx) => tx.inbox.begin(event("1")))).toBe(1);
    expect(await storage.transaction((tx) => tx.inbox.begin(event("1")))).toBe(2);
    expect((await take())?.attempts).toBe(3);
  });

  test("forgets at the end what came, and knows the id still", async () => {
    await insert(raw("1"));
    await storage.transaction((tx) => tx.inbox.waitForKey(event("1"), { session: "s", reason: "missing-key", retryAt: t0 }));
    await end("1", "expired");
    expect(await storage.database.query("select state, body, wait, session_key from liaison.inbox")).toEqual([
      { state: "expired", body: null, wait: null, session_key: null },
    ]);
    expect(await insert(raw("1"))).toEqual([]);
    await end("1", "done");
    expect(await storage.database.query("select state from liaison.inbox")).toEqual([{ state: "expired" }]);
  });

  test("keeps what has no key apart, and finds it when its retry is due or its session comes", async () => {
    await insert(raw("1"), raw("2"), raw("3"));
    const wait = (name: string, session: string, seconds: number) =>
      storage.transaction((tx) => tx.inbox.waitForKey(event(name), { session, reason: "missing-key", retryAt: later(seconds) }));
    await wait("1", "s", 5);
    await wait("2", "other", 30);
    expect((await take())?.eventId).toBe(event("3"));
    const waiting = async (filter: { due: Date } | { sessions: string[] } | "all") =>
      (await storage.transaction((tx) => tx.inbox.waiting(filter))).map((item) => [item.eventId, item.session, item.reason, item.retries]);
    expect(await waiting({ due: later(4) })).toEqual([]);
    expect(await waiting({ due: later(5) })).toEqual([[event("1"), "s", "missing-key", 1]]);
    expect(await waiting({ sessions: ["other", "nobody's"] })).toEqual([[event("2"), "other", "missing-key", 1]]);
    await wait("1", "s", 60);
    expect(await waiting({ due: later(60) })).toEqual([
      [event("1"), "s", "missing-key", 2],
      [event("2"), "other", "missing-key", 1],
    ]);
  });

  test("allows one notice per sender and session", async () => {
    const once = (...of: readonly [typeof anna, string]) => storage.transaction((tx) => tx.inbox.noticeOnce(...of));
    expect([await once(anna, "s"), await once(anna, "s"), await once(bruno, "s"), await once(anna, "t")]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});

describe("a message key", () => {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  const claim = (name: string, text: string, index = 0, where = "a") =>
    storage.transaction((tx) => tx.inbox.claim({ roomId: room(where), session: "s", index, sha256: hash(text), eventId: event(name) }));

  test("is fresh, then a replay of the same ciphertext, then used twice", async () => {
    expect(await claim("1", "one")).toBe("fresh");
    expect(await claim("2", "one")).toBe("replay");
    expect(await claim("3", "two")).toBe("key-reused");
    expect(await claim("1", "one")).toBe("fresh");
    expect([await claim("4", "one", 1), await claim("5", "one", 0, "b")]).toEqual(["fresh", "fresh"]);
  });

  test("is not claimed by a transaction that is undone", async () => {
    const use = { roomId: room("a"), session: "s", index: 0, sha256: hash("garbage"), eventId: event("1") };
    await expect(
      storage.transaction(async (tx) => {
        await tx.inbox.claim(use);
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect(await claim("2", "real")).toBe("fresh");
  });

  test("goes to one of two that claim it at once", async () => {
    const verdicts = await Promise.all(Array.from({ length: 6 }, (_, index) => claim(`${index}`, "one")));
    expect(verdicts.toSorted()).toEqual(["fresh", ...Array(5).fill("replay")]);
  });
});

describe("the outbox", () => {
  const waiting = () => storage.transaction((tx) => tx.outbox.waiting(10));

  test("hands out in the order of writing, dates as dates, addressed as written", async () => {
    const dated: Notice = { type: "officer-list", officers: [], now: t0 };
    await storage.transaction(async (tx) => {
      await tx.outbox.answer({ room: room("a"), notice, origin: { event: event("1") }, prefix: "/" }, t0);
      await tx.outbox.send({ to: { officer: bruno }, notice }, later(1));
      await tx.outbox.answer({ room: room("a"), notice: dated }, t0);
      await tx.rooms.madePrivate(bruno, room("bruno"), t0);
      await tx.rooms.setMembers(room("bruno"), [{ userId: bruno, membership: "join" }], t0);
    });
    const items = await waiting();
    expect(items).toEqual([
      {
        id: items[0]?.id,
        to: { room: room("a") },
        notice,
        origin: { event: event("1") },
        prefix: "/",
        attempts: 0,
        deaths: 0,
        createdAt: t0,
      },
      { id: items[1]?.id, to: { officer: bruno }, notice, prefix: "!", attempts: 0, deaths: 0, createdAt: later(1) },
      { id: items[2]?.id, to: { room: room("a") }, notice: dated, prefix: "!", attempts: 0, deaths: 0, createdAt: t0 },
    ]);
    expect((await storage.transaction((tx) => tx.outbox.waiting(1))).map((item) => item.id)).toEqual([items[0]?.id]);
  });

  test("keeps back what is for a case without a room", async () => {
    const id = await storage.transaction(async (tx) => {
      const of = await openCase(tx, "One", anna);
      await tx.outbox.send({ to: { case: of }, notice }, t0);
      return of;
    });
    expect(await waiting()).toEqual([]);
    await storage.transaction((tx) => tx.rooms.made(id, room("case")));
    expect(await waiting()).toMatchObject([{ to: { case: id }, notice }]);
  });

  test("keeps back what is for an officer who is not in their private room", async () => {
    await storage.transaction(async (tx) => {
      await tx.stores.roster.save({ userId: anna });
      await tx.outbox.send({ to: { officer: anna }, notice }, t0);
    });
    expect(await waiting()).toEqual([]);
    await storage.transaction((tx) => tx.rooms.madePrivate(anna, room("anna"), t0));
    expect(await waiting()).toEqual([]);
    await storage.transaction((tx) => tx.rooms.setMembers(room("anna"), [{ userId: anna, membership: "join" }], t0));
    expect(await waiting()).toMatchObject([{ to: { officer: anna }, notice }]);
    expect(await storage.transaction((tx) => tx.rooms.ofOfficer(anna))).toBe(room("anna"));
  });

  test("forgets what was said, keeps what was refused", async () => {
    await storage.transaction(async (tx) => {
      await tx.outbox.answer({ room: room("a"), notice }, t0);
      await tx.outbox.answer({ room: room("b"), notice }, t0);
    });
    const [first, second] = (await waiting()).map((item) => item.id);
    expect(await storage.transaction((tx) => tx.outbox.begin(first ?? ""))).toMatchObject({ id: first, notice, attempts: 1 });
    expect((await waiting())[0]?.attempts).toBe(1);
    await storage.transaction((tx) => tx.outbox.sent(first ?? "", event("said"), t0));
    await storage.transaction((tx) => tx.outbox.park(second ?? "", "M_FORBIDDEN"));
    expect(await waiting()).toEqual([]);
    for (const id of [first, second]) expect(await storage.transaction((tx) => tx.outbox.begin(id ?? ""))).toBeUndefined();
    const rows = await storage.database.query(
      "select sent_event, parked, body is null as forgotten, reason is null as unreasoned from liaison.outbox order by id",
    );
    expect(rows).toEqual([
      { sent_event: event("said"), parked: false, forgotten: true, unreasoned: true },
      { sent_event: null, parked: true, forgotten: false, unreasoned: false },
    ]);
    expect(await storage.transaction((tx) => tx.stores.health.read())).toMatchObject({ waitingMessages: 0, parked: 1 });
  });
});

describe("an attempt", () => {
  test("that comes back with a fault is undone, what was written before and after stays", async () => {
    const result = await storage.transaction(async (tx) => {
      await tx.stores.roster.save({ userId: anna });
      const attempted = await tx.attempt(async () => {
        await tx.stores.roster.save({ userId: bruno });
        await tx.attempt(async () => ok(await tx.sync.save("inner")));
        return fail({ code: "already", what: { is: "looked-at" } });
      });
      await tx.attempt(async () => ok(await tx.stores.roster.save({ userId: anna, country: "NL" })));
      return attempted;
    });
    expect(result).toEqual(fail({ code: "already", what: { is: "looked-at" } }));
    expect(await storage.transaction((tx) => tx.stores.roster.list())).toMatchObject([{ userId: anna, country: "NL" }]);
    expect(await storage.transaction((tx) => tx.sync.token())).toBeUndefined();
  });

  test("that throws is undone too, even after a statement failed in it, and the transaction goes on", async () => {
    await storage.transaction(async (tx) => {
      await expect(tx.attempt(() => tx.outbox.sent("no uuid", event("1"), t0).then(() => ok(1)))).rejects.toMatchObject({ code: "22P02" });
      await tx.sync.save("token");
    });
    expect(await storage.transaction((tx) => tx.sync.token())).toBe("token");
  });
});
