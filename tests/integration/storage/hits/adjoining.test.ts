import { beforeEach, expect, test } from "vitest";
import type { Share } from "#domain/codes/codes.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { address, anna, bruno, later, log, onPostgres, openCase, t0, value } from "../fresh.ts";

// Somebody logs a range, and could count what others hold within it.
const postgres = onPostgres();
let storage: OpenStorage;
let one: CaseId;
let two: CaseId;
beforeEach(async () => {
  storage = await postgres.open();
  await storage.transaction(async (tx) => {
    for (const userId of [anna, bruno]) await tx.stores.roster.save({ userId, country: "NL" });
    one = await openCase(tx, "One", anna);
    two = await openCase(tx, "Two", bruno);
  });
});

const range = value("ipv4-cidr", "198.51.100.0/24");
const inside = [1, 2, 3, 4].map((last) => address(`198.51.100.${last}`));
const add = (of: CaseId, found: readonly Indicator[], share: Share = "hit") =>
  storage.transaction((tx) => log(tx, of, found, { share, handling: ["H0"] }, t0, bruno));
/** Lets everything that is due meet; what was told then: case, match, own record. */
async function meet(seconds: number): Promise<readonly string[]> {
  const now = later(seconds);
  return storage.transaction(async (tx) => {
    const told: string[] = [];
    for (const { id } of await tx.work.due(now, 1_000)) {
      const item = await tx.work.take(id, now);
      if (item === undefined) continue;
      const { job, subject } = item.work;
      const sides =
        job === "correlate"
          ? await tx.stores.hits.correlate(subject, now)
          : job === "announce"
            ? await tx.stores.hits.announce(subject, now)
            : job === "disclose"
              ? await tx.stores.hits.disclose(subject, now)
              : [];
      await tx.work.done([id], now);
      for (const { case: of, hit } of sides) told.push(`${of === one ? "one" : "two"} ${hit.ref} ${hit.match} ${hit.own} ${hit.share}`);
    }
    return told.toSorted();
  });
}
const pairs = async () => (await storage.database.query("select 1 from liaison.hit")).length;
const share = (ref: "IOC-2" | "IOC-3", now: Share) =>
  storage.transaction((tx) => tx.stores.lifecycle.set(one, { refs: [ref], by: bruno, lead: true, now: t0 }, { codes: { share: now } }));

test("a range hears of another case once, however many records it has inside; each of these hears of the range", async () => {
  await add(one, inside);
  await add(two, [range]);
  const told = await meet(60);
  expect(told.filter((line) => line.startsWith("two"))).toEqual(["two HIT-1 adjoining IOC-1 hit"]);
  expect(told.filter((line) => line.startsWith("one"))).toHaveLength(4);
  expect(await pairs()).toBe(4);
  // nor later, nor in the list
  await add(one, [address("198.51.100.77")]);
  expect(await meet(120)).toEqual(["one HIT-5 adjoining IOC-5 hit"]);
  const { hits, total } = await storage.transaction((tx) => tx.stores.hits.list(two, 100));
  expect([hits.map(({ ref }) => ref), total]).toEqual([["HIT-1"], 1]);
});

test("each case that has something inside is told of", async () => {
  const three = await storage.transaction((tx) => openCase(tx, "Three", anna));
  await add(one, inside);
  await add(three, inside);
  await add(two, [range]);
  await meet(60);
  expect(await storage.transaction((tx) => tx.stores.hits.list(two, 100))).toMatchObject({ total: 2 });
});

test("the same value, and what its share shows, is told all the same, and first", async () => {
  await add(one, inside);
  await add(one, [range]);
  await add(one, [address("198.51.100.9")], "contact");
  await meet(60);
  await add(two, [range]);
  expect((await meet(120)).filter((line) => line.startsWith("two"))).toEqual([
    "two HIT-1 same IOC-1 hit",
    "two HIT-2 adjoining IOC-1 contact",
  ]);
});

test("what joined a hit is told when its share shows more, and not because it was silent in between", async () => {
  await add(one, inside);
  await add(two, [range]);
  await meet(60);
  await share("IOC-2", "silent");
  await share("IOC-2", "hit");
  expect(await meet(120)).toEqual([]);
  await share("IOC-3", "open");
  expect(await meet(180)).toEqual(["two HIT-2 adjoining IOC-1 open"]);
});
