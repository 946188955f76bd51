import { randomBytes } from "node:crypto";
import { caseDefaults } from "#domain/codes/codes.ts";
import { readFile } from "#domain/import/index.ts";
import { type CaseId, eventId } from "#domain/primitives/ids.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { dispatch } from "../commands/framework/dispatch.ts";
import { commands } from "../commands/index.ts";
import { runWork } from "../jobs/engine/worker.ts";
import { jobsWith } from "../jobs/index.ts";
import type { Place } from "../storage/index.ts";
import { type OpenStorage, openStorage } from "../storage/open.ts";
import { connected } from "../tests/support/copy-out.ts";
import { testPostgres } from "../tests/support/test-servers.ts";
import { logDomains, openBareCase, person } from "./correlation.ts";
import { grid, median, round } from "./figures.ts";
import type { Findings, Group } from "./group.ts";

const rows = 100_000;
/** Of these so many are in another case too. */
const common = 1_000;
const rounds = 3;

interface Step {
  readonly name: string;
  readonly ms: number;
}

/** A CSV file of other names in each round, the common ones aside. */
function csv(round: number): ReceivedFile {
  const lines = Array.from({ length: rows }, (_, at) => {
    const name = at % (rows / common) === 0 ? `common-${round}-${at}` : `r${round}-${(at * 7919) % rows}-${at}`;
    return `${name}.example,${at % 2 === 0 ? "phishing" : "c2"},2026-11-02`;
  });
  const bytes = new TextEncoder().encode(["domain,tag,seen", ...lines].join("\n"));
  return { name: "list.csv", mimetype: "text/csv", sha256: randomBytes(32).toString("hex"), bytes };
}
const commonNames = (round: number): readonly string[] =>
  Array.from({ length: common }, (_, at) => `common-${round}-${at * (rows / common)}.example`);

/** The whole way of one file: what its officer is shown, their code, every portion, and the meetings with the other case. */
async function whole(storage: OpenStorage, of: CaseId, file: ReceivedFile): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const timed = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const done = await act();
    steps.push({ name, ms: performance.now() - began });
    return done;
  };
  const read = await timed("read the file", () => readFile(file, {}));
  const botState = {
    version: "bench",
    upSince: new Date(),
    queue: "postgresql" as const,
    rateLimited: 0,
    warned: () => undefined,
    sources: [],
    // as the bot does: one reading serves the question and the answer
    readFile: async () => read,
  };
  const place: Place = { where: "case", case: of, ref: "C-2026-0001", codes: caseDefaults, state: "open" };
  const bot = { userId: person("liaison"), name: "Liaison" };
  const message = { text: "/ioc import", by: person("anna"), place, bot, origin: { event: eventId("$import") }, file };
  const type = (confirmed?: string) =>
    storage.transaction((tx) => dispatch(commands, { ...message, ...(confirmed && { confirmed }) }, { tx, botState, now: new Date() }));
  const asked = await timed("show what would happen", () => type());
  const done = await timed("look again and keep it, on the code", () => type(asked?.asks?.digest));
  if (done?.outcome !== "done") throw new Error("the import did not start");
  const work = async (job: string): Promise<void> => {
    const failed = (_id: string, _job: string, fault: unknown) => {
      throw fault;
    };
    for (;;) {
      const now = new Date(Date.now() + 1);
      const [next] = (await storage.transaction((tx) => tx.work.due(now, 10))).filter((one) => one.job === job);
      if (next === undefined) return;
      await runWork({ storage, jobs: jobsWith([]), now: () => now, events: { early: () => {}, failed } }, next.id);
    }
  };
  await timed("log, 1,000 in a transaction", () => work("import"));
  await timed("meet the other case", () => work("correlate-import"));
  return steps;
}

/** COPY of the rows that the import has written into equal tables, and the equality join that finds what they meet; milliseconds. */
async function copyAndJoin(url: string, of: CaseId): Promise<number> {
  return connected(url, async (client) => {
    const folder = (await client.query<{ at: string }>("select current_setting('data_directory') as at")).rows[0]?.at ?? "";
    const tables = ["indicator", "match_row", "indicator_tag"] as const;
    for (const table of tables) {
      await client.query(`create table public.${table}_copy (like liaison.${table} including all)`);
      const mine = `select id from liaison.indicator where case_id = '${of}'`;
      await client.query(
        `copy (select * from liaison.${table} where ${table === "indicator" ? "id" : "indicator_id"} in (${mine})) to '${folder}/${table}.copy'`,
      );
    }
    await client.query("alter table public.indicator_copy add foreign key (case_id) references liaison.case_file");
    for (const table of ["match_row", "indicator_tag"])
      await client.query(`alter table public.${table}_copy add foreign key (indicator_id) references public.indicator_copy`);
    const began = performance.now();
    for (const table of tables) await client.query(`copy public.${table}_copy from '${folder}/${table}.copy'`);
    await client.query(
      `select m.indicator_id, n.indicator_id from public.match_row_copy m join liaison.match_row n
         on n.match_key = m.match_key and n.key_version = m.key_version and n.case_id <> m.case_id and (n.role = 0 or m.role = 0)`,
    );
    const ms = performance.now() - began;
    await client.query("drop table public.match_row_copy, public.indicator_tag_copy, public.indicator_copy");
    return ms;
  });
}

async function measure(): Promise<Findings> {
  const postgres = await testPostgres();
  const storage = await openStorage({ ownerUrl: postgres.ownerUrl, masterKey: randomBytes(32), graceMs: 0, lease: { how: "at-once" } });
  try {
    await storage.transaction((tx) => tx.stores.roster.save({ userId: person("anna"), country: "NL", role: "coordinator" }));
    const other = await openBareCase(storage, "Held");
    const [ours, peer]: [number[], number[]] = [[], []];
    const all: Step[][] = [];
    for (let turn = 0; turn < rounds; turn++) {
      await logDomains(storage, other, commonNames(turn));
      await storage.transaction(async (tx) => {
        const due = await tx.work.due(new Date(Date.now() + 1), 2 * common);
        await tx.work.done(
          due.map(({ id }) => id),
          new Date(),
        );
      });
      const of = await openBareCase(storage, `Import ${turn}`);
      const steps = await whole(storage, of, csv(turn));
      all.push([...steps]);
      ours.push(steps.reduce((sum, { ms }) => sum + ms, 0));
      peer.push(await copyAndJoin(postgres.ownerUrl, of));
    }
    const names = all[0]?.map(({ name }) => name) ?? [];
    const table = names.map((name, at) => {
      const ms = median(all.map((steps) => steps[at]?.ms ?? 0));
      return [name, `${round(ms)} ms`, `${round((100 * ms) / median(ours))} %`];
    });
    return {
      figures: [
        { name: "import of 100,000 indicators from a CSV file, from its bytes to its hits", unit: "ms", ours, peer, bar: { most: 4 } },
      ],
      notes: [
        "import: peer is a server-side `COPY` of the very rows that the import has written (records, match rows, tags) into equal tables, with the same indexes and foreign keys, and one equality join. Ours reads the file, shows what would happen, looks again on the code, seals and logs in portions of 1,000 with an audit entry each, and meets another case with 1,000 common values.",
      ],
      more: `Where the time of the import goes:\n\n${grid(["step", "median", "share"], table)}`,
    };
  } finally {
    await storage.close();
    await postgres.stop();
  }
}

export const imports: Group = {
  rows: { import: "100,000 indicators from a CSV file into a case, against COPY of the same rows and the equality join" },
  measure,
};
