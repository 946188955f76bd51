import type { ImportLine } from "#domain/import/summary.ts";
import type { Message } from "#domain/notices/message.ts";
import { mostRefs } from "#domain/primitives/ref.ts";
import type { Imported, Stores } from "../storage/index.ts";
import { defineJob } from "./engine/define.ts";

/** An import of more values says in between how far it is, at each quarter. */
const long = 10_000;

/**
 * Logs one portion of an import; the next one is scheduled by the same transaction, also by one that is given up. In the thread of
 * its command it says how far a long one is, and at the end what has come of it. What was logged of few values is asked about as
 * after `/ioc add`.
 */
export const importPortion = defineJob({
  job: "import",
  attempts: 8,
  backoffMs: 1_000,
  needs: ["imports", "enrichment"],
  run: async (portion, stores, now) => after(await stores.imports.log(portion, now), stores, now),
  onFailed: async (portion, stores, now) => after(await stores.imports.giveUp(portion, now), stores, now),
});

type Step = Awaited<ReturnType<Stores["imports"]["log"]>>;

async function after(step: Step, { enrichment }: Pick<Stores, "enrichment">, now: Date): Promise<readonly Message[]> {
  if (step === undefined) return [];
  const { line, by, origin } = step;
  if (line.state === "running")
    return quarter(line.done, line.total) > quarter(step.before, line.total) ? [told(step, "import-progress")] : [];
  const few = line.logged.reduce((sum, { first, last }) => sum + last - first + 1, 0) <= mostRefs;
  if (few && line.logged.length > 0) await enrichment.ask(step.case, { records: recordsOf(line), by, origin, automatic: true }, now);
  return [told(step, "import-done", few)];
}

const quarter = (done: number, total: number): number => (total > long ? Math.floor((4 * done) / total) : 0);

const recordsOf = ({ logged }: ImportLine) =>
  logged.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => `IOC-${first + at}` as const));

function told(
  { case: of, line, codes, origin, startedAt: oldest }: Imported,
  type: "import-progress" | "import-done",
  asked = false,
): Message {
  const about = { codes, oldest, line };
  return { to: { case: of }, notice: type === "import-done" ? { type, ...about, asked } : { type, ...about }, origin };
}
