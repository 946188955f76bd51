import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { loopbackPort } from "../config/process/port.ts";
import { connected, databaseOf } from "../tests/support/copy-out.ts";
import { type Stage, startStage } from "../tests/support/stage.ts";
import { grid, round } from "./figures.ts";
import type { Findings, Group } from "./group.ts";
import { type Inspected, inspect } from "./inspected.ts";
import { processorTables } from "./processor.ts";
import { type Asked, callTable, stepTable, transactionTable } from "./steps.ts";
import { ask, logged } from "./talk.ts";
import type { Waited } from "./trace-preload.ts";

const warmUp = 20;
const commands = 100;
/** Longer than the grace of the stage: the jobs of the last command belong to it. */
const settleMs = 3_000;

/** Starts the bot again with the trace and the inspector in it, and its database with statistics of statements. */
async function restartTraced(stage: Stage): Promise<Inspected> {
  await connected(databaseOf(stage.data), (client) => client.query("alter system set shared_preload_libraries = 'pg_stat_statements'"));
  const port = await loopbackPort();
  const before = process.env.NODE_OPTIONS;
  // the bot's process inherits it; the servers that it starts do not
  process.env.NODE_OPTIONS = `--import=${new URL("trace-preload.ts", import.meta.url)} --inspect=127.0.0.1:${port}`;
  await stage.restart();
  if (before === undefined) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = before;
  while (!stage.process().output().includes("Ready as ")) await sleep(50);
  await connected(databaseOf(stage.data), (client) => client.query("create extension pg_stat_statements"));
  return inspect(port);
}

interface Statement {
  readonly query: string;
  readonly calls: number;
  readonly took: number;
}

/** What the server says of the statements since they were last forgotten, and how often it has waited for the disk. */
const statistics = (stage: Stage) =>
  connected(databaseOf(stage.data), async (client) => ({
    statements: (
      await client.query<Statement>(
        `select query, sum(calls)::float as calls, sum(total_exec_time)::float as took from pg_stat_statements
         where query !~ 'pg_stat|pg_catalog' group by query order by took desc`,
      )
    ).rows,
    synced:
      (await client.query<{ times: number }>("select sum(fsyncs)::float as times from pg_stat_io where object = 'wal'")).rows[0]?.times ??
      0,
  }));

const clean = (query: string): string => {
  const text = query.replaceAll(/\s+/gu, " ").replaceAll("|", "\\|").trim();
  return `\`${text.length > 110 ? `${text.slice(0, 110)}…` : text}\``;
};

async function breakDown(): Promise<string> {
  const stage = await startStage({ LOG_LEVEL: "warn" }, "direct");
  try {
    const officer = await stage.officer("where", "NL");
    const { room } = await stage.openCase("Bench where", officer);
    const inspected = await restartTraced(stage);
    const one = async (): Promise<Asked> => {
      const typed = performance.timeOrigin + performance.now();
      await ask({ officer }, room, logged);
      return { typed, heard: performance.timeOrigin + performance.now() };
    };
    for (let at = 0; at < warmUp; at++) await one();
    await sleep(settleMs);

    await inspected.evaluate("globalThis.liaisonTrace.splice(0).length");
    const { synced: before } = await statistics(stage);
    await connected(databaseOf(stage.data), (client) => client.query("select pg_stat_statements_reset()"));
    const asked: Asked[] = [];
    for (let at = 0; at < commands; at++) asked.push(await one());
    await sleep(settleMs);
    const trace = await inspected.evaluate<readonly Waited[]>("globalThis.liaisonTrace.splice(0)");
    const { statements, synced } = await statistics(stage);

    const stop = await inspected.profile();
    for (let at = 0; at < commands; at++) await one();
    await sleep(settleMs);
    const { layers, functions } = processorTables(await stop(), commands);
    inspected.close();

    const all = statements.reduce((sum, { calls, took }) => ({ calls: sum.calls + calls, took: sum.took + took }), { calls: 0, took: 0 });
    const perCommand = statements
      .slice(0, 25)
      .map(({ query, calls, took }) => [clean(query), round(calls / commands), `${round(took / commands)} ms`]);
    return [
      "## Where the time of a command goes",
      `\`/ioc add\` of one value, ${commands} times one after the other, as one process sees it that traces its own waits (\`bench/trace-preload.ts\`); nothing in the product measures.`,
      stepTable(asked, trace),
      "### Transactions of the bot's process, per command",
      "Everything that a command brings about, its jobs after the grace included, and what goes on beside.",
      transactionTable(commands, trace),
      "### Calls of the homeserver and of the encryption machine, per command",
      callTable(commands, trace),
      "### Statements as PostgreSQL counts them, per command",
      `${round(all.calls / commands)} statements, ${round(all.took / commands)} ms of execution, ${round((synced - before) / commands)} waits for the disk (fsync of the WAL). The 25 that take most:`,
      grid(["statement", "calls", "execution"], perCommand),
      "### Processor of the bot's process, per command",
      layers,
      functions,
    ].join("\n\n");
  } finally {
    await stage.stop();
  }
}

const measure = async (): Promise<Findings> => ({ figures: [], notes: [], more: await breakDown() });

export const breakdown: Group = {
  rows: { where: "where the time of a command goes: steps, transactions, statements, processor" },
  measure,
};
