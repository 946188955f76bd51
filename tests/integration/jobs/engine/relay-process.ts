import { writeSync } from "node:fs";
import { startRelay } from "../../../../jobs/engine/relay.ts";
import { jobsWith } from "../../../../jobs/index.ts";
import { openStorage } from "../../../../storage/open.ts";

// A worker of its own beside the process of the test. It looks for work once an hour by itself, and prints what it does, a line each.

/** What the test tells this process, as JSON in its first argument. */
export interface Task {
  readonly ownerUrl: string;
  readonly masterKey: string;
  /** What its clock shows all the time. */
  readonly now: string;
}

const task = JSON.parse(process.argv[2] ?? "") as Task;
const now = () => new Date(task.now);
const print = (line: string) => void writeSync(1, `${line}\n`);
const storage = await openStorage({
  ownerUrl: task.ownerUrl,
  masterKey: Buffer.from(task.masterKey, "hex"),
  graceMs: 0,
  now,
  shared: true,
});
startRelay({
  storage: {
    ...storage,
    async read(act) {
      const found = await storage.read(act);
      print("looked");
      return found;
    },
  },
  queue: {
    async add(ids) {
      print(`offered ${ids.toSorted().join(" ")}`);
      return true;
    },
    work: () => {},
    close: async () => {},
  },
  jobs: jobsWith([]),
  now,
  reconcileMs: 3_600_000,
  onFault: (fault) => {
    throw fault;
  },
});
