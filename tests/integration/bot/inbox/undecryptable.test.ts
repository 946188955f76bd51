import { beforeEach, describe, expect, test } from "vitest";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, bruno, clara, onPostgres, t0, user } from "../../storage/fresh.ts";
import { privateRoom } from "../office.ts";
import { here, openReader, type Reader } from "../reader.ts";

const postgres = onPostgres();
const me = user("@liaison:one.office.example");
let storage: OpenStorage;
let reader: Reader;
beforeEach(async () => {
  storage = await postgres.open();
  reader = await openReader(storage);
});

/** What was said since the last look. */
let heard = new Set<string>();
beforeEach(() => {
  heard = new Set();
});
async function says(): Promise<readonly string[]> {
  const items = await storage.transaction((tx) => tx.outbox.waiting(1_000));
  const fresh = items.filter(({ id }) => !heard.has(id));
  for (const { id } of fresh) heard.add(id);
  return fresh.map(({ notice, origin, to }) => {
    const more = "more" in notice && notice.more !== undefined ? ` and ${notice.more} more` : "";
    const reason = "reason" in notice ? ` ${notice.reason}` : "";
    return `${"officer" in to ? `${to.officer}: ` : ""}${notice.type}${reason}${more} ${origin?.event ?? ""}`.trim();
  });
}
async function comes(...texts: readonly string[]): Promise<void> {
  await reader.came(...texts);
  reader.inbox.wake([here]);
  await reader.idle();
}
async function passes(seconds: number): Promise<void> {
  reader.clock += seconds * 1_000;
  for (let tick = 0; tick < 5; tick++) reader.inbox.tick(new Date(0));
  await reader.idle();
}
const garbage = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `garbage${from + at}#0|damaged`);

describe("messages that cannot be read", () => {
  test("are answered at once, then counted, and told of again every ten minutes, whatever sessions they claim", async () => {
    for (let at = 0; at < 60; at++) reader.keys.add(`garbage${at}`);
    await comes(...garbage(0, 30));
    await comes(...garbage(30, 60));
    expect(await says()).toEqual(["undecryptable malformed $garbage0#0|damaged"]);
    await passes(599);
    expect(await says()).toEqual([]);
    await passes(2);
    expect(await says()).toEqual(["undecryptable malformed and 59 more $garbage59#0|damaged"]);
    for (let at = 60; at < 63; at++) reader.keys.add(`garbage${at}`);
    await comes(...garbage(60, 63));
    expect(await says()).toEqual([]);
    await passes(601);
    expect(await says()).toEqual(["undecryptable malformed and 3 more $garbage62#0|damaged"]);
    // once nothing more has come for ten minutes, the next one is answered at once
    await passes(601);
    await comes("garbage0#1|damaged");
    expect(await says()).toEqual(["undecryptable malformed $garbage0#1|damaged"]);
  });

  test("that wait for their keys are told of likewise, over sessions, and those whose key came are not counted", async () => {
    await comes("one|/bot version", "two|/bot version", "three|/bot help");
    await passes(31);
    expect(await says()).toEqual(["undecryptable missing-key $one|/bot version"]);
    await passes(100);
    expect(await says()).toEqual([]);
    reader.keys.add("two");
    reader.inbox.retry(["two"]);
    await reader.idle();
    expect(await says()).toEqual(["confirm-wanted $two|/bot version"]);
    await passes(600);
    expect(await says()).toEqual(["undecryptable missing-key and 1 more $three|/bot help"]);
    await passes(700);
    await passes(700);
    expect(await says()).toEqual([]);
  });

  test("leave nobody in silence who has taken the advice: what comes in a new session is done", async () => {
    await comes("old|/bot version");
    await passes(31);
    reader.keys.add("new");
    await comes("new|/bot version");
    expect(await says()).toEqual(["undecryptable missing-key $old|/bot version", "version $new|/bot version"]);
  });

  test("are told of after a restart as well", async () => {
    for (let at = 0; at < 4; at++) reader.keys.add(`garbage${at}`);
    await comes(...garbage(0, 4));
    await reader.inbox.stop();
    reader = Object.assign(await openReader(storage), { keys: reader.keys, clock: reader.clock });
    await passes(601);
    expect((await says()).slice(1)).toEqual(["undecryptable malformed and 3 more $garbage3#0|damaged"]);
  });
});

describe("a command in a room in which somebody is no coordinator", () => {
  beforeEach(async () => {
    // a room of the bot's never becomes another one, and this reader has no other
    await storage.database.query("update liaison.room set kind = 'unknown', case_id = null, safe = true where case_id is not null");
    await storage.transaction(async (tx) => {
      await tx.stores.roster.save({ userId: clara, role: "coordinator" });
      await tx.stores.roster.save({ userId: bruno, country: "NL" });
      for (const officer of [anna, clara]) {
        const own = { roomId: privateRoom(officer), kind: "private", safe: true } as const;
        await tx.rooms.madePrivate(officer, own.roomId, t0);
        await tx.rooms.setMembers(
          own.roomId,
          [me, officer].map((userId) => ({ userId, membership: "join" })),
          t0,
        );
        await tx.rooms.save(own);
      }
      await tx.rooms.setMembers(
        here,
        [me, anna, clara, bruno].map((userId) => ({ userId, membership: "join" })),
        t0,
      );
    });
  });

  test("is answered in private with who is in the way, further ones are counted, and /bot why knows of them", async () => {
    await comes("/case list", "/task mine", "talk");
    expect(await says()).toEqual([`${anna}: not-taken-here`]);
    const [item] = await storage.transaction((tx) => tx.outbox.waiting(10));
    expect(item?.notice).toEqual({ type: "not-taken-here", userIds: [anna, bruno] });
    await passes(601);
    expect(await says()).toEqual([`${anna}: not-taken-here and 1 more`]);
    expect((await storage.transaction((tx) => tx.stores.health.unread(anna, new Date(0)))).map(({ reason }) => reason)).toEqual([
      "not-taken-here",
      "not-taken-here",
    ]);
  });

  test("by somebody who is not on the roster is talk", async () => {
    await storage.transaction((tx) => tx.stores.roster.remove(anna));
    await comes("/case list");
    expect(await says()).toEqual([]);
    expect((await reader.state("/case list")).state).toBe("ignored");
  });
});
