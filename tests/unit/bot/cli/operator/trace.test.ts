import { expect, test } from "vitest";
import { traced } from "../../../../../bot/cli/operator/trace.ts";
import type { Trace } from "../../../../../storage/trace.ts";

const at = new Date("2026-11-02T14:00:00Z");
const none: Trace = { keyClaimed: false, audit: [], outbox: [], shown: 0, unredacted: 0 };
const inbox = { state: "done", receivedAt: at, attempts: 1, retries: 0, retryAt: null, endedAt: at } as const;
const answer = {
  id: "0193",
  own: false,
  audience: "room",
  createdAt: at,
  attempts: 1,
  parked: false,
  sentAt: at,
  sentEvent: "$b",
} as const;

test("an event that never came says where to look", () => {
  expect(traced("$a", none)).toEqual([
    "$a",
    "  inbox     not taken in: the event is not encrypted, is in a room where the bot is not, or has not come by /sync yet",
  ]);
});

test("a command that was answered, stage by stage", () => {
  const audit = [{ at, action: "ioc add", outcome: "done" }];
  expect(traced("$a", { inbox, keyClaimed: true, audit, outbox: [answer], shown: 2, unredacted: 0 })).toEqual([
    "$a",
    "  inbox     handled (received 2026-11-02 14:00:00 UTC, 1 attempt, ended 2026-11-02 14:00:00 UTC)",
    "  key       decrypted, and its message key is claimed",
    "  audit     2026-11-02 14:00:00 UTC  ioc add: done",
    "  outbox    to the room, written 2026-11-02 14:00:00 UTC, sent 2026-11-02 14:00:00 UTC as $b (0193)",
    "  shown     it shows 2 records",
  ]);
});

test.each<[string, Partial<Trace>, string]>([
  [
    "waits for its key",
    { inbox: { ...inbox, state: "waiting-key", retries: 2, retryAt: at, endedAt: null } },
    "cannot be decrypted yet (received",
  ],
  [
    "waits for its key, and when it is asked again",
    { inbox: { ...inbox, state: "waiting-key", retries: 2, retryAt: at, endedAt: null } },
    "asked 2 times, next 2026-11-02",
  ],
  ["was parked", { inbox: { ...inbox, state: "parked", attempts: 3 } }, "parked: three attempts failed"],
  ["has an answer that waits", { inbox, outbox: [{ ...answer, sentAt: null, sentEvent: null }] }, "waits after 1 attempt: at the gate"],
  [
    "has an answer that was parked",
    { inbox, outbox: [{ ...answer, parked: true, sentAt: null, sentEvent: null }] },
    "parked after 1 attempt",
  ],
  [
    "has an answer that was dropped",
    { inbox, outbox: [{ ...answer, audience: "officer", sentEvent: null }] },
    "in private, written 2026-11-02 14:00:00 UTC, dropped unsaid",
  ],
  ["is the bot's own", { outbox: [{ ...answer, own: true, sentEvent: "$a" }] }, "said      by the bot itself: to the room"],
  ["will not be redacted", { inbox, shown: 1, unredacted: 1 }, "it shows 1 record; 1 will never be redacted"],
])("an event that %s", (_what, found, says) => {
  expect(traced("$a", { ...none, ...found }).join("\n")).toContain(says);
});
