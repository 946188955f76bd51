import type { PlainNotice } from "#domain/notices/plain.ts";
import { anna, bruno } from "../stores.ts";
import { at, canary, ref, value } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const plainSamples: Samples<PlainNotice> = {
  "answered-privately": { type: "answered-privately", waits: false },
  broken: { type: "broken", reference: "$reference" },
  "changed-identity": { type: "changed-identity" },
  "plaintext-command": { type: "plaintext-command", ref: "C-2026-0001" },
  "answered-elsewhere": { type: "answered-elsewhere", userIds: [bruno] },
  "command-removed": { type: "command-removed", userId: bruno, refs: ["IOC-1"] },
  "messages-lost": { type: "messages-lost", where: { ref: "C-2026-0001" }, numbers: [41, 43, 44, 45], why: "lost" },
  "coordination-room": { type: "coordination-room", coordinators: [anna] },
  "device-replaced": { type: "device-replaced" },
  edited: { type: "edited", line: `/ioc add ${value}` },
  fault: {
    type: "fault",
    nothing: "logged",
    fault: { code: "unreadable", typed: value, expected: "indicator" },
    at: { line: 1, from: 9, to: 12 },
    line: `/ioc add ${value}`,
  },
  help: { type: "help", commands: [] },
  "invitation-refused": { type: "invitation-refused", ref, userIds: [bruno] },
  "key-reused": { type: "key-reused" },
  "messages-missing": { type: "messages-missing", count: 2 },
  "not-reached": { type: "not-reached", userIds: [bruno] },
  "not-taken-here": { type: "not-taken-here", userIds: [bruno] },
  "not-shown": { type: "not-shown", userId: bruno, label: "TLP:RED", refs: ["IOC-1"] },
  "room-holds": { type: "room-holds", ref, userIds: [bruno] },
  status: {
    type: "status",
    version: canary,
    upSince: at,
    rateLimited: 0,
    queue: "postgresql",
    counts: {
      ...{ cases: 1, officers: 1, waitingCommands: 0, waitingMessages: 0, unreadMessages: 0 },
      ...{ waitingJobs: 0, plannedJobs: 0, undecryptable: 0, parked: 0, lost: 0, unsafeRooms: 1 },
    },
  },
  "room-unsafe": { type: "room-unsafe", room: "!r:x.example", name: canary, ails: ["tombstoned", "guests"] },
  "stranger-present": { type: "stranger-present", userId: bruno },
  "too-long": { type: "too-long", most: 1 },
  "too-many-commands": { type: "too-many-commands", most: 60, whose: "officer", until: at },
  undecryptable: { type: "undecryptable", reason: "missing-key" },
  "unsigned-device": { type: "unsigned-device", deviceId: canary },
  "unverified-sender": { type: "unverified-sender" },
  version: { type: "version", version: canary },
  why: { type: "why", unread: [{ at, reason: canary }] },
};
