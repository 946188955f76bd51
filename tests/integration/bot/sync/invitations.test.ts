import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeEach, expect, test } from "vitest";
import type { RoomId } from "#domain/primitives/ids.ts";
import { HomeserverError } from "../../../../bot/matrix/homeserver.ts";
import { startRoomKeeper } from "../../../../bot/rooms/room-keeper.ts";
import { keyedQueue } from "../../../../bot/runtime/keyed-queue.ts";
import type { Log, LogFields } from "../../../../bot/runtime/log.ts";
import { type Batch, openSync, type SyncDependencies } from "../../../../bot/sync/sync.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { noEchoes } from "../../../support/echoes.ts";
import { until } from "../../../support/waiting.ts";
import { anna, bruno, clara, onPostgres, t0, user } from "../../storage/fresh.ts";

const postgres = onPostgres();
const me = user("@liaison:one.office.example");
let storage: OpenStorage;
let lines: { readonly event: string; readonly fields: LogFields | undefined }[];
const note = (event: string, fields?: LogFields) => void lines.push({ event, fields });
const log: Log = { info: note, warn: note, debug: () => {}, fault: (event, _fault, fields) => note(event, fields) };

beforeEach(async () => {
  storage = await postgres.open();
  lines = [];
  await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: clara, role: "coordinator" });
    await tx.stores.roster.save({ userId: anna, country: "NL" });
  });
});

/** As Synapse strips the state of a room for somebody who is invited. */
const invite = (by: string) => ({
  invite_state: {
    events: [
      { type: "m.room.create", sender: by, state_key: "", content: { room_version: "12", "m.federate": true } },
      { type: "m.room.join_rules", sender: by, state_key: "", content: { join_rule: "invite" } },
      { type: "m.room.name", sender: by, state_key: "", content: { name: "x".repeat(300) } },
      { type: "m.room.member", sender: by, state_key: by, content: { membership: "join", displayname: "x".repeat(300) } },
      { type: "m.room.member", sender: by, state_key: me, content: { membership: "invite" } },
    ],
  },
});
const invitations = (prefix: string, count: number, by: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`!${prefix}${at}`, invite(by)]));
let token = 0;
async function comes(rooms: object): Promise<Batch> {
  const answer = { next_batch: `s${++token}`, rooms };
  const homeserver: SyncDependencies["homeserver"] = {
    userId: me,
    // as it came over the network, so that nothing of it is held by this test
    sync: async () => JSON.parse(JSON.stringify(answer)),
    members: async () => ({}),
    messages: async () => ({}),
  };
  const rest = { storage, log, now: () => t0, echoes: noEchoes, encryption: { receive: async () => {} } };
  return openSync({ ...rest, homeserver, stopping: new AbortController().signal })(0);
}
const kept = async () => (await storage.database.query("select 1 from liaison.invitation")).length;
/** The keeper, and where it has joined. */
function keeper(refuse: (room: RoomId) => boolean = () => false) {
  const joined: RoomId[] = [];
  const unused = () => Promise.reject(new HomeserverError(404, "M_NOT_FOUND"));
  const homeserver = {
    userId: me,
    join: async (room: RoomId) => {
      if (refuse(room)) throw new HomeserverError(403, "M_FORBIDDEN");
      joined.push(room);
    },
  };
  const running = startRoomKeeper({
    // of all that it may ask of a homeserver and a machine, nothing else is asked here
    homeserver: new Proxy(homeserver, { get: (target, name) => Reflect.get(target, name) ?? unused }) as never,
    encryption: {} as never,
    storage,
    log,
    now: () => t0,
    rooms: keyedQueue(),
    settled: () => {},
    fatal: () => false,
  });
  return { joined, running };
}

test("10,000 of somebody unknown: none is kept or followed, one line, no memory, and a command beside them is taken", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const many = invitations("stranger", 10_000, bruno);
  const event = { type: "m.room.encrypted", event_id: "$typed", sender: anna, content: {} };
  await comes({ join: { "!case": { timeline: { events: [{ ...event, event_id: "$before" }] } } } });
  collect();
  const before = process.memoryUsage().heapUsed;
  const batch = await comes({ invite: many, join: { "!case": { timeline: { events: [event] } } } });
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20 * 1_024 * 1_024);
  expect(batch).toMatchObject({ invited: false, inbox: ["!case"] });
  expect(lines).toEqual([{ event: "invitations ignored", fields: { count: 10_000 } }]);
  expect(await kept()).toBe(0);
  const { joined, running } = keeper();
  running.after({ ...batch, changed: [], invited: true });
  await running.stop();
  expect([joined, lines.length]).toEqual([[], 1]);
});

test("of an officer a hundred are kept, the newest, and followed as soon as they coordinate; nobody asks the homeserver for that", async () => {
  const batch = await comes({ invite: { ...invitations("officer", 300, anna), ...invitations("lead", 2, clara) } });
  expect(batch.invited).toBe(true);
  expect(lines).toEqual([{ event: "invitations ignored", fields: { count: 300 } }]);
  expect(await kept()).toBe(102);
  const { joined, running } = keeper((room) => room === "!lead1");
  running.after({ ...batch, changed: [] });
  await until(async () => (await kept()) === 100 || undefined, "those of the coordinator");
  expect(joined).toEqual(["!lead0"]);
  await storage.transaction((tx) => tx.stores.roster.save({ userId: anna, role: "coordinator" }));
  await until(async () => (await kept()) === 0 || undefined, "those of who coordinates now");
  await running.stop();
  expect(joined.toSorted()).toEqual(["!lead0", ...Array.from({ length: 100 }, (_, at) => `!officer${at + 200}`)].toSorted());
});

test("what is withdrawn or joined is kept no longer, and a new process follows what the old one was told of", async () => {
  await comes({ invite: invitations("lead", 4, clara) });
  await comes({ leave: { "!lead0": {} }, join: { "!lead1": {} } });
  expect(await kept()).toBe(2);
  const { joined, running } = keeper();
  running.after({ inbox: [], changed: [], devices: [], toDevice: 0, invited: true });
  await until(async () => (await kept()) === 0 || undefined, "the others");
  await running.stop();
  expect(joined).toEqual(["!lead2", "!lead3"]);
});

test("who invites us without saying who they are is not followed", async () => {
  const odd = [{}, null, 7, { invite_state: { events: [null, { type: "m.room.member", state_key: me, sender: 7 }] } }];
  const batch = await comes({ invite: Object.fromEntries(odd.map((one, at) => [`!odd${at}`, one])) });
  expect(batch.invited).toBe(false);
  expect(await kept()).toBe(0);
});
