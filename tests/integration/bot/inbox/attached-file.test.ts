import { createHash } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type EventId, eventId, type UserId } from "#domain/primitives/ids.ts";
import type { Decrypted } from "../../../../bot/encryption/client.ts";
import { fetchAttachedFile } from "../../../../bot/inbox/attached-file.ts";
import { intake } from "../../../../bot/inbox/intake.ts";
import { encryptAttachment } from "../../../../bot/matrix/attachment.ts";
import { HomeserverError } from "../../../../bot/matrix/homeserver.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import { understand } from "../../../../commands/framework/understand.ts";
import { commands } from "../../../../commands/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, bruno, clara, event, onPostgres, openCase, room, t0, user } from "../../storage/fresh.ts";

const [caseRoom, coordination, bot] = [room("case"), room("coordination"), user("@liaison:one.office.example")];
const postgres = onPostgres();
let storage: OpenStorage;
beforeAll(async () => {
  storage = await postgres.open();
  await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: clara, role: "coordinator" });
    for (const userId of [anna, bruno]) await tx.stores.roster.save({ userId, country: "NL" });
    const of = await openCase(tx, "One", anna);
    await tx.stores.cases.add(of, { userId: bruno, role: "read", by: anna, now: t0 });
    await tx.rooms.made(of, caseRoom);
    await tx.rooms.save({ roomId: caseRoom, kind: "case", case: of, safe: true });
    await tx.rooms.save({ roomId: coordination, kind: "coordination", safe: true });
  });
});
const content = Buffer.from("198.51.100.1\n");
const { ciphertext, file: key } = encryptAttachment(content);
const file = { ...key, url: "mxc://one.example/id" };
const list = { msgtype: "m.file", body: "list.txt", filename: "list.txt", info: { mimetype: "text/plain" }, file };
const received = { name: "list.txt", mimetype: "text/plain", sha256: createHash("sha256").update(content).digest("hex"), bytes: content };
const failed = (why: Extract<Decrypted, { ok: false }>["why"]): Decrypted => ({ ok: false, why, reason: why, session: "s" });
const readable = (content: Record<string, unknown>): Decrypted => ({
  ok: true,
  type: "m.room.message",
  content,
  session: "s",
  index: 1,
  sha256: Buffer.alloc(32),
});

/** What the homeserver has, what is in it, and what it was asked for. */
let events: Map<string, object>;
let clear: Map<string, Decrypted>;
let asked: string[];
let download: () => Promise<Uint8Array | "too-large">;
let track: (users: readonly UserId[]) => Promise<void>;
beforeEach(() => {
  events = new Map();
  clear = new Map();
  asked = [];
  download = async () => ciphertext;
  track = async () => {};
});
/** An encrypted event of this room; `raw` differs from what such a one looks like. */
function there(name: string, inside: Decrypted, raw: object = {}): EventId {
  const id = event(name);
  const encrypted = { event_id: id, room_id: caseRoom, sender: bruno, type: "m.room.encrypted", content: { ciphertext: "…" } };
  events.set(id, { ...encrypted, ...raw });
  clear.set(id, inside);
  return id;
}
const reply = (to: EventId) => ({ "m.in_reply_to": { event_id: to } });
const inThread = (root: EventId, to: EventId, falling: boolean) => ({
  rel_type: "m.thread",
  event_id: root,
  is_falling_back: falling,
  ...reply(to),
});
const command = (relation: object) => ({ msgtype: "m.text", body: "/ioc import", "m.relates_to": relation });

function fetched(said: Record<string, unknown>, by: UserId = anna, where = caseRoom, stopping = new AbortController().signal) {
  const decrypted = readable(said);
  const taken = intake({ type: "m.room.message", content: said }, false);
  if (taken.take === "ignore" || !decrypted.ok) throw new Error("not taken");
  const understood = understand(commands, taken.text, { userId: bot, name: "Liaison" }, t0);
  const item = { eventId: eventId("$command"), roomId: where, sender: by, event: "{}", receivedAt: t0, attempts: 1 };
  return fetchAttachedFile(
    {
      storage,
      log: openLog("silent"),
      encryption: {
        decrypt: async (raw) => clear.get((raw as { event_id: string }).event_id) ?? failed("malformed"),
        track: (users) => track(users),
      },
      homeserver: {
        async event(room, id) {
          asked.push(`event ${room} ${id}`);
          const found = events.get(id);
          if (found === undefined) throw new HomeserverError(404, "M_NOT_FOUND");
          return found;
        },
        download({ server, id, old }) {
          asked.push(`${old ? "old " : ""}file ${server} ${id}`);
          return download();
        },
      },
    },
    { item, taken, ...(understood && { understood }), decrypted },
    stopping,
  );
}

describe("the file of a command is", () => {
  test("the one whose caption it is, with what its sender calls it", async () => {
    expect(await fetched({ ...list, body: "/ioc import tlp:green" })).toEqual(received);
    expect(asked).toEqual(["file one.example id"]);
  });
  test("the one to which it replies, in the same room", async () => {
    const id = there("list", readable(list));
    expect(await fetched(command(reply(id)))).toEqual(received);
    expect(asked[0]).toBe(`event ${caseRoom} ${id}`);
  });
  test("the one on which its thread began, also when it replies to something else there", async () => {
    const root = there("list", readable(list));
    const other = there("answer", readable({ msgtype: "m.notice", body: "IOC-1 logged" }));
    expect(await fetched(command(inThread(root, other, true)))).toEqual(received);
    expect(asked.some((what) => what.includes("answer"))).toBe(false);
    expect(await fetched(command(inThread(root, other, false)))).toEqual(received);
  });
  test("rather the one to which it replies than the one on which the thread began", async () => {
    const root = there("list", readable({ ...list, body: "other.txt", filename: "other.txt" }));
    const other = there("other", readable(list));
    expect(await fetched(command(inThread(root, other, false)))).toEqual(received);
  });
  test("none, where it points to nothing, or its thread began with talk", async () => {
    const root = there("talk", readable({ msgtype: "m.text", body: "hello" }));
    expect(await fetched(command({}))).toBeUndefined();
    expect(await fetched(command(inThread(root, root, true)))).toBeUndefined();
  });
});

describe("nothing is asked of the homeserver", () => {
  test.each([
    ["for talk", "look at this", anna, caseRoom],
    ["for another command", "/ioc list", anna, caseRoom],
    ["for who may not give it", "/ioc import", bruno, caseRoom],
    ["for a stranger", "/ioc import", clara, caseRoom],
    ["in the wrong room", "/ioc import", clara, coordination],
    ["in no known room", "/ioc import", anna, room("elsewhere")],
  ])("%s", async (_name, body, by, where) => {
    expect(await fetched({ ...list, body }, by, where)).toBeUndefined();
    expect(asked).toEqual([]);
  });
  test("for an edit", async () => {
    const edit = { ...list, body: "* /ioc import", "m.relates_to": { rel_type: "m.replace", event_id: "$1" } };
    expect(await fetched(edit)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe("it cannot be had", () => {
  test.each([
    ["when it is in the clear", { ...list, file: undefined, url: "mxc://x/y" }, "not-encrypted"],
    ["when it is encrypted in another way", { ...list, file: { ...file, v: "v9" } }, "unknown-format"],
    ["when its address leads elsewhere", { ...list, file: { ...file, url: "https://one.example/id" } }, "unknown-format"],
  ])("%s", async (_name, carried, problem) => {
    expect(await fetched({ ...carried, body: "/ioc import" })).toBe(problem);
    expect(asked).toEqual([]);
  });

  test.each([
    ["a text", readable({ msgtype: "m.text", body: "hello" }), {}, "no-file"],
    ["a poll", { ...readable({}), type: "m.poll.start" }, {}, "no-file"],
    ["somebody's joining", readable(list), { type: "m.room.member", state_key: bruno }, "no-file"],
    ["a message in the clear", readable(list), { type: "m.room.message", content: list }, "not-encrypted"],
    ["what was removed", readable(list), { content: {} }, "message-gone"],
    ["an event of another room", readable(list), { room_id: coordination }, "message-gone"],
    ["another event than was asked for", readable(list), { event_id: "$other" }, "message-gone"],
    ["what has no key", failed("missing-key"), {}, "key-missing"],
    ["what is damaged", failed("malformed"), {}, "key-missing"],
    ["what comes from an unsigned device", failed("unverified"), {}, "distrusted"],
    ["what comes from another identity", failed("changed-identity"), {}, "distrusted"],
    ["what is not from whom it says", failed("wrong-sender"), {}, "distrusted"],
  ] as const)("in %s", async (_name, inside, raw, problem) => {
    expect(await fetched(command(reply(there("list", inside as Decrypted, raw))))).toBe(problem);
    expect(asked).toHaveLength(1);
  });

  test("in an event that the homeserver does not have", async () => {
    expect(await fetched(command(reply(event("nowhere"))))).toBe("message-gone");
  });

  test.each([
    ["changed", Buffer.from("something else")],
    ["too-large", "too-large" as const],
    ["gone", new HomeserverError(404, "M_NOT_FOUND")],
    ["too-large", new HomeserverError(502, "M_TOO_LARGE")],
  ])("%s", async (problem, answer) => {
    download = async () => {
      if (answer instanceof HomeserverError) throw answer;
      return answer;
    };
    expect(await fetched({ ...list, body: "/ioc import" })).toBe(problem);
  });
});

test("a sender whose keys were not asked for yet is asked about once", async () => {
  const id = there("list", failed("missing-key"));
  const tracked: UserId[] = [];
  track = async (users) => {
    tracked.push(...users);
    clear.set(id, readable(list));
  };
  expect(await fetched(command(reply(id)))).toEqual(received);
  expect(tracked).toEqual([bruno]);
});

test("a homeserver that has no time is asked again", async () => {
  const faults = [new HomeserverError(429, "M_LIMIT_EXCEEDED", 1), new HomeserverError(503, "LIAISON_HTTP", 1)];
  download = async () => {
    const fault = faults.shift();
    if (fault !== undefined) throw fault;
    return ciphertext;
  };
  expect(await fetched({ ...list, body: "/ioc import" })).toEqual(received);
  expect(asked).toHaveLength(3);
});

test("it says so when the homeserver never has time", async () => {
  download = () => Promise.reject(new HomeserverError(503, "LIAISON_HTTP", 1));
  expect(await fetched({ ...list, body: "/ioc import" })).toBe("not-handed-out");
});

test.each([
  ["our login is gone", new HomeserverError(401, "M_UNKNOWN_TOKEN")],
  ["there is a defect", new TypeError("?")],
])("whoever handles messages hears of it when %s", async (_name, fault) => {
  download = () => Promise.reject(fault);
  await expect(fetched({ ...list, body: "/ioc import" })).rejects.toBe(fault);
});

test("a stop ends the waiting", async () => {
  const stopping = new AbortController();
  download = () => {
    stopping.abort();
    return Promise.reject(new HomeserverError(503, "LIAISON_HTTP"));
  };
  await expect(fetched({ ...list, body: "/ioc import" }, anna, caseRoom, stopping.signal)).rejects.toThrow("503");
});
