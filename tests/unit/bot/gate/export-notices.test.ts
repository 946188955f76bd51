import { expect, test } from "vitest";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import { caseId, roomId } from "#domain/primitives/ids.ts";
import { loggedAt } from "../../../../bot/gate/authorize.ts";
import { gate } from "../../../../bot/gate/room-gate.ts";
import type { KnownRoom, Listener } from "../../../../storage/index.ts";
import { anna, bruno, now } from "../../../support/stores.ts";

const room: KnownRoom = { roomId: roomId("!case"), kind: "case", case: caseId("018f0000-0000-7000-8000-000000000001"), safe: true };
const minute = 60_000;
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * minute);
const listener = (rest: Partial<Listener>): Listener => ({
  userId: anna,
  since: ago(100),
  country: "NL",
  ofCase: true,
  coordinator: false,
  ...rest,
});
const verdict = (codes: Partial<Codes>, oldest: Date, listeners: readonly Listener[]) => {
  const notice: Notice = {
    type: "export-file",
    codes: { ...caseDefaults, ...codes },
    oldest,
    file: { name: "a.csv", mimetype: "text/csv", packed: "" },
  };
  const item = { id: "1", to: { room: room.roomId }, notice, prefix: "!", attempts: 1, deaths: 0, createdAt: now } as const;
  return gate(notice, room, listeners, loggedAt(item)).decision;
};

test.each<[string, Partial<Codes>, Date, Partial<Listener>, "allow" | "deny"]>([
  ["among members", {}, now, {}, "allow"],
  ["with somebody who is no member of the case", { tlp: "amber" }, now, { ofCase: false }, "deny"],
  ["with somebody of a country that it is not for", { only: ["NL"] }, now, {}, "deny"],
  ["TLP:RED, with somebody who came after the first of it was logged", { tlp: "red" }, ago(50), { since: ago(10) }, "deny"],
  ["TLP:RED, with those who were there then", { tlp: "red" }, ago(50), { since: ago(60) }, "allow"],
  ["TLP:AMBER, however late somebody came", { tlp: "amber" }, now, { since: ago(10) }, "allow"],
])("a file goes as far as its codes let it: %s", (_name, codes, oldest, other, expected) => {
  expect(verdict(codes, oldest, [listener({}), listener({ userId: bruno, country: "FR", ...other })])).toBe(expected);
});
