import { beforeEach, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import { authorize } from "../../../../bot/gate/authorize.ts";
import { type Redirected, redirect } from "../../../../bot/outbox/redirect.ts";
import type { OutboxItem, Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, bruno, clara, later, onPostgres, openCase, room, t0, user } from "../../storage/fresh.ts";

const postgres = onPostgres();
const here = room("case");
const lobby = room("lobby");
const bot = user("@liaison:one.office.example");
const eve = user("@eve:two.office.example");
const red = { ...caseDefaults, tlp: "red" } as const;
const log: Notice = { type: "indicators-logged", codes: red, logged: [], refused: [] };
const amber: Notice = { ...log, codes: caseDefaults };
let storage: OpenStorage;
let of: CaseId;
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);
const join = (userId: UserId, at: Date) => run((tx) => tx.rooms.setMembers(here, [{ userId, membership: "join" }], at));

/** Anna leads a case in whose room anna and the bot are; bruno is a member who has not come; clara is none. */
beforeEach(async () => {
  storage = await postgres.open();
  of = await run(async (tx) => {
    for (const userId of [anna, bruno, clara]) await tx.stores.roster.save({ userId });
    const id = await openCase(tx, "One", anna);
    await tx.stores.cases.add(id, { userId: bruno, role: "read", by: anna, now: t0 });
    await tx.rooms.made(id, here);
    await tx.rooms.save({ roomId: here, kind: "case", case: id, safe: true });
    return id;
  });
  await join(bot, t0);
  await join(anna, t0);
});

const answered = (notice: Notice, asker: UserId) =>
  run((tx) => tx.outbox.answer({ room: here, about: of, notice, asker, prefix: "/" }, later(10)));
const said = (notice: Notice, mentions?: readonly UserId[]) =>
  run((tx) => tx.outbox.send({ to: { case: of }, notice, ...(mentions && { mentions }) }, later(10)));
/** One attempt at what waits first, as far as the database. */
const attempt = (at = later(20)): Promise<Redirected | undefined> =>
  run(async (tx) => {
    const [first] = await tx.outbox.waiting(1);
    const item = await tx.outbox.begin(first?.id ?? "");
    if (item === undefined) throw new Error("nothing waits");
    return redirect(tx, item, await authorize(tx, item, { room: here, me: bot }, at), at);
  });
/** What is to be said in private, to whom. */
const privately = async () =>
  (
    await run(async (tx) => {
      for (const who of [anna, bruno, clara])
        if ((await tx.rooms.ofOfficer(who)) === undefined) {
          await tx.rooms.madePrivate(who, room(who), t0);
          await tx.rooms.setMembers(room(who), [{ userId: who, membership: "join" }], t0);
        }
      return tx.outbox.waiting(100);
    })
  ).flatMap((item) => ("officer" in item.to ? [{ ...item, officer: item.to.officer }] : []));
const short = (items: readonly (OutboxItem & { readonly officer: UserId })[]) =>
  items.map(({ officer, notice, mentions }) => [officer, notice.type, mentions]);

test("what the room may not hear goes to who asked, once over attempts, with the time at which it was logged", async () => {
  await join(bruno, later(15));
  await answered(log, anna);
  const first = await attempt();
  expect(first).toMatchObject({ notice: { type: "not-shown", userId: bruno, label: "TLP:RED", inPrivate: true } });
  expect(await attempt()).toMatchObject({ notice: first?.notice });
  await join(clara, later(21));
  expect(await attempt()).toMatchObject({ notice: { type: "stranger-present", inPrivate: true } });
  const items = await privately();
  expect(short(items)).toEqual([[anna, "indicators-logged", undefined]]);
  expect(items[0]).toMatchObject({ about: of, logged: later(10), createdAt: later(20) });
  expect(items[0]).not.toHaveProperty("origin");
});

test("what was undone was not redirected", async () => {
  await join(bruno, later(15));
  await answered(log, anna);
  const undone = run(async (tx) => {
    const [item] = await tx.outbox.waiting(1);
    if (item) await redirect(tx, item, await authorize(tx, item, { room: here, me: bot }, later(20)), later(20));
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await privately()).toEqual([]);
  await attempt();
  expect(short(await privately())).toEqual([[anna, "indicators-logged", undefined]]);
});

test("who asked and may not hear it themselves gets nothing in private", async () => {
  await join(bruno, later(15));
  await answered(log, bruno);
  const now = await attempt();
  expect(now).toMatchObject({ notice: { type: "not-shown", userId: bruno } });
  expect(now?.notice).not.toHaveProperty("inPrivate");
  expect(await privately()).toEqual([]);
});

test("somebody on no roster who asked gets nothing in private, be it ever so harmless", async () => {
  await join(eve, later(5));
  await answered({ type: "version", version: "1" }, eve);
  expect((await attempt())?.notice).toEqual({ type: "stranger-present", userId: eve });
});

test("what nobody asked for goes to those in the room who may hear it; a stranger and who is not there get nothing", async () => {
  await join(eve, later(5));
  await said(amber);
  expect((await attempt())?.notice).toEqual({ type: "stranger-present", userId: eve, inPrivate: "others" });
  expect(short(await privately())).toEqual([[anna, "indicators-logged", undefined]]);
});

test("no key goes to a stranger, whatever is said; what quotes or answers goes to who asked alone", async () => {
  await join(eve, later(5));
  const fault: Notice = { type: "fault", nothing: "logged", fault: { code: "unknown-noun", suggestion: "ioc add" }, line: "/ioc add x" };
  await answered(fault, anna);
  await said({ type: "case-member-removed", ref: "C-2026-0001", userId: bruno });
  const judged = await run(async (tx) => {
    const items = await tx.outbox.waiting(10);
    return Promise.all(items.map((item) => authorize(tx, item, { room: here, me: bot }, later(20))));
  });
  expect(judged.map(({ verdict, readers }) => [verdict.decision, readers])).toEqual([
    ["deny", [bot, anna]],
    ["allow", [bot, anna]],
  ]);
  expect(await attempt()).toMatchObject({ notice: { type: "stranger-present", userId: eve, inPrivate: true }, mentions: undefined });
  expect((await privately()).map(({ officer, notice }) => [officer, notice])).toEqual([[anna, fault]]);
});

test("a hit waits for the stranger to go, and nobody gets it in private", async () => {
  await join(eve, later(5));
  await said({ type: "hit", ref: "HIT-1", own: "IOC-1", kind: "ipv4", side: "asker", match: "same", at: t0, share: "hit" });
  expect(await attempt()).toBeUndefined();
  expect(await privately()).toEqual([]);
});

test("a call rings in the room for those who are there, and in private for a member who is not, each once", async () => {
  await said(amber, [anna, bruno, clara, eve]);
  expect(await attempt()).toMatchObject({ notice: amber, mentions: [anna] });
  expect(await attempt()).toMatchObject({ notice: amber, mentions: [anna] });
  // clara is no member of the case, eve nobody's officer
  expect(short(await privately())).toEqual([[bruno, "indicators-logged", [bruno]]]);
});

test("a call for nobody in the room is a record there", async () => {
  await said(amber, [bruno]);
  expect(await attempt()).toMatchObject({ notice: amber, mentions: undefined });
  expect(short(await privately())).toEqual([[bruno, "indicators-logged", [bruno]]]);
});

test("a call that the room may not hear rings in private for those who may", async () => {
  await join(bruno, later(15));
  await said(log, [anna, bruno]);
  expect(await attempt()).toMatchObject({ notice: { type: "not-shown", inPrivate: "others" }, mentions: undefined });
  expect(short(await privately())).toEqual([[anna, "indicators-logged", [anna]]]);
});

test("in an officer's own room it is authorized as in the case's, and only while nobody else is in it or invited", async () => {
  const own = room("own");
  await run(async (tx) => {
    await tx.rooms.madePrivate(anna, own, t0);
    for (const userId of [anna, bot]) await tx.rooms.setMembers(own, [{ userId, membership: "join" }], t0);
    await tx.rooms.save({ roomId: own, kind: "private", safe: true });
    await tx.outbox.send({ to: { officer: anna }, about: of, notice: log }, later(10));
  });
  const decided = async () =>
    (await run(async (tx) => authorize(tx, (await tx.outbox.waiting(1))[0] as OutboxItem, { room: own, me: bot }, later(20)))).verdict
      .decision;
  expect(await decided()).toBe("allow");
  await run((tx) => tx.rooms.setMembers(here, [{ userId: anna, membership: "leave" }], t0));
  expect(await decided()).toBe("deny");
  await run(async (tx) => {
    await tx.rooms.setMembers(own, [{ userId: bot, membership: "leave" }], t0);
    await tx.rooms.setMembers(own, [{ userId: eve, membership: "invite" }], t0);
    await tx.rooms.save({ roomId: own, kind: "private", safe: true });
  });
  expect(await decided()).toBe("hold");
});

test("what was asked in a coordination room is answered in private when somebody else has come in, once, and says why", async () => {
  await run(async (tx) => {
    await tx.stores.roster.save({ userId: clara, role: "coordinator" });
    await tx.rooms.save({ roomId: lobby, kind: "coordination", safe: true });
    for (const userId of [bot, clara, anna]) await tx.rooms.setMembers(lobby, [{ userId, membership: "join" }], t0);
    await tx.outbox.answer({ room: lobby, notice: { type: "version", version: "1" }, asker: clara, prefix: "/" }, later(10));
  });
  const again = () =>
    run(async (tx) => {
      const item = await tx.outbox.begin((await tx.outbox.waiting(1))[0]?.id ?? "");
      return item && redirect(tx, item, await authorize(tx, item, { room: lobby, me: bot }, later(20)), later(20));
    });
  expect(await again()).toBeUndefined();
  expect(short(await privately())).toEqual([
    [clara, "version", undefined],
    [clara, "answered-elsewhere", undefined],
  ]);
  expect((await run((tx) => tx.outbox.waiting(100))).filter((item) => "room" in item.to)).toEqual([]);
});
