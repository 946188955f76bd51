import type { JobLine } from "#domain/enrichment/job.ts";
import type { Finding } from "#domain/enrichment/source.ts";
import { type CaseId, caseId, type Ref } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import type { Asking, Enrichment, FoundLine } from "../index.ts";
import { type RecordSelected, recordColumns, recordLine } from "../indicators/row.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

interface Outcome {
  readonly found: number;
  readonly failed: readonly string[];
}
interface JobRow {
  readonly id: string;
  readonly case_id: string;
  readonly number: number;
  readonly state: string;
  readonly asked_at: Date;
  readonly body: Buffer;
  readonly outcome: Buffer | null;
}

const jobCell = (column: "body" | "outcome", row: string) => ({ table: "liaison.enrichment_job", column, row });
const findingCell = (indicator: string, source: string) => ({
  table: "liaison.enrichment_finding",
  column: "body",
  row: `${indicator} ${source}`,
});
const jobRef = (number: number): Ref<"JOB"> => `JOB-${number}`;

/** Questions and findings of a case, all under its own key. */
export const enrichment = ({ query, keys, graceMs }: Session): Enrichment => ({
  async ask(of, asking, now) {
    const id = uuidv7();
    const dueAt = asking.automatic ? new Date(now.getTime() + graceMs) : now;
    const [row] = await query<{ number: number }>(
      `with counted as (update liaison.case_file set next_job = next_job + 1 where id = $2 returning next_job - 1 as number),
         owed as (insert into liaison.work (id, job, subject, due_at) values ($3, 'enrich', $1, $4))
       insert into liaison.enrichment_job (id, case_id, number, state, asked_at, body)
       select $1, $2, number, 'waiting', $5, $6 from counted returning number`,
      [id, of, uuidv7(), dueAt, now, sealJson(await keys.case(of, query), jobCell("body", id), asking)],
    );
    if (row === undefined) throw new Error("questions of a case that does not exist");
    return jobRef(row.number);
  },
  async take(jobId) {
    const [row] = await query<JobRow>("select * from liaison.enrichment_job where id = $1 and state = 'waiting' for update", [jobId]);
    if (row === undefined) return undefined;
    const of = caseId(row.case_id);
    const asking = openJson<Asking>(await keys.case(of, query), jobCell("body", row.id), row.body);
    return { ...asking, ref: jobRef(row.number), case: of };
  },
  async records(of, refs) {
    const rows = await query<RecordSelected>(
      `select ${recordColumns} from liaison.indicator where case_id = $1 and number = any($2) and state = 'live' order by number`,
      [of, refs.map(numberOf)],
    );
    const key = await keys.case(of, query);
    return rows.map((row) => recordLine(key, row));
  },
  async done(jobId, found, failed, now) {
    const [job] = await query<{ case_id: string }>("select case_id from liaison.enrichment_job where id = $1", [jobId]);
    if (job === undefined) throw new Error("a job that does not exist is done");
    const of = caseId(job.case_id);
    const key = await keys.case(of, query);
    await keep(query, key, of, found, now);
    const outcome: Outcome = { found: found.length, failed };
    await query("update liaison.enrichment_job set state = 'done', done_at = $2, outcome = $3 where id = $1", [
      jobId,
      now,
      sealJson(key, jobCell("outcome", jobId), outcome),
    ]);
  },
  async list(of, most) {
    const rows = await query<JobRow & { readonly total: number }>(
      "select *, count(*) over ()::int as total from liaison.enrichment_job where case_id = $1 order by number desc limit $2",
      [of, most],
    );
    const key = await keys.case(of, query);
    return { jobs: rows.map((row) => jobLine(key, row)), total: rows[0]?.total ?? 0 };
  },
  async findings(of, record) {
    const rows = await query<{ indicator_id: string; source: string; body: Buffer }>(
      `select f.indicator_id, f.source, f.body from liaison.enrichment_finding f join liaison.indicator i on i.id = f.indicator_id
       where i.case_id = $1 and i.number = $2 order by f.source`,
      [of, numberOf(record)],
    );
    const key = await keys.case(of, query);
    return rows.map((row) => openJson<Finding>(key, findingCell(row.indicator_id, row.source), row.body));
  },
});

async function keep(query: Session["query"], key: ScopeKey, of: CaseId, found: readonly FoundLine[], now: Date): Promise<void> {
  const ids = new Map(
    (
      await query<{ id: string; number: number }>(
        "select id, number from liaison.indicator where case_id = $1 and number = any($2) and state <> 'spilled'",
        [of, found.map(({ record }) => numberOf(record))],
      )
    ).map((row) => [row.number, row.id]),
  );
  const rows = found.flatMap(({ record, findings }) => {
    const id = ids.get(numberOf(record));
    return id === undefined ? [] : findings.map((finding) => ({ id, finding }));
  });
  await query(
    `insert into liaison.enrichment_finding (indicator_id, source, at, body)
     select id, source, $4, body from unnest($1::uuid[], $2::text[], $3::bytea[]) f(id, source, body)
     on conflict (indicator_id, source) do update set at = excluded.at, body = excluded.body`,
    [
      rows.map(({ id }) => id),
      rows.map(({ finding }) => finding.source),
      rows.map(({ id, finding }) => sealJson(key, findingCell(id, finding.source), finding)),
      now,
    ],
  );
}

function jobLine(key: ScopeKey, row: JobRow): JobLine {
  const { records, by, automatic } = openJson<Asking>(key, jobCell("body", row.id), row.body);
  const outcome = row.outcome === null ? undefined : openJson<Outcome>(key, jobCell("outcome", row.id), row.outcome);
  return {
    ref: jobRef(row.number),
    records,
    state: row.state === "done" ? "done" : "waiting",
    askedBy: by,
    askedAt: row.asked_at,
    automatic: automatic === true,
    ...outcome,
  };
}
