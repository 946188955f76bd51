import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { HitLine } from "#domain/hits/hit.ts";
import { type Indicator, parseIndicator } from "#domain/indicators/indicator.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import type { Notice } from "#domain/notices/index.ts";
import { render } from "../../../../bot/views/index.ts";
import { anna, bruno, now } from "../../../support/stores.ts";

const text = (notice: Notice, prefix = "/") => render(notice, { prefix }).text;
function indicator(typed: string): Indicator {
  const read = parseIndicator(typed);
  if (!read.ok) throw new Error(`no indicator: ${typed}`);
  return read.value;
}

const asker: HitLine = { ref: "HIT-7", own: "IOC-91", kind: "domain", side: "asker", match: "same", at: now, share: "hit" };
const holder: HitLine = { ...asker, own: "IOC-17", side: "holder" };

test.each<[string, Notice, string]>([
  ["asker", { type: "hit", ...asker }, "HIT-7: another case holds your IOC-91 (domain). Nothing more may be shown.\n/hit show 7"],
  ["holder", { type: "hit", ...holder }, "HIT-7: your IOC-17 (domain) was logged by another case. Nothing of yours was shown."],
  [
    "adjoining",
    { type: "hit", ...asker, kind: "url", match: "adjoining" },
    "HIT-7: another case holds something adjoining your IOC-91 (url). Nothing more may be shown.\nAdjoining: not the same value, but one inside the other, such as an address in a range, the host of a URL, the domain of an e-mail address. How many such records the other case holds is not told.\n/hit show 7",
  ],
  [
    "contact",
    { type: "hit-disclosed", codes: caseDefaults, ...asker, share: "contact", contact: { country: "FR", userId: bruno } },
    "HIT-7: another case holds your IOC-91 (domain).\nContact: FR desk, @bruno:liaison.localhost\nTLP:AMBER · PAP:AMBER · H1 · X4 · share:hit",
  ],
  [
    "open",
    {
      type: "hit-disclosed",
      codes: caseDefaults,
      ...holder,
      share: "open",
      contact: { userId: bruno },
      value: "http://evil.example/",
      gave: "contact",
    },
    "HIT-7: your IOC-17 (domain) was logged by another case. Your contact was shown to it, as the record's share:contact says.\nContact: @bruno:liaison.localhost\nIts record: http[://]evil[.]example/\nTLP:AMBER · PAP:AMBER · H1 · X4 · share:hit",
  ],
])("hit, %s", (_name, notice, expected) => {
  expect(text(notice)).toBe(expected);
});

test.each<[Notice, string]>([
  [{ type: "unverified-sender" }, "I take commands only from verified devices. Verify this one in your settings, then send again."],
  [
    { type: "undecryptable", reason: "missing-key" },
    "I could not read this message (its key has not come). Nothing was done. Type /discardsession in that room, then send it again. Until then I can read nothing that you type there. Without that command in your client, sign it out and in, or use another one.",
  ],
  [
    { type: "undecryptable", reason: "m.unverified" },
    "I could not read this message (your client does not trust my device yet). Nothing was done. Let your client send to unverified devices, or verify me in it; then send it again.",
  ],
  [
    { type: "undecryptable", reason: "m.other" },
    "I could not read this message (m[.]other). Nothing was done. Type /discardsession in that room, then send it again. Until then I can read nothing that you type there. Without that command in your client, sign it out and in, or use another one.",
  ],
  [
    { type: "undecryptable", reason: "m.unavailable", more: 3 },
    "I could not read 3 more messages of yours up to this one (your client does not have its key). Nothing was done. Send it again from the device on which you type now.",
  ],
  [
    { type: "unverified-sender", more: 1 },
    "I take commands only from verified devices. I took 1 more message of yours up to this one not. Verify this one in your settings, then send again.",
  ],
  [
    { type: "messages-lost", where: { ref: "C-2026-0001" }, numbers: [41, 43, 44, 45], why: "lost" },
    "4 messages of mine in the room of C-2026-0001 (41, 43…45) did not come back from the homeserver: perhaps nobody there has read them. Look there whether they stand; each message ends with its number. Your administrator must look at the homeserver.",
  ],
  [
    { type: "messages-lost", where: { officer: anna }, numbers: [7], why: "changed" },
    `1 message of mine in the private room of ${anna} (7) came back from the homeserver as another than I sent: perhaps nobody there has read it. Look there whether it stands; each message ends with its number. Your administrator must look at the homeserver.`,
  ],
  [
    { type: "messages-missing", count: 2 },
    "2 messages of yours before this one did not reach me. If one of them was a command, it was not done: look whether it stands there, and send it again.",
  ],
  [
    { type: "not-taken-here", userIds: ["@x:y.example"] },
    "Nothing was done: I take no commands in the room in which you typed it.\nOnly coordinators may be in a coordination room, and @x:y.example is there.",
  ],
  [
    { type: "not-taken-here", userIds: [], more: 2 },
    "Nothing was done about 2 more messages of yours: I take no commands in the room in which you typed them.\nIt is no case's room, and none in which only coordinators are.",
  ],
  [
    { type: "not-taken-here", userIds: [], ails: ["tombstoned", "guests"] },
    "Nothing was done: I take no commands in the room in which you typed it.\nIt was replaced by another one and lets guests join. Invite me to the new one, in which only coordinators may be: this one stays closed for good.",
  ],
  [
    { type: "room-unsafe", room: "!r:x.example", name: "Our <b>room", ails: ["unencrypted", "open"] },
    'I take no commands and say nothing in the room "Our <b>room".\nIt is not encrypted and can be entered without an invitation. Turn encryption on in its settings. Let people in by invitation only.',
  ],
  [
    { type: "room-unsafe", room: "!r:x.example", ref: "C-2026-0001", ails: ["world-readable"] },
    "I take no commands and say nothing in the room of C-2026-0001.\nIt can be read by everybody. I did not do that and no member can: ask the homeserver's administrator. Nothing is taken or said there until it is as it was.",
  ],
  [{ type: "key-reused" }, "Your client used a key twice; nothing was done. Send /discardsession, then again."],
  [{ type: "edited", line: "//ioc add evil.example" }, "Your edit was not executed. To run it:\n/ioc add evil[.]example"],
  [{ type: "edited", line: "!ioc add a\nb.example" }, "Your edit was not executed. To run it:\n!ioc add a\nb[.]example"],
  [
    { type: "confirm-wanted", late: 12, waits: false },
    "This command came 12 minutes late. Nothing was done yet: it waits for a confirmation in your private room with me.",
  ],
  [
    { type: "room-holds", ref: "C-2026-0007", userIds: ["@x:y.example"] },
    "Nothing is said in the room of C-2026-0007 for now: @x:y.example shows a new identity. A lead is asked in private to approve it, or can remove that person from the room; it then goes on.",
  ],
  [
    { type: "not-reached", userIds: ["@x:y.example", "@z:y.example"] },
    "@x:y.example, @z:y.example cannot read what is said here for now: the homeserver does not answer when asked for keys.",
  ],
  [{ type: "broken", reference: "$abc" }, "Not done. Reference $abc; the administrator has the details."],
  [
    { type: "not-shown", userId: "@x:y.example", label: "TLP:AMBER+STRICT" },
    "Not shown here: @x:y.example is not cleared for TLP:AMBER+STRICT.",
  ],
  [
    { type: "not-shown", userId: "@x:y.example", label: "TLP:RED", inPrivate: "others" },
    "Not shown here: @x:y.example is not cleared for TLP:RED. Sent in private to those who are.",
  ],
  [
    { type: "invitation-refused", ref: "C-2026-0007", userIds: ["@x:y.example"] },
    "@x:y.example could not be invited to the room of C-2026-0007: the homeserver refuses it. Look at the address. I go on trying, ever more rarely.",
  ],
  [
    { type: "unsigned-device", deviceId: "ABC <b>" },
    "Your device ABC <b> is not verified: it gets no keys, so it shows nothing of what is said from now on, and I take no commands from it. Verify it in your settings, or sign it out if you do not know it.",
  ],
  [
    { type: "why", unread: [] },
    "In the last day I could read and took every message of yours that reached me. What I take as a command: /bot help",
  ],
  [
    {
      type: "why",
      unread: [
        { at: now, reason: "missing-key" },
        { at: now, reason: "m.other" },
        { at: new Date(now.getTime() + 60_000), reason: "missing-key" },
      ],
    },
    "Messages of yours that I did not take in the last day:\n2 messages, last 2026-11-02 14:01 UTC: its key has not come. Type /discardsession in that room, then send it again.\n1 message, last 2026-11-02 14:00 UTC: m[.]other.\nNone of them was done.",
  ],
  [
    { type: "not-shown", userId: "@x:y.example", label: "TLP:RED", inPrivate: true },
    "Not shown here: @x:y.example is not cleared for TLP:RED. Sent to you in private.",
  ],
  [
    { type: "not-shown", userId: "@x:y.example", label: "TLP:RED", refs: ["IOC-13", "IOC-14", "IOC-15"] },
    "IOC-13…15 logged. Not shown here: @x:y.example is not cleared for TLP:RED.",
  ],
  [
    { type: "too-many-commands", most: 60, whose: "officer", until: new Date("2026-11-02T14:00:20Z") },
    "Nothing was done: you sent more than 60 commands within a minute. This one and what follows before 2026-11-02 14:01 UTC is not done; send it again then. Values on several lines of one message are one command.",
  ],
  [{ type: "too-long", most: 65_536 }, "Nothing was done. A command has at most 65536 bytes."],
  [{ type: "fault", nothing: "logged", fault: { code: "case-closed" } }, "Nothing was logged. This case is closed."],
  [
    { type: "fault", nothing: "logged", fault: { code: "check-digits", typed: "NL00", expected: "iban" } },
    "Nothing was logged. NL00 is not an IBAN: its check digits do not match.",
  ],
  [
    {
      type: "indicators-withdrawn",
      refs: ["IOC-1", "IOC-2", "IOC-3", "IOC-9"],
      foreign: [],
      already: [],
      reason: "typo",
      codes: caseDefaults,
    },
    "IOC-1…3, IOC-9 withdrawn: typo",
  ],
])("%j", (notice, expected) => {
  expect(text(notice)).toBe(expected);
});

test("the prefix of a mention stands before each command to copy", () => {
  expect(text({ type: "hit", ...asker }, "Liaison: ")).toMatch(/Liaison: hit show 7$/u);
  expect(text({ type: "hit", ...asker }, "//")).toMatch(/^\/hit show 7$/mu);
});

const record = (number: number): RecordLine => ({
  ref: `IOC-${number}`,
  indicator: indicator(`http://evil.example/${"a".repeat(150)}${number}`),
  codes: caseDefaults,
  again: false,
  loggedBy: anna,
  loggedAt: now,
  lastSeenAt: now,
  timesSeen: 1,
  tags: [],
});

test("a list too long for one message says how many are left, and how to go on", () => {
  const records = Array.from({ length: 50 }, (_, index) => record(200 - index));
  const asked = { spans: [{ first: 150, last: 300 }], kind: "url", tag: "c2", source: "abuse.ch", last: "IOC-151" } as const;
  const { text: body, html } = render({ type: "indicator-list", codes: caseDefaults, records, total: 163, now, asked }, { prefix: "!" });
  const shown = body.match(/^IOC-/gmu)?.length ?? 0;
  expect(shown).toBeLessThan(50);
  expect(body.split("\n").at(-1)).toBe(`… and ${163 - shown} more: !ioc list 150-${200 - shown} type:url tag:c2 src:"abuse[.]ch"`);
  expect(Buffer.byteLength(body) + Buffer.byteLength(html)).toBeLessThanOrEqual(20_000);
});

test("twenty long values and many faults are told in short rather than cut", () => {
  const logged = Array.from({ length: 20 }, (_, index) => record(index + 1));
  const refused = Array.from({ length: 480 }, (_, index) => ({
    line: index + 1,
    fault: { code: "unreadable", typed: "<".repeat(80), expected: "indicator", write: "keep-as-text" } as const,
  }));
  const body = text({ type: "indicators-logged", codes: caseDefaults, logged, refused });
  expect(body).toMatch(/^20 logged \(IOC-1…20\)\. 480 not: line 1 /u);
  expect(body).toContain(", and 460 more.");
  expect(body).toContain("to undo: /ioc withdraw 1-20 reason:typo");
});

test("a very long text is cut in the list and longer in show, never beyond one message", () => {
  const long = { ...record(1), note: "&".repeat(20_000) };
  const { text: body, html } = render({ type: "indicator-shown", codes: caseDefaults, record: long, findings: [], now }, { prefix: "/" });
  expect(body).toContain("IOC-1 · url");
  expect(Buffer.byteLength(body) + Buffer.byteLength(html)).toBeLessThanOrEqual(20_000);
});
