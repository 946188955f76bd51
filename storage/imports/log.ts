import { DatabaseError } from "pg";
import type { ImportLine, LineFault } from "#domain/import/summary.ts";
import { caseId } from "#domain/primitives/ids.ts";
import { numberOf, type Span } from "#domain/primitives/ref.ts";
import { ok } from "#domain/primitives/result.ts";
import type { Row } from "../database.ts";
import { attempts, type Session } from "../engine/session.ts";
import { schedule } from "../engine/work.ts";
import type { ImportEntry, Imported, Imports } from "../index.ts";
import { type Entry, logEntries } from "../indicators/log.ts";
import { sealJson } from "../sealing/sealed.ts";
import { type ImportProgress, type ImportSelected, importCell, importOf, openPortion } from "./rows.ts";

/** How many failed rows are kept with their lines; the others are counted. */
const mostFailed = 100;

type Portion = ImportSelected & Row<"import_portion", "rows"> & { readonly portion: Buffer };
/** What a portion has come to. */
interface Logged {
  readonly fresh: Span | undefined;
  readonly again: number;
  readonly raised: number;
  readonly warned: readonly string[];
  readonly failed: readonly LineFault[];
}
const nothing: Logged = { fresh: undefined, again: 0, raised: 0, warned: [], failed: [] };

/** What becomes of one portion of an import: it is logged, or given up. */
export function forImports(session: Session): Pick<Imports, "log" | "giveUp"> {
  const { query, keys } = session;

  async function settle(portionId: string, now: Date, how: (open: OpenPortion) => Promise<Settled>): ReturnType<Imports["log"]> {
    // The import's row is the lock: a portion is logged once, and none after a cancellation.
    const [row] = await query<Portion>(
      `select i.*, p.body as portion, p.rows from liaison.import_portion p join liaison.import i on i.id = p.import_id
       where p.id = $1 and p.body is not null for update of i`,
      [portionId],
    );
    if (row === undefined || row.state !== "running") return undefined;
    const key = await keys.case(caseId(row.case_id), query);
    const before = importOf(key, row);
    const { progress, fresh } = await how({ before, entries: () => openPortion(key, portionId, row.portion), rows: row.rows });
    await settlePortion(session, portionId, fresh);
    const [next] = await query<Row<"import_portion", "id">>(
      "select id from liaison.import_portion where import_id = $1 and body is not null order by number limit 1",
      [row.id],
    );
    const state = next === undefined ? "done" : "running";
    await query("update liaison.import set done = done + $2, state = $3, ended_at = $4, progress = $5 where id = $1", [
      row.id,
      row.rows,
      state,
      next === undefined ? now : null,
      sealJson(key, importCell("progress", row.id), progress),
    ]);
    if (next === undefined) await oweMeetings(session, row.id, now);
    else await schedule(session, { job: "import", subject: next.id }, now);
    return { ...before, before: row.done, line: { ...before.line, ...progress, state, done: row.done + row.rows } };
  }

  const log: Imports["log"] = (portionId, now) =>
    settle(portionId, now, async ({ before, entries }) => {
      const { case: of } = before;
      // Numbers of a portion are one run, also when it is logged in pieces.
      await query("select 1 from liaison.case_file where id = $1 for no key update", [of]);
      const logged = await logAll(session, entries(), async (some) => {
        const lines = await logEntries(session, false)(of, some.map(withList), before.by, now);
        const made = lines.filter(({ again }) => !again).map(({ ref }) => numberOf(ref));
        const [first, last] = [made.at(0), made.at(-1)];
        return {
          fresh: first === undefined || last === undefined ? undefined : { first, last },
          again: lines.length - made.length,
          raised: lines.filter(({ was }) => was !== undefined).length,
          warned: lines.flatMap(({ warned }) => warned?.list ?? []),
          failed: [],
        };
      });
      return { progress: summed(before.line, logged), fresh: logged.fresh };
    });
  const giveUp: Imports["giveUp"] = (portionId, now) =>
    settle(portionId, now, async ({ before: { line }, entries, rows }) => ({
      progress: { ...progressOf(line), givenUp: withPortion(line.givenUp, rows, entries) },
      fresh: undefined,
    }));
  return { log, giveUp };
}

interface OpenPortion {
  readonly before: Imported;
  /** Throws where it does not open. */
  readonly entries: () => readonly ImportEntry[];
  readonly rows: number;
}
interface Settled {
  readonly progress: ImportProgress;
  readonly fresh: Span | undefined;
}

/** A portion that does not even open has lines that nobody knows. */
function withPortion(before: ImportLine["givenUp"], rows: number, entries: OpenPortion["entries"]): NonNullable<ImportLine["givenUp"]> {
  const values = (before?.values ?? 0) + rows;
  const lines = before?.lines ?? [];
  try {
    const [first, ...others] = entries().map(({ line }) => line);
    if (first === undefined) return { values, lines };
    const all = others.reduce((span, line) => ({ first: Math.min(span.first, line), last: Math.max(span.last, line) }), {
      first,
      last: first,
    });
    return { values, lines: extended(lines, all) };
  } catch {
    return { values, lines };
  }
}

const progressOf = ({ logged, again, raised, warned, failed, givenUp }: ImportLine): ImportProgress => ({
  logged,
  again,
  raised,
  warned,
  failed,
  ...(givenUp && { givenUp }),
});

/** Those without a list share their particulars still. */
const withList = ({ indicator, particulars, warned: list }: ImportEntry): Entry =>
  list === undefined ? { indicator, particulars } : { indicator, particulars: { ...particulars, warned: () => ({ list }) } };

/**
 * Logs all, and if that fails each half by itself, down to the rows that fail alone: these are left out. What has nothing to
 * do with a row (no connection, no room, a deadlock) is thrown: the portion is tried again as a whole.
 */
async function logAll(
  session: Session,
  entries: readonly ImportEntry[],
  log: (entries: readonly ImportEntry[]) => Promise<Logged>,
): Promise<Logged> {
  const attempt = attempts(session);
  let first: unknown;
  const from = async (some: readonly ImportEntry[]): Promise<Logged> => {
    const [only] = some;
    if (only === undefined) return nothing;
    try {
      const done = await attempt(async () => ok(await log(some)));
      return done.ok ? done.value : nothing;
    } catch (fault) {
      if (!isOfRow(fault)) throw fault;
      first ??= fault;
      if (some.length === 1) return { ...nothing, failed: [{ line: only.line, why: "not-stored" }] };
      const middle = Math.ceil(some.length / 2);
      return joined(await from(some.slice(0, middle)), await from(some.slice(middle)));
    }
  };
  const logged = await from(entries);
  // not one of many can be logged: then it is not the rows
  if (entries.length > 1 && logged.failed.length === entries.length) throw first;
  return logged;
}

/** SQLSTATE classes (PostgreSQL documentation, "Error Codes") that the values of a row cause: data, integrity, limits. */
const ofRow = ["22", "23", "54"];
const isOfRow = (fault: unknown): boolean => !(fault instanceof DatabaseError) || ofRow.includes(fault.code?.slice(0, 2) ?? "");

const joined = (a: Logged, b: Logged): Logged => ({
  fresh: a.fresh === undefined || b.fresh === undefined ? (a.fresh ?? b.fresh) : { first: a.fresh.first, last: b.fresh.last },
  again: a.again + b.again,
  raised: a.raised + b.raised,
  warned: [...a.warned, ...b.warned],
  failed: [...a.failed, ...b.failed],
});

function summed(before: ImportLine, { fresh, again, raised, warned, failed }: Logged): ImportProgress {
  const lists = new Map(before.warned.map(({ list, count }) => [list, count]));
  for (const list of warned) lists.set(list, (lists.get(list) ?? 0) + 1);
  return {
    ...progressOf(before),
    logged: fresh === undefined ? before.logged : extended(before.logged, fresh),
    again: before.again + again,
    raised: before.raised + raised,
    warned: [...lists].map(([list, count]) => ({ list, count })),
    failed: { first: [...before.failed.first, ...failed].slice(0, mostFailed), total: before.failed.total + failed.length },
  };
}

/** Runs that touch are drawn together. */
function extended(runs: readonly Span[], { first, last }: Span): readonly Span[] {
  const end = runs.at(-1);
  return end?.last === first - 1 ? [...runs.slice(0, -1), { first: end.first, last }] : [...runs, { first, last }];
}

/** The values are forgotten; the numbers stay until the records have met the others. */
async function settlePortion({ query }: Session, portionId: string, fresh: Span | undefined): Promise<void> {
  if (fresh === undefined) await query("delete from liaison.import_portion where id = $1", [portionId]);
  else
    await query("update liaison.import_portion set body = null, first = $2, last = $3 where id = $1", [portionId, fresh.first, fresh.last]);
}

/** Nothing more will be logged: after the grace of what was, it meets the other cases. */
export async function oweMeetings(session: Session, importId: string, now: Date): Promise<void> {
  const [first] = await session.query<Row<"import_portion", "id">>(
    "select id from liaison.import_portion where import_id = $1 order by number limit 1",
    [importId],
  );
  if (first !== undefined)
    await schedule(session, { job: "correlate-import", subject: first.id }, new Date(now.getTime() + session.graceMs));
}
