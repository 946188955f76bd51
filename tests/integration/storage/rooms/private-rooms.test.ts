import { beforeEach, expect, test } from "vitest";
import type { Notice } from "#domain/notices/index.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, bruno, clara, event, later, onPostgres, openCase, room, t0, user } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);
const notice: Notice = { type: "version", version: "1" };
const pending = () => run((tx) => tx.rooms.pendingPrivate());
const tell = (whom = anna, at = t0) => run((tx) => tx.outbox.send({ to: { officer: whom }, notice }, at));
const member = (membership: string, whom = anna, where = room("a")) =>
  run((tx) => tx.rooms.setMembers(where, [{ userId: whom, membership }], t0));
const waiting = () => run((tx) => tx.outbox.waiting(10));

beforeEach(async () => {
  storage = await postgres.open();
  await run(async (tx) => {
    await tx.stores.roster.save({ userId: anna, country: "NL", agency: "NHTCU" });
    await tx.stores.roster.save({ userId: clara, role: "coordinator" });
  });
});

test("a private room is pending for an officer on the roster to whom something is to be said, then their invitation, then nothing", async () => {
  expect(await pending()).toEqual([]);
  await tell();
  await tell(bruno);
  expect(await pending()).toEqual([{ officer: anna }]);
  await run((tx) => tx.rooms.madePrivate(anna, room("a"), t0));
  expect(await pending()).toEqual([{ officer: anna, roomId: room("a") }]);
  expect(await run((tx) => tx.rooms.members(room("a")))).toEqual([{ userId: anna, membership: "invite", since: t0 }]);
  await run((tx) => tx.rooms.invitedPrivately(room("a")));
  expect(await pending()).toEqual([]);
});

test("what waits when a third spoils the room goes to a new one at once", async () => {
  await tell();
  await run((tx) => tx.rooms.madePrivate(anna, room("a"), t0));
  await member("join");
  await member("join", bruno);
  await run((tx) => tx.rooms.close(room("a")));
  expect(await run((tx) => tx.rooms.get(room("a")))).toMatchObject({ roomId: room("a"), kind: "closed", safe: false });
  expect(await pending()).toEqual([{ officer: anna }]);
  // whatever an older look at it says
  await run((tx) => tx.rooms.save({ roomId: room("a"), kind: "coordination", safe: true }));
  expect(await run((tx) => tx.rooms.get(room("a")))).toMatchObject({ kind: "closed" });
  await run((tx) => tx.rooms.madePrivate(anna, room("b"), t0));
  await member("join", anna, room("b"));
  expect(await waiting()).toMatchObject([{ to: { officer: anna }, notice }]);
});

test("who left or declined is asked again only when something new is to be said, and then hears what waited too", async () => {
  await tell();
  await run((tx) => tx.rooms.madePrivate(anna, room("a"), t0));
  await member("leave");
  await run((tx) => tx.rooms.close(room("a")));
  expect(await pending()).toEqual([]);
  await tell();
  expect(await pending()).toEqual([{ officer: anna }]);
  await run((tx) => tx.rooms.madePrivate(anna, room("b"), t0));
  await member("join", anna, room("b"));
  expect(await waiting()).toHaveLength(2);
});

test("a day later what nobody came for can be dropped, but no call to somebody on the roster", async () => {
  const unheard = async (at: Date) => (await run((tx) => tx.outbox.unreadSince(at))).map(({ id }) => id);
  const call = (whom: typeof anna) => run((tx) => tx.outbox.send({ to: { officer: whom }, notice, mentions: [whom] }, t0));
  await tell();
  await call(anna);
  await call(bruno);
  expect(await unheard(t0)).toEqual([]);
  const before = await unheard(later(1));
  expect(before).toHaveLength(2);
  await run((tx) => tx.rooms.madePrivate(anna, room("a"), t0));
  expect(await unheard(later(1))).toEqual(before);
  await member("join");
  const [answer] = await waiting();
  expect(before).toContain(answer?.id);
  expect(await unheard(later(1))).not.toContain(answer?.id);
  await run((tx) => tx.outbox.drop(answer?.id ?? "", later(2)));
  expect(await run((tx) => tx.outbox.begin(answer?.id ?? ""))).toBeUndefined();
  expect(await storage.database.query("select body, sent_event from liaison.outbox where id = $1", [answer?.id])).toEqual([
    { body: null, sent_event: null },
  ]);
});

test("a message is amended in what it says and for whom it rings, and in nothing else", async () => {
  const origin = { event: event("1") };
  await run(async (tx) => {
    await tx.outbox.answer({ room: room("r"), notice, origin, asker: anna, prefix: "/" }, t0);
    const [item] = await tx.outbox.waiting(1);
    await tx.outbox.amend(item?.id ?? "", { notice: { type: "version", version: "2" }, mentions: [anna] });
  });
  const [item] = await waiting();
  expect(item).toEqual({
    id: item?.id,
    to: { room: room("r") },
    notice: { type: "version", version: "2" },
    origin,
    asker: anna,
    mentions: [anna],
    prefix: "/",
    attempts: 0,
    deaths: 0,
    createdAt: t0,
  });
  await run((tx) => tx.outbox.amend(item?.id ?? "", { notice }));
  expect((await waiting())[0]).not.toHaveProperty("mentions");
});

test("an officer's standing in cases: whether they are a member now, and who is in their rooms", async () => {
  const [one, two] = await run(async (tx): Promise<readonly [CaseId, CaseId]> => {
    const ids = [await openCase(tx, "One", anna), await openCase(tx, "Two", bruno)] as const;
    await tx.stores.cases.add(ids[1], { userId: anna, role: "read", until: later(60), by: bruno, now: t0 });
    await tx.rooms.made(ids[0], room("one"));
    for (const userId of [anna, user("@eve:two.office.example")])
      await tx.rooms.setMembers(room("one"), [{ userId, membership: "join" }], t0);
    return ids;
  });
  const standing = await run((tx) => tx.rooms.standing(anna, [one, two], later(1)));
  expect(standing.get(one)?.ofCase).toBe(true);
  const { listeners = [] } = standing.get(one) ?? {};
  expect(new Map(listeners.map(({ userId, ofCase, agency }) => [userId, { ofCase, agency }]))).toEqual(
    new Map([
      [anna, { ofCase: true, agency: "NHTCU" }],
      [user("@eve:two.office.example"), { ofCase: false, agency: undefined }],
    ]),
  );
  expect(standing.get(two)).toEqual({ ofCase: true, listeners: [] });
  expect((await run((tx) => tx.rooms.standing(anna, [two], later(61)))).get(two)?.ofCase).toBe(false);
});

test("what of somebody's messages was not taken is their own to ask for", async () => {
  const raw = (name: string, sender: typeof anna) => ({ eventId: event(name), roomId: room("r"), sender, event: "{}" });
  await run(async (tx) => {
    await tx.inbox.insert([raw("1", anna), raw("2", bruno)], t0);
    for (const name of ["1", "2"]) await tx.inbox.waitForKey(event(name), { session: "s", reason: "m.unverified", retryAt: later(5) });
    const of = await openCase(tx, "One", anna);
    const refused = { action: "message", outcome: "refused", by: anna } as const;
    await tx.audit.append({ ...refused, content: { why: "unverified" } }, later(1));
    await tx.audit.append({ ...refused, case: of, content: { say: "edited" } }, later(2));
    await tx.audit.append({ action: "ioc add", outcome: "refused", by: anna, content: { text: "x" } }, later(3));
  });
  const unread = (since: Date) => run((tx) => tx.stores.health.unread(anna, since));
  expect(await unread(t0)).toEqual([
    { at: t0, reason: "m.unverified" },
    { at: later(1), reason: "unverified" },
    { at: later(2), reason: "edited" },
  ]);
  expect(await unread(later(2))).toHaveLength(1);
});
