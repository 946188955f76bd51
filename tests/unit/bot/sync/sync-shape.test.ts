import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { userId } from "#domain/primitives/ids.ts";
import {
  afterJoining,
  inboxEvents,
  isJoining,
  memberChanges,
  objects,
  type RawEvent,
  touchesSafety,
} from "../../../../bot/matrix/sync-response.ts";
import { isBeheaded, isSound, textOf } from "../../../../bot/sync/event-text.ts";
import { keyMaterial } from "../../../../bot/sync/key-material.ts";
import { shaped } from "../../../../bot/sync/sync-shape.ts";
import { runs } from "../../../support/runs.ts";

const me = userId("@liaison:x.org");
if (me === undefined) throw new Error("no user id");
const nested = (depth: number): object => {
  let inner: object = {};
  for (let at = 0; at < depth; at++) inner = at % 2 === 0 ? { a: inner } : [inner];
  return inner;
};
const event = (content: unknown, type = "m.room.encrypted") => ({ type, event_id: "$1", sender: "@anna:x.org", content });

/** All that is read of an answer before its transaction. */
function readAll(given: unknown): number {
  const answer = shaped(given);
  const keys = keyMaterial(answer);
  JSON.stringify(keys.toDevice);
  let found = 0;
  for (const [id, room] of Object.entries(answer.rooms?.join ?? {})) {
    const events = [...objects(room.state?.events), ...objects(room.timeline?.events)];
    for (const one of events) isJoining(one, me as never);
    touchesSafety(events);
    memberChanges(events);
    found += inboxEvents(id, afterJoining(events, me as never)).length;
  }
  return found;
}

describe("an answer to /sync of any shape is read, and what is in order in it is found", () => {
  const good = event({ algorithm: "m.megolm.v1.aes-sha2" });
  const around = (events: readonly unknown[], more: object = {}) => ({
    next_batch: "s1",
    rooms: { join: { "!r": { timeline: { events: [...events, good] } }, ...more } },
  });
  test.each<[string, unknown]>([
    ["deep content", event(nested(5_000))],
    ["a deep member", { ...event(nested(50_000), "m.room.member"), state_key: "@anna:x.org" }],
    ["deep unsigned", { ...event({}), unsigned: nested(100_000) }],
    ["wide content", event(Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`k${at}`, at])))],
    ["long content", event({ ciphertext: "A".repeat(3_000_000) })],
    ["no object", 7],
    ["nothing", null],
    ["a list", [[[]]]],
    ["content that is none", event(null)],
    ["content that is a text", event("x")],
    ["odd fields", { type: {}, event_id: [], sender: 7, state_key: {}, content: 7, unsigned: "x", origin_server_ts: {} }],
    ["a zero in its id", { ...event({}), event_id: "$\0" }],
    ["half an emoji", { ...event({ body: "\ud83d" }), event_id: "$\ud83d" }],
    [
      "dangerous names",
      JSON.parse(
        `{"type":"m.room.encrypted","event_id":"$p","sender":"@anna:x.org","__proto__":{"x":1},"content":{"constructor":1,"toJSON":1}}`,
      ),
    ],
  ])("%s", (_name, odd) => {
    expect(readAll(around([odd]))).toBeGreaterThanOrEqual(1);
    expect(readAll(around([], { "!odd": odd, "": odd }))).toBe(1);
    expect(readAll({ ...around([]), to_device: { events: [odd] }, device_lists: { changed: [odd], left: odd } })).toBe(1);
    expect(readAll({ ...around([]), to_device: odd, device_one_time_keys_count: { a: odd }, device_unused_fallback_key_types: odd })).toBe(
      1,
    );
    for (const rooms of [odd, { join: odd }, { join: { "!r": odd } }, { join: { "!r": { timeline: odd, state: odd } } }])
      expect(readAll({ next_batch: odd, rooms, device_lists: odd })).toBeGreaterThanOrEqual(0);
  });
  test("whatever comes", () => {
    const odd = fc.jsonValue({ maxDepth: 6 });
    const names = fc.constantFrom(
      "type",
      "event_id",
      "sender",
      "state_key",
      "content",
      "unsigned",
      "membership",
      "redacts",
      "prev_content",
    );
    const oddEvent = fc.dictionary(names, fc.oneof(odd, fc.constantFrom("m.room.member", "m.room.encrypted", "$1", "@anna:x.org", "join")));
    fc.assert(
      fc.property(odd, fc.array(fc.oneof(odd, oddEvent)), (answer, events) => {
        readAll(answer);
        expect(readAll(around(events))).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: runs(2_000) },
    );
  });
  test("what says nothing of where to go on is no answer", () => {
    for (const next of [undefined, null, 7, {}, ""]) expect(shaped({ next_batch: next }).next_batch).toBe("");
  });
});

describe("an event as text", () => {
  test("is whole as far as anybody may send it", () => {
    const whole: RawEvent = event({ body: "x".repeat(65_536), list: nested(100) });
    expect(JSON.parse(textOf(whole))).toEqual(whole);
    expect(isBeheaded(JSON.parse(textOf(whole)) as object)).toBe(false);
  });
  test.each<[string, RawEvent]>([
    ["too deep", event(nested(5_000))],
    ["too long", event("x".repeat(1_000_001))],
    ["too wide", event(Array.from({ length: 100_001 }, () => 0))],
  ])("is its head alone where it is %s", (_name, odd) => {
    const head = JSON.parse(textOf(odd)) as object;
    expect(head).toMatchObject({ type: "m.room.encrypted", event_id: "$1", sender: "@anna:x.org" });
    expect(head).not.toHaveProperty("content");
    expect(isBeheaded(head)).toBe(true);
  });
  test("a key that is too deep is left out, and the others are handed on", () => {
    expect(isSound(nested(5_000))).toBe(false);
    expect(shaped({ to_device: { events: [nested(5_000), { type: "m.room_key" }] } }).to_device).toEqual({
      events: [{ type: "m.room_key" }],
      untaken: 1,
    });
  });
});
