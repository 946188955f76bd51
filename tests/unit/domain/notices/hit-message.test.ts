import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { HitLine } from "#domain/hits/hit.ts";
import { hitMessage, hitMessages, hitsIn, retold } from "#domain/notices/hit-message.ts";
import type { Notice } from "#domain/notices/index.ts";
import { caseId } from "#domain/primitives/ids.ts";

const of = caseId("one");
const line = (number: number, disclosed?: HitLine["disclosed"]): HitLine => ({
  ref: `HIT-${number}`,
  own: "IOC-1",
  kind: "ipv4",
  side: "asker",
  match: "same",
  at: new Date(0),
  share: "hit",
  ...(disclosed && { disclosed }),
});
const found = (hits: readonly HitLine[]) => ({ total: hits.length, runs: [{ first: 1, last: hits.length }], gave: 0, hits });

test("a hit carries codes only where something of the other record is in it", () => {
  expect(hitMessage(of, line(1))).toEqual({ to: { case: of }, notice: { type: "hit", ...line(1) }, onTick: true });
  const shown = line(1, caseDefaults);
  expect(hitMessage(of, shown).notice).toEqual({ type: "hit-disclosed", codes: caseDefaults, ...shown });
});

test("three are told one by one, four together, under the strictest codes of what is shown", () => {
  expect(hitMessages(of, found([1, 2, 3].map((number) => line(number)))).map(({ notice }) => notice.type)).toEqual(["hit", "hit", "hit"]);
  const [plain, ...none] = hitMessages(of, found([1, 2, 3, 4].map((number) => line(number))));
  expect([plain?.notice.type, none]).toEqual(["hits", []]);
  const green = { ...caseDefaults, tlp: "green" } as const;
  const mixed = [line(1), line(2, green), line(3, caseDefaults), line(4)];
  expect(hitMessages(of, found(mixed))[0]?.notice).toMatchObject({ type: "hits-disclosed", codes: { tlp: "amber" }, total: 4 });
});

test("a message tells its hits as they are by now, and every other notice stays as it is", () => {
  const retoldAs = (notice: Notice, ...now: readonly HitLine[]) => retold(notice, now);
  const one = hitMessage(of, line(1, caseDefaults)).notice;
  expect(hitsIn(one)).toEqual(["HIT-1"]);
  expect(retoldAs(one, line(1))).toEqual({ type: "hit", ...line(1) });
  expect(retoldAs({ type: "hit", ...line(1) }, line(1, caseDefaults))).toMatchObject({ type: "hit-disclosed", codes: caseDefaults });
  const [many] = hitMessages(of, found([1, 2, 3, 4].map((number) => line(number, caseDefaults))));
  if (many === undefined) throw new Error("no message");
  expect(hitsIn(many.notice)).toEqual(["HIT-1", "HIT-2", "HIT-3", "HIT-4"]);
  const quiet = [1, 2, 3, 4].map((number) => line(number));
  expect(retoldAs(many.notice, ...quiet)).toEqual({ type: "hits", ...found(quiet) });
  const version: Notice = { type: "version", version: "1" };
  expect([hitsIn(version), retoldAs(version, line(1))]).toEqual([[], version]);
});
