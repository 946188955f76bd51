import { expect } from "vitest";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import type { ReadFile } from "#domain/import/reading.ts";
import { type CaseId, roomId, type UserId } from "#domain/primitives/ids.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { render } from "../../../../bot/views/index.ts";
import { dispatch, type Outcome } from "../../../../commands/framework/dispatch.ts";
import { commands } from "../../../../commands/index.ts";
import { runWork } from "../../../../jobs/engine/worker.ts";
import { jobsWith } from "../../../../jobs/index.ts";
import type { Place } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { bot, botState } from "../../../support/stores.ts";
import { lineReader } from "../../../support/text-file.ts";
import { anna, bruno, event, openCase, room, t0 } from "../../storage/fresh.ts";

/** Two cases, Night of anna and Day of bruno, and what is typed and worked off in them. */
export async function importDesk(storage: OpenStorage) {
  const [night, day] = await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: anna, country: "NL" });
    await tx.stores.roster.save({ userId: bruno, country: "FR" });
    const ids = [await openCase(tx, "Night", anna), await openCase(tx, "Day", bruno)] as const;
    for (const [at, id] of ids.entries()) {
      await tx.rooms.save({ roomId: room(`case-${at}`), kind: "case", case: id, safe: true });
      await tx.rooms.made(id, roomId(`!case-${at}`));
    }
    return ids;
  });
  const placeOf = (id: CaseId, codes: Codes): Place => ({
    where: "case",
    case: id,
    ref: id === night ? "C-2026-0001" : "C-2026-0002",
    codes,
    state: "open",
  });

  interface Typed {
    readonly file?: ReceivedFile;
    readonly readFile?: ReadFile;
    readonly in?: CaseId;
    readonly codes?: Codes;
    readonly now?: Date;
    readonly confirmed?: string;
  }
  /** What dispatch makes of it. */
  function type(text: string, typed: Typed = {}): Promise<Outcome> {
    const { file, readFile = lineReader(), in: of = night, codes = caseDefaults, now = t0, confirmed } = typed;
    const by: UserId = of === night ? anna : bruno;
    const message = { text, by, place: placeOf(of, codes), bot, origin: { event: event("typed") }, ...(file && { file }) };
    return storage.transaction(async (tx) => {
      const about = { ...botState, readFile };
      const outcome = await dispatch(commands, { ...message, ...(confirmed && { confirmed }) }, { tx, botState: about, now });
      if (outcome === undefined) throw new Error(`silence: ${text}`);
      return outcome;
    });
  }
  const textOf = (outcome: Pick<Outcome, "answer" | "prefix">) => render(outcome.answer, { prefix: outcome.prefix }).text;

  return {
    night,
    day,
    type,
    /** The answer's text. */
    answer: async (text: string, typed: Typed = {}) => textOf(await type(text, typed)),
    /** What is shown before it runs. */
    async preview(text: string, typed: Typed): Promise<string> {
      const { asks } = await type(text, typed);
      if (asks?.show === undefined) throw new Error("nothing is asked");
      return render(asks.show, { prefix: "/" }).text;
    },
    /** Types it and then its code. */
    async confirm(text: string, typed: Typed): Promise<string> {
      const { asks } = await type(text, typed);
      if (asks === undefined) throw new Error("nothing is asked");
      return textOf(await type(text, { ...typed, confirmed: asks.digest }));
    },
    /** Runs what is due, one after the other, at most `most` times. */
    async work(now: Date, most = Number.POSITIVE_INFINITY): Promise<number> {
      const faults: unknown[] = [];
      const events = {
        early: () => {},
        failed: (_id: string, _job: string, fault: unknown) => void faults.push(fault),
      };
      for (let ran = 0; ; ran++) {
        const [next] = await storage.transaction((tx) => tx.work.due(now, 1));
        expect(faults).toEqual([]);
        if (next === undefined || ran >= most) return ran;
        await runWork({ storage, jobs: jobsWith([]), now: () => now, events }, next.id);
      }
    },
    /** The same with faults: runs whatever is scheduled, whenever it is due, until nothing is; how many runs failed. */
    async workOff(from: Date): Promise<number> {
      let failed = 0;
      const events = { early: () => {}, failed: () => void failed++ };
      for (let now = from; ; ) {
        const [next] = await storage.transaction((tx) => tx.work.due(now, 1));
        const later = next === undefined ? await storage.transaction((tx) => tx.work.nextDue(now)) : now;
        if (later === undefined) return failed;
        now = later;
        if (next !== undefined) await runWork({ storage, jobs: jobsWith([]), now: () => now, events }, next.id);
      }
    },
    /** What waits to be said in a case, and is then said. */
    async said(of: CaseId): Promise<readonly string[]> {
      const items = await storage.transaction((tx) => tx.outbox.waiting(1_000));
      const mine = items.filter(({ to }) => "case" in to && to.case === of);
      for (const { id } of mine) await storage.transaction((tx) => tx.outbox.sent(id, event("said"), t0));
      return mine.map(({ notice }) => render(notice, { prefix: "!" }).text);
    },
  };
}
export type ImportDesk = Awaited<ReturnType<typeof importDesk>>;
/** `count` names that are nobody's. */
export const names = (count: number, word = "evil"): readonly string[] => Array.from({ length: count }, (_, at) => `${word}-${at}.example`);

/** How many rows there are: `sql` is a table with or without a condition. */
export const counted = async (storage: OpenStorage, sql: string): Promise<number | undefined> =>
  (await storage.database.query<{ count: number }>(`select count(*)::int as count from ${sql}`))[0]?.count;
