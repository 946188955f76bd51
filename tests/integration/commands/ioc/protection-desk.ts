import { caseDefaults } from "#domain/codes/codes.ts";
import type { CaseId, Ref } from "#domain/primitives/ids.ts";
import { dispatch } from "../../../../commands/framework/dispatch.ts";
import { commands } from "../../../../commands/index.ts";
import { runWork } from "../../../../jobs/engine/worker.ts";
import { jobsWith } from "../../../../jobs/index.ts";
import type { Place } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import type { Person } from "../../../support/protection/model.ts";
import { asUser, typedAt } from "../../../support/protection/play.ts";
import type { Stage } from "../../../support/protection/stage.ts";
import { bot, botState } from "../../../support/stores.ts";
import { address, log, openCase, room, t0, user } from "../../storage/fresh.ts";

const outsider = user("@otto:three.office.example");
const at = (minute: number): Date => new Date(t0.getTime() + minute * 60_000);

/** What the storage reads the time from. */
export interface Clock {
  now: Date;
}

/** The same commands over a new case in a real database, beside a case of others that holds the same values. */
export async function onRows(storage: OpenStorage, clock: Clock, run: number): Promise<Stage> {
  clock.now = t0;
  let known: readonly Person[] = [];
  const name = `case ${run}`;
  const [of, others] = await storage.transaction(async (tx): Promise<readonly [CaseId, CaseId]> => {
    await tx.stores.roster.save({ userId: outsider, country: "DE" });
    const ours = await openCase(tx, name, outsider);
    await tx.stores.cases.remove(ours, outsider, t0);
    await tx.rooms.made(ours, room(name));
    await tx.rooms.save({ roomId: room(name), kind: "case", case: ours, safe: true });
    return [ours, await openCase(tx, `others ${run}`, outsider)];
  });
  const values = [1, 2, 3].map((last) => address(`198.51.100.${last}`));
  await storage.transaction((tx) => log(tx, others, values, { share: "silent" }, t0, outsider));
  const place: Extract<Place, { readonly where: "case" }> = {
    where: "case",
    case: of,
    ref: "C-2026-0001",
    codes: caseDefaults,
    state: "open",
  };

  /** Lets the worker do what is due. */
  async function work(): Promise<void> {
    const due = await storage.transaction((tx) => tx.work.due(clock.now, 1_000));
    const faults: unknown[] = [];
    const events = { early: () => {}, failed: (_id: string, _job: string, fault: unknown) => void faults.push(fault) };
    for (const { id } of due) await runWork({ storage, jobs: jobsWith([]), now: () => clock.now, events }, id);
    const [fault] = faults;
    if (fault !== undefined) throw fault;
  }
  const records = () =>
    storage.transaction(async (tx) => {
      const rows = await storage.database.query<{ readonly number: number }>(
        "select number from liaison.indicator where case_id = $1 order by number",
        [of],
      );
      const found = await Promise.all(rows.map(({ number }) => tx.stores.indicators.find(of, `IOC-${number}`)));
      return found.flatMap((one) => one ?? []);
    });
  return {
    place,
    send: (text, { by, code }) =>
      storage.transaction(async (tx) => {
        const confirmed = code && { confirmed: code.digest, confirmedBy: code.by };
        const outcome = await dispatch(
          commands,
          { text, by, place, bot, origin: { event: typedAt }, ...confirmed },
          { tx, botState, now: clock.now },
        );
        if (outcome === undefined) throw new Error(`silence: ${text}`);
        return outcome;
      }),
    async become(people, minute) {
      clock.now = at(minute);
      await storage.transaction(async (tx) => {
        for (const { id, country, agency, role, since } of people) {
          const userId = asUser(id);
          const before = known.find((one) => one.id === id);
          const desk = { ...(country !== undefined && { country }), ...(agency !== undefined && { agency }) };
          // what stood there in the run before
          if (before === undefined) await tx.stores.roster.remove(userId);
          if (before?.country !== country || before === undefined) await tx.stores.roster.save({ userId, ...desk });
          if (before?.role !== role && role !== "none")
            await tx.stores.cases.add(of, { userId, role, until: "never", by: outsider, now: clock.now });
          if (before?.role !== role && role === "none") await tx.stores.cases.remove(of, userId, clock.now);
          if (before?.since === since) continue;
          await tx.rooms.setMembers(room(name), [{ userId, membership: "leave" }], clock.now);
          if (since !== undefined) await tx.rooms.setMembers(room(name), [{ userId, membership: "join" }], at(since));
        }
      });
      known = people;
      await work();
    },
    records: async () =>
      (await records()).map(({ ref, loggedBy, codes, note, withdrawn }) => ({
        ref,
        by: loggedBy,
        ...codes,
        note,
        ...(withdrawn && { withdrawn: withdrawn.by }),
      })),
    async standing(userId) {
      const found = (await storage.transaction((tx) => tx.rooms.standing(userId, [of], clock.now))).get(of);
      if (found === undefined) throw new Error("no standing");
      return found;
    },
    async officer(userId) {
      const found = await storage.transaction((tx) => tx.stores.roster.find(userId));
      if (found === undefined) throw new Error("no officer");
      return found;
    },
    learned: (ref) => learned(ref as Ref<"IOC">),
  };

  /** By what the other case is shown: of each value the newest record counts. */
  async function learned(ref: Ref<"IOC">): Promise<number> {
    clock.now = new Date(clock.now.getTime() + 20_000);
    await work();
    return storage.transaction(async (tx) => {
      const mine = (await tx.stores.indicators.find(of, ref))?.indicator.value;
      const rows = await storage.database.query<{ readonly number: number }>(
        `select s.number from liaison.hit_side s join liaison.indicator o on o.id = s.other_id
         where s.case_id = $1 and o.case_id = $2 and o.number = $3 and s.number is not null`,
        [others, of, Number(ref.slice(4))],
      );
      const [row] = rows;
      if (row === undefined || mine === undefined) return 0;
      const hit = await tx.stores.hits.show(others, `HIT-${row.number}`, { by: outsider, now: clock.now });
      if (hit === undefined) return 0;
      return hit.value !== undefined ? 3 : hit.contact !== undefined ? 2 : 1;
    });
  }
}
