// `npm run bench`: figures against a peer in the same run, interleaved; all of them go to RESULTS.md beside this file.
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { endAll } from "../tests/support/bot-process.ts";
import { breakdown } from "./breakdown.ts";
import { correlation } from "./correlation.ts";
import { type Figure, table } from "./figures.ts";
import type { Group } from "./group.ts";
import { hostile } from "./hostile.ts";
import { imports } from "./import.ts";
import { jobs } from "./jobs.ts";
import { loading } from "./loading.ts";
import { manyRooms } from "./many-rooms.ts";
import { talk } from "./talk.ts";

const groups: readonly Group[] = [correlation, imports, hostile, jobs, talk, manyRooms, loading, breakdown];
const rows = Object.fromEntries(groups.flatMap((group) => Object.entries(group.rows)));

const usage = `npm run bench [-- <row> …] [--rooms <number>] [--large]

Without rows: all of them, and their results go to bench/RESULTS.md. With rows: only these, printed.
--rooms: how many rooms the rows alert, memory and start have (50).
--large: correlation also against ten times as many; that takes minutes and some gigabytes of disk.

${Object.entries(rows)
  .map(([name, about]) => `  ${name.padEnd(12)} ${about}`)
  .join("\n")}
`;

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n\n${usage}`);
  process.exit(2);
}

function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rooms: { type: "string", default: "50" },
        large: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (fault) {
    return refuse(fault instanceof Error ? fault.message : "Not understood.");
  }
}
const { values: options, positionals } = read();
if (options.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const strange = positionals.find((name) => !Object.hasOwn(rows, name));
if (strange !== undefined) refuse(`There is no row named ${strange}.`);
const size = { rooms: Number(options.rooms), large: options.large };
if (!Number.isInteger(size.rooms) || size.rooms < 2) refuse("--rooms takes a number from 2 upwards.");
const wanted = new Set(positionals.length > 0 ? positionals : Object.keys(rows));

const began = performance.now();
const figures: Figure[] = [];
const notes: string[] = [];
const more: string[] = [];
try {
  for (const group of groups) {
    const names = Object.keys(group.rows).filter((name) => wanted.has(name));
    if (names.length === 0) continue;
    process.stderr.write(`${names.join(", ")} …\n`);
    const found = await group.measure(wanted, size);
    figures.push(...found.figures);
    notes.push(...found.notes);
    if (found.more !== undefined) more.push(found.more);
  }
} finally {
  await endAll();
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.version}`;
const body = [
  ...(figures.length > 0 ? [table(figures)] : []),
  ...(notes.length > 0 ? [notes.map((note) => `- ${note}`).join("\n")] : []),
  ...more,
].join("\n\n");
const text = `# Results of the last run

${new Date().toISOString().slice(0, 10)} on ${machine}; ${Math.round((performance.now() - began) / 60_000)} minutes. The machine is shared:
only the ratios, taken in one run with both sides interleaved, mean something. Medians, in brackets the tenth and the
ninetieth percentile; where the ninety-ninth is compared, in brackets the fiftieth and the ninetieth.

${body}
`;
if (positionals.length === 0) writeFileSync(new URL("RESULTS.md", import.meta.url), text);
process.stdout.write(`${body}\n`);
// a bar that is missed is a finding of this run, not a failure of it
process.exit(0);
