import type { Unlabelled } from "#domain/notice.ts";

/** Every notice that may be said without codes, by name: a new one without codes does not compile until somebody writes it here. */
export const unlabelled: Readonly<Record<Unlabelled, true>> = {
  fault: true,
  broken: true,
  help: true,
  status: true,
  version: true,
  "answered-privately": true,
  undecryptable: true,
  "unverified-sender": true,
  "changed-identity": true,
  "key-reused": true,
  edited: true,
  late: true,
  "too-long": true,
  "not-shown": true,
  "room-holds": true,
  "not-reached": true,
  "coordination-room": true,
  hit: true,
  "officer-saved": true,
  "officer-list": true,
};
