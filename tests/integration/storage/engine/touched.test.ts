import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import { fail } from "#domain/primitives/result.ts";
import { type Touched, touchable } from "../../../../storage/contract/touched.ts";
import type { Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { connected } from "../../../support/copy-out.ts";
import { address, anna, bruno, event, later, log, noCodes, onPostgres, openCase, room, t0 } from "../fresh.ts";

const postgres = onPostgres();
let ownerUrl: string;
let storage: OpenStorage;
let of: CaseId;
beforeAll(async () => {
  ({ ownerUrl } = await postgres.open());
  storage = await postgres.again(ownerUrl, { shared: true });
  of = await storage.transaction((tx) => openCase(tx, "North", anna));
  await storage.transaction((tx) => tx.stores.roster.save({ userId: anna, country: "NL" }));
  await storage.transaction((tx) => log(tx, of, ["198.51.100.1", "198.51.100.2", "198.51.100.3"].map(address)));
});

let ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});
/** What a storage tells of from now on, in the order in which it comes. */
function heardBy(one: OpenStorage): Touched[] {
  const heard: Touched[] = [];
  ends.push(...touchable.map((what) => one.onTouched(what, () => heard.push(what))));
  return heard;
}
const run = <T>(act: (tx: Transaction) => Promise<T>) => storage.transaction(act);
const edit = (number: number) => ({ refs: [`IOC-${number}` as const], by: anna, lead: true, now: t0 });
const plan = { title: "T", slots: [later(86_400)], minutes: 30, zone: "UTC" };
const origin = { event: event("asked") };

describe("a commit tells of", () => {
  test.each<[string, readonly Touched[], (tx: Transaction) => Promise<unknown>]>([
    ["an answer", ["outbox"], (tx) => tx.outbox.answer({ room: room("a"), notice: { type: "version", version: "1" } }, t0)],
    ["a message", ["outbox"], (tx) => tx.outbox.send({ to: { officer: anna }, notice: { type: "version", version: "1" } }, t0)],
    ["a record that others are to meet", ["work"], (tx) => log(tx, of, [address("198.51.100.9")])],
    ["a record taken back", [], (tx) => tx.stores.indicators.withdraw(of, ["IOC-3"], "x", { by: anna, now: t0 })],
    ["a mark that matches no more", [], (tx) => tx.stores.lifecycle.doubt(of, edit(1), undefined)],
    ["a sighting that lets it match again", ["work"], (tx) => tx.stores.lifecycle.seen(of, edit(1), { at: t0, warned: () => undefined })],
    ["a spill", ["redactions"], (tx) => tx.stores.lifecycle.spill(of, edit(2))],
    ["a spill of what is gone already", [], (tx) => tx.stores.lifecycle.spill(of, edit(2))],
    ["a question to the sources", ["work"], (tx) => tx.stores.enrichment.ask(of, { records: ["IOC-1"], by: anna, origin }, t0)],
    [
      "an export",
      ["work"],
      (tx) => tx.stores.exports.ask(of, { format: "csv", wish: { for: "intel" }, reason: "x", by: anna, second: false, origin }, t0),
    ],
    ["a task", [], (tx) => tx.stores.tasks.add(of, { text: "x", codes: noCodes }, anna, t0)],
    ["a task that is due", ["work"], (tx) => tx.stores.tasks.add(of, { text: "x", codes: noCodes, due: later(86_400) }, anna, t0)],
    ["a meeting", [], (tx) => tx.stores.meetings.plan(of, plan, anna, t0)],
    ["a fixed meeting", ["work"], (tx) => tx.stores.meetings.fix(of, "MEET-1", 1, { by: anna, now: t0 })],
    [
      "a kept file",
      ["work"],
      (tx) => tx.stores.receivedFiles.keep({ name: "x", sha256: "", bytes: new Uint8Array(1) }, event("f"), of, t0),
    ],
    ["a new case", ["rooms"], (tx) => openCase(tx, "South", anna)],
    ["a member", ["rooms"], (tx) => tx.stores.cases.add(of, { userId: bruno, role: "read", by: anna, now: t0 })],
    ["a member's end", ["rooms"], (tx) => tx.stores.cases.remove(of, bruno, later(1))],
    ["the end of who is none", [], (tx) => tx.stores.cases.remove(of, bruno, later(2))],
    ["an officer", ["roster"], (tx) => tx.stores.roster.save({ userId: bruno, country: "FR" })],
    ["an officer's end", ["roster"], (tx) => tx.stores.roster.remove(bruno)],
    ["an approval", ["approvals"], (tx) => tx.stores.identities.approve({ userId: anna, key: "k", how: "pin" })],
    ["a look", [], (tx) => tx.stores.cases.list()],
  ])("%s", async (_what, touched, act) => {
    const heard = heardBy(storage);
    await run(async (tx) => {
      await act(tx);
      expect(heard).toEqual([]);
    });
    expect(heard.toSorted()).toEqual(touched.toSorted());
  });

  test("several once each, as soon as they can be read", async () => {
    const heard = heardBy(storage);
    let seen: Promise<number> | undefined;
    ends.push(storage.onTouched("outbox", () => (seen = storage.read(async (tx) => (await tx.outbox.waiting(1_000)).length))));
    const before = await storage.read(async (tx) => (await tx.outbox.waiting(1_000)).length);
    await run(async (tx) => {
      for (const name of ["a", "b"]) await tx.outbox.answer({ room: room(name), notice: { type: "version", version: "1" } }, t0);
      await tx.stores.roster.save({ userId: anna });
    });
    expect(heard.toSorted()).toEqual(["outbox", "roster"]);
    expect(await seen).toBe(before + 2);
  });
});

const approve = (tx: Transaction) => tx.stores.identities.approve({ userId: anna, key: "k", how: "pin" });
const undone = () => run((tx) => approve(tx).then(() => Promise.reject(new Error("undone"))));
const attempted = () =>
  run(async (tx) => {
    await tx.stores.roster.save({ userId: anna });
    await tx.attempt(async () => {
      await approve(tx);
      return fail({ code: "already", what: { is: "looked-at" } });
    });
  });

test("what was undone wakes nobody: the whole, or an attempt in it", async () => {
  const heard = heardBy(storage);
  await expect(undone()).rejects.toThrow("undone");
  expect(heard).toEqual([]);
  await attempted();
  expect(heard).toEqual(["roster"]);
});

describe("another process", () => {
  const until = async (there: () => boolean, ms: number) => {
    for (const end = Date.now() + ms; !there() && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 10));
    return there();
  };
  /** A second process, and what it hears once it listens; listening begins with everything, as something may have been missed. */
  async function other(): Promise<{ readonly there: OpenStorage; readonly heard: Touched[] }> {
    const there = await postgres.again(ownerUrl, { shared: true });
    const heard = heardBy(there);
    expect(await until(() => heard.length >= touchable.length, 5_000)).toBe(true);
    expect(heard.splice(0).toSorted()).toEqual(touchable.toSorted());
    return { there, heard };
  }

  test("hears of a commit within a second, whoever makes it hears of it once, and of what was undone nobody hears", async () => {
    const { there, heard } = await other();
    const own = heardBy(storage);
    await expect(undone()).rejects.toThrow("undone");
    await attempted();
    await run(async (tx) => {
      await tx.outbox.answer({ room: room("a"), notice: { type: "version", version: "1" } }, t0);
      await log(tx, of, [address("198.51.100.77")]);
    });
    expect(await until(() => heard.length >= 3, 1_000)).toBe(true);
    expect(heard).toEqual(["roster", "outbox", "work"]);
    expect(own).toEqual(["roster", "outbox", "work"]);
    await there.transaction((tx) => tx.stores.roster.save({ userId: anna }));
    expect(await until(() => own.length > 3, 1_000)).toBe(true);
    expect(own.slice(3)).toEqual(["roster"]);
    await there.close();
  });

  test("hears again after its connection was lost, and looks at everything that it may have missed", async () => {
    const { there, heard } = await other();
    const [cut] = await connected(ownerUrl, async (client) => {
      const listening =
        "select pg_terminate_backend(pid) as cut from pg_stat_activity where query like 'listen %' and datname = current_database()";
      return (await client.query(listening)).rows;
    });
    expect(cut).toEqual({ cut: true });
    expect(await until(() => heard.length >= touchable.length, 5_000)).toBe(true);
    expect(heard.splice(0).toSorted()).toEqual(touchable.toSorted());
    await run((tx) => tx.stores.roster.save({ userId: anna }));
    expect(await until(() => heard.length > 0, 1_000)).toBe(true);
    expect(heard).toEqual(["roster"]);
    await there.close();
  });

  test("is told names and nothing else, in the transaction itself", async () => {
    const payloads: string[] = [];
    await connected(ownerUrl, async (client) => {
      client.on("notification", ({ payload = "" }) => payloads.push(payload));
      await client.query("listen liaison_touched");
      await run((tx) => tx.outbox.answer({ room: room("a"), notice: { type: "version", version: "canary" } }, t0));
      await until(() => payloads.length > 0, 1_000);
    });
    expect(payloads).toEqual([expect.stringMatching(/^[\da-f]{16} outbox$/u)]);
  });

  test("that shares nothing is told nothing and costs nothing", async () => {
    const alone = await postgres.again(ownerUrl);
    const heard = heardBy(storage);
    await alone.transaction((tx) => tx.stores.roster.save({ userId: anna }));
    expect(await until(() => heard.length > 0, 500)).toBe(false);
    await alone.close();
  });
});
