import { beforeEach, describe, expect, test } from "vitest";
import { roomId } from "#domain/primitives/ids.ts";
import { HomeserverError } from "../../../../bot/matrix/homeserver.ts";
import type { SyncResponse } from "../../../../bot/matrix/sync-response.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import { openSync, type SyncDependencies } from "../../../../bot/sync/sync.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { noEchoes } from "../../../support/echoes.ts";
import { anna, bruno, onPostgres, t0, user } from "../../storage/fresh.ts";

const postgres = onPostgres();
const me = user("@liaison:one.office.example");
const here = roomId("!here");
let storage: OpenStorage;
/** What the homeserver answers, and what it was asked. */
let answer: unknown;
let pages: readonly object[];
let asked: { readonly call: string; readonly query: object }[];
beforeEach(async () => {
  storage = await postgres.open();
  pages = [];
  asked = [];
});

function page(call: string, query: object): object {
  asked.push({ call, query });
  const [next, ...rest] = pages;
  pages = rest;
  return next ?? {};
}
const homeserver: SyncDependencies["homeserver"] = {
  userId: me,
  async sync(query) {
    asked.push({ call: "sync", query });
    // as odd as each test wants it
    return answer as SyncResponse;
  },
  members: async (room) => page(`members ${room}`, {}),
  messages: async (room, query) => page(`messages ${room}`, query),
};
const sync = (stopping = new AbortController()) =>
  openSync({
    echoes: noEchoes,
    homeserver,
    storage,
    encryption: { receive: async () => {} },
    log: openLog("silent"),
    now: () => t0,
    stopping: stopping.signal,
  })(0);

let count = 0;
const said = (name: string, sender: string = anna) => ({ type: "m.room.encrypted", event_id: `$${name}`, sender, content: { name } });
const member = (who: string, membership: string, before?: string) => ({
  type: "m.room.member",
  event_id: `$m${++count}`,
  sender: who,
  state_key: who,
  content: { membership },
  ...(before !== undefined && { unsigned: { prev_content: { membership: before } } }),
});
const rules = { type: "m.room.join_rules", event_id: "$rules", sender: me, state_key: "", content: { join_rule: "public" } };
const join = (timeline: readonly unknown[], more: object = {}, state: readonly unknown[] = []) => ({
  next_batch: `s${++count}`,
  rooms: { join: { [here]: { timeline: { events: timeline, ...more }, state: { events: state } } } },
});
const limited = { limited: true, prev_batch: "back" };

/** Ids of the inbox in order. */
const inbox = async () =>
  (await storage.database.query<{ event_id: string }>("select event_id from liaison.inbox order by seq")).map((row) => row.event_id);
const members = async () => (await storage.transaction((tx) => tx.rooms.members(here))).map((one) => `${one.userId} ${one.membership}`);
const room = () => storage.transaction((tx) => tx.rooms.get(here));
async function comes(given: unknown) {
  answer = given;
  return sync();
}
/** The bot in a room that is known and safe, one sync behind it. */
async function inside() {
  await comes(join([member(me, "join"), member(anna, "join")]));
  await storage.transaction((tx) => tx.rooms.save({ roomId: here, kind: "unknown", safe: true }));
}

test("a state that is older than what an earlier sync brought makes nobody a member again", async () => {
  await inside();
  await comes(join([member(anna, "leave")]));
  // two events forked the room: the second comes with the state before the first
  pages = [{ chunk: [member(me, "join"), member(bruno, "join")] }];
  await comes(join([said("1", bruno)], {}, [member(anna, "join"), member(bruno, "invite")]));
  expect((await members()).toSorted()).toEqual([`${bruno} join`, `${me} join`].toSorted());
  expect(asked.at(-1)?.call).toBe(`members ${here}`);
});

describe("a limited timeline", () => {
  test("is filled, in order, each event once, with the state in the gap", async () => {
    await inside();
    pages = [{ chunk: [said("3"), member(bruno, "join"), said("2")], end: "more" }, { chunk: [said("1"), rules] }];
    const batch = await comes(join([said("3"), said("4"), said("own", me)], limited));
    expect(await inbox()).toEqual(["$1", "$2", "$3", "$4"]);
    expect(await members()).toContain(`${bruno} join`);
    expect(await room()).toMatchObject({ safe: false });
    expect(batch).toMatchObject({ inbox: [here], changed: [here] });
  });

  test("of a room that is new goes back to our joining, over a mere change of name", async () => {
    await comes({ next_batch: "s0" });
    pages = [{ chunk: [said("2"), member(me, "join", "join"), said("1"), member(me, "join", "invite"), said("before")], end: "more" }];
    await comes(join([said("3")], limited));
    expect(await inbox()).toEqual(["$1", "$2", "$3"]);
    expect(asked.filter(({ call }) => call !== "sync")).toHaveLength(1);
  });

  test("of the first sync of all is left", async () => {
    await comes(join([said("1")], limited));
    expect(asked).toHaveLength(1);
    expect(await inbox()).toEqual(["$1"]);
  });

  test("that cannot be filled now leaves the token where it was", async () => {
    await inside();
    const before = await storage.transaction((tx) => tx.sync.token());
    const failing = { ...homeserver, messages: () => Promise.reject(new HomeserverError(502, "LIAISON_HTTP")) };
    answer = join([said("2")], limited);
    const stopping = new AbortController().signal;
    const log = openLog("silent");
    const again = openSync({
      homeserver: failing,
      storage,
      encryption: { receive: async () => {} },
      echoes: noEchoes,
      log,
      now: () => t0,
      stopping,
    })(0);
    await expect(again).rejects.toMatchObject({ status: 502 });
    expect(await storage.transaction((tx) => tx.sync.token())).toBe(before);
    expect(await inbox()).toEqual([]);
  });
});

describe("a room", () => {
  test("that was left and joined again has the members of now and is looked at anew", async () => {
    await inside();
    await comes({ next_batch: "left", rooms: { leave: { [here]: { timeline: { events: [] } } } } });
    expect([await room(), await members()]).toEqual([undefined, []]);
    const batch = await comes(join([said("1"), member(me, "join", "leave"), said("2")], {}, [member(bruno, "join"), rules]));
    expect(await members()).toEqual(expect.arrayContaining([`${bruno} join`, `${me} join`]));
    expect(await inbox()).toEqual(["$2"]);
    expect(batch.changed).toEqual([here]);
  });

  test("is unsafe with the very sync that changes its rules", async () => {
    await inside();
    await comes(join([said("1"), rules]));
    expect(await room()).toMatchObject({ safe: false });
  });
});

describe("an answer", () => {
  test.each([
    ["without a token", {}],
    ["with a token that is none", { next_batch: 7 }],
    ["with an empty token", { next_batch: "" }],
  ])("%s is asked for again", async (_what, part) => {
    await inside();
    const before = await storage.transaction((tx) => tx.sync.token());
    await expect(comes({ ...join([said("1")]), next_batch: undefined, ...part })).rejects.toThrow(HomeserverError);
    expect(await storage.transaction((tx) => tx.sync.token())).toBe(before);
    expect(await inbox()).toEqual([]);
  });

  test("with nonsense in it loses only the nonsense", async () => {
    await inside();
    const odd = [null, "text", 7, [], { type: 1 }, { ...said("x"), event_id: "x" }, { ...said("x"), event_id: `$\u0000` }];
    const worse = [
      { ...said("x"), sender: "nobody" },
      { ...said("x"), sender: null },
      { type: "m.room.member", state_key: anna, content: null },
    ];
    const batch = await comes({
      ...join([said("1"), ...odd, ...worse, said("2")]),
      to_device: { events: [null, { type: "x" }, 3] },
      device_lists: {},
    });
    expect(await inbox()).toEqual(["$1", "$2"]);
    expect(batch.toDevice).toBe(1);
    await comes({ next_batch: "s", rooms: { join: { [here]: {} } } });
    await comes({ next_batch: "s", rooms: { join: { [here]: { timeline: { events: "none" }, state: {} } }, invite: { "!i": {} } } });
    expect(await inbox()).toEqual(["$1", "$2"]);
  });

  test("that comes while we stop is left for the next start", async () => {
    await inside();
    const stopping = new AbortController();
    stopping.abort();
    answer = join([said("1")]);
    await expect(sync(stopping)).rejects.toThrow();
    expect(await inbox()).toEqual([]);
    expect(await comes(answer)).toMatchObject({ inbox: [here] });
  });

  test("that comes twice is taken once", async () => {
    await inside();
    const given = join([said("1")]);
    expect((await comes(given)).inbox).toEqual([here]);
    expect((await comes(given)).inbox).toEqual([]);
  });
});

test("what comes in the clear is kept, to be told of, but not as state and not our own", async () => {
  await inside();
  const clear = (id: string, more: object = {}) => ({
    type: "m.room.message",
    event_id: id,
    sender: anna,
    content: { body: "/x" },
    ...more,
  });
  const events = [
    clear("$p"),
    clear("$state", { state_key: "" }),
    clear("$own", { sender: me }),
    clear("$r", { type: "m.room.redaction" }),
  ];
  await comes(join([...events, clear("$other", { type: "m.reaction" })]));
  expect(await inbox()).toEqual(["$p", "$r"]);
});

test("an event that nothing can walk through costs itself alone: its head is kept, and what came with it as well", async () => {
  await inside();
  const deep = Array.from({ length: 5_000 }).reduce<object>((inner) => ({ inner }), {});
  const given = join([said("before"), { ...said("deep"), content: deep }, null, 7, [], { type: {} }, said("after")]);
  await comes({ ...given, to_device: { events: [deep, "x"] } });
  expect(await inbox()).toEqual(["$before", "$deep", "$after"]);
  expect(await storage.transaction((tx) => tx.sync.token())).toBe(given.next_batch);
});
