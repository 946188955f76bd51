import { sql } from "kysely";
import type { JobLine } from "#domain/enrichment/job.ts";
import type { Finding } from "#domain/enrichment/source.ts";
import { type CaseId, caseId, type Ref } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import { nextNumber } from "../cases/numbering.ts";
import { db } from "../database.ts";
import { prepared, type RowOf } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import type { Asking, Enrichment, FoundLine } from "../index.ts";
import { recordColumns, recordLine } from "../indicators/row.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

interface Outcome {
  readonly found: number;
  readonly failed: readonly string[];
}
const jobCell = (column: "body" | "outcome", row: string) => ({ table: "liaison.enrichment_job", column, row });
const findingCell = (indicator: string, source: string) => ({
  table: "liaison.enrichment_finding",
  column: "body",
  row: `${indicator} ${source}`,
});
const jobRef = (number: number): Ref<"JOB"> => `JOB-${number}`;

interface Asked {
  readonly id: string;
  readonly of: CaseId;
  readonly work: string;
  readonly dueAt: Date;
  readonly now: Date;
  readonly body: Buffer;
}
const ask = prepared(({ id, of, work, dueAt, now, body }: Asked) =>
  db
    .with("counted", () => nextNumber(of, "next_job"))
    .with("scheduled", (q) => q.insertInto("work").values({ id: work, job: "enrich", subject: id, due_at: dueAt }))
    .insertInto("enrichment_job")
    .columns(["id", "case_id", "number", "state", "asked_at", "body"])
    .expression((eb) =>
      eb
        .selectFrom("counted")
        .select([
          sql<string>`${id}::uuid`.as("id"),
          sql<string>`${of}::uuid`.as("case_id"),
          "counted.number",
          sql<"waiting">`'waiting'`.as("state"),
          sql<Date>`${now}::timestamptz`.as("asked_at"),
          sql<Buffer>`${body}::bytea`.as("body"),
        ]),
    )
    .returning("number"),
);
const jobColumns = ["id", "case_id", "number", "state", "asked_at", "body", "outcome"] as const;
const take = prepared(({ id }: { id: string }) =>
  db.selectFrom("enrichment_job").select(jobColumns).where("id", "=", id).where("state", "=", "waiting").forUpdate(),
);
const live = prepared(({ of, numbers }: { of: CaseId; numbers: readonly number[] }) =>
  db
    .selectFrom("indicator")
    .select(recordColumns)
    .where("case_id", "=", of)
    .where("number", "=", anyOf(numbers))
    .where("state", "=", "live")
    .orderBy("number"),
);
const caseOf = prepared(({ id }: { id: string }) => db.selectFrom("enrichment_job").select("case_id").where("id", "=", id));
const end = prepared(({ id, now, outcome }: { id: string; now: Date; outcome: Buffer }) =>
  db.updateTable("enrichment_job").set({ state: "done", done_at: now, outcome }).where("id", "=", id),
);
const newest = prepared(({ of, most }: { of: CaseId; most: number }) =>
  db
    .selectFrom("enrichment_job")
    .select(jobColumns)
    .select(sql<number>`(count(*) over ())::int`.as("total"))
    .where("case_id", "=", of)
    .orderBy("number", "desc")
    .limit(most),
);
const findingsOf = prepared(({ of, number }: { of: CaseId; number: number }) =>
  db
    .selectFrom("enrichment_finding as f")
    .innerJoin("indicator as i", "i.id", "f.indicator_id")
    .select(["f.indicator_id", "f.source", "f.body"])
    .where("i.case_id", "=", of)
    .where("i.number", "=", number)
    .orderBy("f.source"),
);
const unspilled = prepared(({ of, numbers }: { of: CaseId; numbers: readonly number[] }) =>
  db
    .selectFrom("indicator")
    .select(["id", "number"])
    .where("case_id", "=", of)
    .where("number", "=", anyOf(numbers))
    .where("state", "<>", "spilled"),
);
interface Found {
  readonly ids: readonly string[];
  readonly sources: readonly string[];
  readonly bodies: readonly Buffer[];
  readonly now: Date;
}
const put = prepared(({ ids, sources, bodies, now }: Found) =>
  db
    .insertInto("enrichment_finding")
    .columns(["indicator_id", "source", "at", "body"])
    .expression(
      db
        .selectFrom(rowsOf("f", { id: ["uuid", ids], source: ["text", sources], body: ["bytea", bodies] }))
        .select(["f.id", "f.source", sql<Date>`${now}::timestamptz`.as("at"), "f.body"]),
    )
    .onConflict((known) =>
      known.columns(["indicator_id", "source"]).doUpdateSet((eb) => ({ at: eb.ref("excluded.at"), body: eb.ref("excluded.body") })),
    ),
);

/** Questions and findings of a case, all under its own key. */
export const enrichment = ({ query, keys, graceMs, touched }: Session): Enrichment => ({
  async ask(of, asking, now) {
    const id = uuidv7();
    touched.add("work");
    const dueAt = asking.automatic ? new Date(now.getTime() + graceMs) : now;
    const body = sealJson(await keys.case(of, query), jobCell("body", id), asking);
    const [row] = await query(ask({ id, of, work: uuidv7(), dueAt, now, body }));
    if (row === undefined) throw new Error("questions of a case that does not exist");
    return jobRef(row.number);
  },
  async take(jobId) {
    const [row] = await query(take({ id: jobId }));
    if (row === undefined) return undefined;
    const of = caseId(row.case_id);
    const asking = openJson<Asking>(await keys.case(of, query), jobCell("body", row.id), row.body);
    return { ...asking, ref: jobRef(row.number), case: of };
  },
  async records(of, refs) {
    const rows = await query(live({ of, numbers: refs.map(numberOf) }));
    const key = await keys.case(of, query);
    return rows.map((row) => recordLine(key, row));
  },
  async done(jobId, found, failed, now) {
    const [job] = await query(caseOf({ id: jobId }));
    if (job === undefined) throw new Error("a job that does not exist is done");
    const of = caseId(job.case_id);
    const key = await keys.case(of, query);
    await keep(query, key, of, { found, now });
    const outcome: Outcome = { found: found.length, failed };
    await query(end({ id: jobId, now, outcome: sealJson(key, jobCell("outcome", jobId), outcome) }));
  },
  async list(of, most) {
    const rows = await query(newest({ of, most }));
    const key = await keys.case(of, query);
    return { jobs: rows.map((row) => jobLine(key, row)), total: rows[0]?.total ?? 0 };
  },
  async findings(of, record) {
    const rows = await query(findingsOf({ of, number: numberOf(record) }));
    const key = await keys.case(of, query);
    return rows.map((row) => openJson<Finding>(key, findingCell(row.indicator_id, row.source), row.body));
  },
});

async function keep(
  query: Session["query"],
  key: ScopeKey,
  of: CaseId,
  { found, now }: { found: readonly FoundLine[]; now: Date },
): Promise<void> {
  const known = await query(unspilled({ of, numbers: found.map(({ record }) => numberOf(record)) }));
  const ids = new Map(known.map((row) => [row.number, row.id]));
  const rows = found.flatMap(({ record, findings }) => {
    const id = ids.get(numberOf(record));
    return id === undefined ? [] : findings.map((finding) => ({ id, finding }));
  });
  await query(
    put({
      ids: rows.map(({ id }) => id),
      sources: rows.map(({ finding }) => finding.source),
      bodies: rows.map(({ id, finding }) => sealJson(key, findingCell(id, finding.source), finding)),
      now,
    }),
  );
}

function jobLine(key: ScopeKey, row: RowOf<typeof take>): JobLine {
  const { records, by, automatic } = openJson<Asking>(key, jobCell("body", row.id), row.body);
  const outcome = row.outcome === null ? undefined : openJson<Outcome>(key, jobCell("outcome", row.id), row.outcome);
  return {
    ref: jobRef(row.number),
    records,
    state: row.state,
    askedBy: by,
    askedAt: row.asked_at,
    automatic: automatic === true,
    ...outcome,
  };
}
