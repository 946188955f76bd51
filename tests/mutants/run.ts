// `npm run test:mutants`: breaks the product in one line after the other and sees that the tests notice.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Checkout, copyOf } from "./checkout.ts";
import { type Listed, mutants } from "./index.ts";
import { type Chosen, endTrials, type Trial, tryTests } from "./trial.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { jobs: { type: "string", default: "1" } } });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const words = positionals.map((word) => word.toLowerCase());
const named = ({ subject, name }: Listed): string => `${subject}: ${name}`;
const chosen = mutants.filter((one) => words.every((word) => `${named(one)} ${one.file}`.toLowerCase().includes(word)));
const jobs = Math.min(Number(values.jobs), chosen.length);
if (!Number.isInteger(jobs) || jobs < 1) {
  say("npm run test:mutants -- [words of a name, a subject or a file] [--jobs 2]");
  process.exit(2);
}

const began = performance.now();
const copies = Array.from({ length: jobs }, () => copyOf(root));
function end(code: number): never {
  for (const copy of copies) copy.remove();
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    endTrials();
    end(1);
  });

/** The tests that are to notice: without a mistake they must be green, or they would notice anything. */
function* unbroken(): Generator<Chosen> {
  const whole = chosen.filter(({ title }) => title === undefined);
  if (whole.length > 0) yield { tests: filesOf(whole) };
  const single = chosen.filter(({ title }) => title !== undefined);
  if (single.length > 0) yield { tests: filesOf(single), titles: single.flatMap(({ title }) => title ?? []) };
}
const filesOf = (those: readonly Listed[]): readonly string[] => [...new Set(those.flatMap(({ tests }) => tests))];

say(`${chosen.length} mutants; first the tests that must notice them, without any …`);
for (const tests of unbroken()) {
  const trial = await tryTests(copies[0]?.folder ?? root, tests, false);
  if (trial.how === "green") continue;
  say(`Not all is green without a mutant: ${trial.how === "red" ? `${trial.test}: ${trial.why}` : trial.why}`);
  end(1);
}

const trials: { readonly mutant: Listed; readonly trial: Trial }[] = [];
const queue = [...chosen];
async function work(copy: Checkout): Promise<void> {
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    const start = performance.now();
    const mend = copy.breakWith(mutant);
    const { tests, title } = mutant;
    const trial = await tryTests(copy.folder, { tests, ...(title !== undefined && { titles: [title] }) }, true);
    mend();
    trials.push({ mutant, trial });
    say(`[${trials.length}/${chosen.length}] ${named(mutant)} (${((performance.now() - start) / 1_000).toFixed(1)} s)`);
    say(trial.how === "red" ? `    noticed by: ${trial.test}` : `    ${trial.how === "green" ? "SURVIVES" : `FAULTY: ${trial.why}`}`);
  }
}
await Promise.all(copies.map(work));

const [survivors, faulty] = (["green", "broken"] as const).map((how) => trials.filter(({ trial }) => trial.how === how));
if (faulty?.length) say(`\nThese prove nothing, since they run into no test:\n  ${faulty.map(({ mutant }) => named(mutant)).join("\n  ")}`);
if (survivors?.length) {
  say("\nNo test notices:");
  for (const { mutant } of survivors) say(`  ${named(mutant)}\n    ${mutant.file}: ${mutant.from}\n    → ${mutant.to}`);
}
const left = (survivors?.length ?? 0) + (faulty?.length ?? 0);
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
say(`\n${chosen.length - left} noticed, ${survivors?.length ?? 0} survived, ${faulty?.length ?? 0} faulty, in ${minutes} min`);
end(left > 0 ? 1 : 0);
