// `npm run test:mutants`: breaks the product in one line after the other and sees that the tests notice.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { copyOf } from "./checkout.ts";
import { mutants } from "./index.ts";
import { endTrials, tryTests } from "./trial.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { jobs: { type: "string", default: "1" } } });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const jobs = Number(values.jobs);
const titles = mutants.map((mutant) => ({ ...mutant, title: `${mutant.subject}: ${mutant.name}` }));
const wanted = positionals.map((word) => word.toLowerCase());
const chosen = titles.filter(({ title, file }) => wanted.every((word) => `${title} ${file}`.toLowerCase().includes(word)));

if (!Number.isInteger(jobs) || jobs < 1 || chosen.length === 0) {
  say("npm run test:mutants -- [words of a name, a subject or a file] [--jobs 2]");
  process.exit(2);
}

const began = performance.now();
const copies = Array.from({ length: Math.min(jobs, chosen.length) }, () => copyOf(root));
const clear = (): void => {
  for (const copy of copies) copy.remove();
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    endTrials();
    clear();
    process.exit(1);
  });

/** Without a mistake they must be green, or they would notice anything. */
const files = [...new Set(chosen.flatMap(({ tests }) => tests))];
say(`${chosen.length} mutants; first their ${files.length} test files as they are …`);
const sound = copies[0] === undefined ? undefined : await tryTests(copies[0].folder, files, false);
if (sound?.how !== "green") {
  say(`Not all is green without a mutant: ${sound?.how === "red" ? `${sound.test}: ${sound.why}` : sound?.why}`);
  clear();
  process.exit(1);
}

const survivors: string[] = [];
const faulty: string[] = [];
const queue = [...chosen];
let done = 0;
await Promise.all(
  copies.map(async (copy) => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const { title, tests } = mutant;
      const start = performance.now();
      const mend = copy.breakWith(mutant);
      const trial = await tryTests(copy.folder, tests, true);
      mend();
      const seconds = ((performance.now() - start) / 1_000).toFixed(1);
      const head = `[${++done}/${chosen.length}] ${title} (${seconds} s)`;
      if (trial.how === "green") survivors.push(`${title}\n    ${mutant.file}: ${mutant.from}\n    → ${mutant.to}\n    ${tests.join(" ")}`);
      if (trial.how === "broken") faulty.push(`${title}: ${trial.why}`);
      say(
        trial.how === "red"
          ? `${head}\n    noticed by: ${trial.test}`
          : `${head}\n    ${trial.how === "green" ? "SURVIVES" : `FAULTY: ${trial.why}`}`,
      );
    }
  }),
);
clear();
if (faulty.length > 0) say(`\nMutants that prove nothing, since they run into no test:\n  ${faulty.join("\n  ")}`);
if (survivors.length > 0) say(`\nNo test notices:\n  ${survivors.join("\n  ")}`);
const noticed = chosen.length - survivors.length - faulty.length;
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
say(`\n${noticed} noticed, ${survivors.length} survived, ${faulty.length} faulty, in ${minutes} min`);
process.exit(survivors.length + faulty.length > 0 ? 1 : 0);
