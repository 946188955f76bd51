import { beforeAll, beforeEach, expect } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import { render } from "../../../../bot/views/index.ts";
import { dispatch, type Outcome } from "../../../../commands/framework/dispatch.ts";
import { commands } from "../../../../commands/index.ts";
import { runWork } from "../../../../jobs/engine/worker.ts";
import { jobsWith } from "../../../../jobs/index.ts";
import type { OutboxItem, Place, Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { bot, botState } from "../../../support/stores.ts";
import { anna, bruno, clara, event, onPostgres, openCase, room, t0, user } from "../../storage/fresh.ts";

export const chloe = user("@chloe:two.office.example");
export const dora = user("@dora:three.office.example");
/** A plan whose second slot begins at `start`. */
export const plan = '/meet plan "Sinkhole consultation" slots:"2027-03-01 10:00, 2027-03-02 15:00"';
export const start = new Date("2027-03-02T14:00:00Z");
/** So many minutes before `start`. */
export const ahead = (minutes: number): Date => new Date(start.getTime() - minutes * 60_000);
export const messageOf = ({ notice, prefix }: OutboxItem) => render(notice, { prefix });
/** What mentions among what was said. */
export const calls = (items: readonly OutboxItem[]) =>
  items.filter(({ mentions }) => mentions !== undefined).map((item) => ({ mentions: item.mentions, text: messageOf(item).text }));

/**
 * Two new cases before each test, on one database for all tests of a file: in "north" anna leads, bruno contributes, chloe
 * reads; in "south" bruno leads.
 */
export function meetingDesk() {
  const postgres = onPostgres();
  let storage: OpenStorage;
  let northId: CaseId;
  let north: Place;
  let south: Place;
  let count = 0;
  const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);
  beforeAll(async () => {
    storage = await postgres.open();
    await run(async (tx) => {
      await tx.stores.roster.save({ userId: anna, country: "NL", zone: "Europe/Amsterdam" });
      await tx.stores.roster.save({ userId: bruno, country: "FR", zone: "Europe/Paris" });
      await tx.stores.roster.save({ userId: chloe, country: "FR", zone: "Europe/Paris" });
      await tx.stores.roster.save({ userId: dora, country: "DE" });
    });
  });
  beforeEach(async () => {
    for (const table of ["outbox", "work"]) await storage.database.query(`delete from liaison.${table}`);
    await run(async (tx) => {
      northId = await openCase(tx, "North", anna);
      for (const [userId, role] of [
        [bruno, "contribute"],
        [chloe, "read"],
      ] as const)
        await tx.stores.cases.add(northId, { userId, role, by: clara, now: t0 });
      const place = { where: "case", ref: "C-2026-0001", codes: caseDefaults, state: "open" } as const;
      north = { ...place, case: northId };
      south = { ...place, case: await openCase(tx, "South", bruno) };
      await tx.rooms.save({ roomId: room(`north ${++count}`), kind: "case", case: northId, safe: true });
    });
  });

  const send = (text: string, by: UserId = anna, now = t0, where: "north" | "south" = "north"): Promise<Outcome> =>
    run(async (tx) => {
      const place = where === "north" ? north : south;
      const outcome = await dispatch(commands, { text, by, place, bot, origin: { event: event("typed") } }, { tx, botState, now });
      if (outcome === undefined) throw new Error(`silence: ${text}`);
      for (const say of outcome.messages) await tx.outbox.send(say, now);
      return outcome;
    });
  return {
    run,
    northId: () => northId,
    send,
    async answer(...typed: Parameters<typeof send>): Promise<string> {
      const { answer: notice, prefix } = await send(...typed);
      return render(notice, { prefix }).text;
    },
    /** What waits to be said beside the answers, and is taken off the list. */
    said: (): Promise<readonly OutboxItem[]> =>
      run(async (tx) => {
        const items = await tx.outbox.waiting(100);
        for (const { id } of items) await tx.outbox.sent(id, event(id), t0);
        return items;
      }),
    /** Offers each work that is due so many times to workers at once; resolves to how many were due. */
    async work(now: Date, times = 1): Promise<number> {
      const faults: unknown[] = [];
      const ids = (await run((tx) => tx.work.due(now, 1_000))).map(({ id }) => id);
      const events = {
        early: () => {},
        failed: (_id: string, _job: string, fault: unknown) => void faults.push(fault),
      };
      const offers = ids.flatMap((id) => Array.from({ length: times }, () => id));
      await Promise.all(offers.map((id) => runWork({ storage, jobs: jobsWith([]), now: () => now, events }, id)));
      expect(faults).toEqual([]);
      return ids.length;
    },
  };
}
