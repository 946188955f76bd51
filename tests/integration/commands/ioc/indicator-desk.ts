import { beforeEach, expect } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import { render } from "../../../../bot/views/index.ts";
import { dispatch, type Outcome } from "../../../../commands/framework/dispatch.ts";
import { commands } from "../../../../commands/index.ts";
import { runWork } from "../../../../jobs/engine/worker.ts";
import { jobsWith } from "../../../../jobs/index.ts";
import type { Place } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { bot, botState } from "../../../support/stores.ts";
import { anna, bruno, clara, event, onPostgres, openCase, room, t0, user } from "../../storage/fresh.ts";

export const chloe = user("@chloe:two.office.example");
/** Seconds of a day. */
export const day = 86_400;
/** Everything stands on a warning list. */
export const warned = { ...botState, warned: () => ({ list: "public resolvers", about: "they answer everybody" }) };
type CasePlace = Extract<Place, { readonly where: "case" }>;
interface Sent {
  readonly by?: UserId;
  readonly place?: Place;
  readonly now?: Date;
  readonly about?: typeof botState;
}

/**
 * Two cases on a real database, new for each test: anna leads North, in which bruno and chloe contribute; bruno leads South.
 * Commands run as dispatch runs them.
 */
export function indicatorDesk() {
  const postgres = onPostgres();
  let storage: OpenStorage & { readonly ownerUrl: string };
  let north: CasePlace;
  let south: CasePlace;
  beforeEach(async () => {
    storage = await postgres.open();
    await storage.transaction(async (tx) => {
      for (const [userId, country] of [
        [anna, "NL"],
        [bruno, "FR"],
        [chloe, "FR"],
      ] as const)
        await tx.stores.roster.save({ userId, country });
      const open = async (title: string, lead: UserId, ref: CasePlace["ref"]): Promise<CasePlace> => {
        const of: CaseId = await openCase(tx, title, lead);
        await tx.rooms.save({ roomId: room(title), kind: "case", case: of, safe: true });
        return { where: "case", case: of, ref, codes: caseDefaults, state: "open" };
      };
      north = await open("North", anna, "C-2026-0001");
      south = await open("South", bruno, "C-2026-0002");
      for (const userId of [bruno, chloe]) await tx.stores.cases.add(north.case, { userId, role: "contribute", by: clara, now: t0 });
      const join = (title: string, ...users: readonly UserId[]) =>
        tx.rooms.setMembers(
          room(title),
          users.map((userId) => ({ userId, membership: "join" })),
          t0,
        );
      await join("North", anna, bruno, chloe);
      await join("South", bruno);
    });
  });

  /** Dispatches; `confirmed`: the digest of what was asked about, as if its code had been typed. */
  const send = (
    text: string,
    { by = anna, place = north, now = t0, about = botState }: Sent = {},
    confirmed?: string,
    confirmedBy?: UserId,
  ): Promise<Outcome> =>
    storage.transaction(async (tx) => {
      const message = {
        text,
        by,
        place,
        bot,
        origin: { event: event("typed") },
        ...(confirmed !== undefined && { confirmed }),
        ...(confirmedBy && { confirmedBy }),
      };
      const outcome = await dispatch(commands, message, { tx, botState: about, now });
      if (outcome === undefined) throw new Error(`silence: ${text}`);
      return outcome;
    });
  const answer = async (...typed: Parameters<typeof send>): Promise<string> => {
    const { answer: notice, prefix } = await send(...typed);
    return render(notice, { prefix }).text;
  };
  return {
    get storage() {
      return storage;
    },
    get north() {
      return north;
    },
    get south() {
      return south;
    },
    send,
    answer,
    show: (id: number, how: Sent = {}) => answer(`/ioc show ${id}`, how),
    /** What is asked in private before it runs, and its answer after the code. */
    async confirmed(
      text: string,
      how: Sent = {},
    ): Promise<{ readonly asked: string; readonly of: readonly UserId[]; readonly answered: string }> {
      const { asks, prefix, outcome, answer: said } = await send(text, how);
      if (outcome !== "asked" || asks?.show === undefined) throw new Error(`not asked: ${outcome} ${render(said, { prefix }).text}`);
      const [first] = asks.of;
      return { asked: render(asks.show, { prefix }).text, of: asks.of, answered: await answer(text, how, asks.digest, first) };
    },
    /** Lets the worker do everything that is due; the hits that were told by it, first lines only. */
    async work(now: Date): Promise<readonly string[]> {
      const known = new Set((await storage.transaction((tx) => tx.outbox.waiting(1_000))).map(({ id }) => id));
      const due = await storage.transaction((tx) => tx.work.due(now, 1_000));
      const faults: unknown[] = [];
      for (const { id } of due)
        await runWork(
          {
            storage,
            jobs: jobsWith([]),
            now: () => now,
            events: {
              early: () => {},
              failed: (_id, _job, fault) => void faults.push(fault),
            },
          },
          id,
        );
      expect(faults).toEqual([]);
      const items = await storage.transaction((tx) => tx.outbox.waiting(1_000));
      return items
        .filter(({ id, notice }) => !known.has(id) && notice.type.startsWith("hit"))
        .map(({ to, notice, prefix }) => {
          const where = "case" in to ? (to.case === north.case ? "north" : "south") : "elsewhere";
          return `${where}: ${render(notice, { prefix }).text.split("\n")[0]}`;
        });
    },
  };
}
