import type { Mutant } from "../define.ts";

const tests = ["tests/integration/storage/engine/lease.test.ts"];
const store = ["tests/integration/bot/encryption/store/store.test.ts"];

export const lease: readonly Mutant[] = [
  {
    name: "who has lost the lease goes on writing",
    file: "storage/engine/session.ts",
    from: "if (results[1]?.rowCount !== 1) throw new LeaseLost();",
    to: "",
    tests,
    title: "a holder that renews no more is followed after its term",
  },
  {
    name: "the lease is taken from who holds it",
    file: "storage/engine/lease.ts",
    from: "where until < clock_timestamp() or $2 returning epoch",
    to: "where true or $2 returning epoch",
    tests,
    title: "a second process waits, ends with a named error",
  },
  {
    name: "a transaction does not keep the next holder out",
    file: "storage/engine/session.ts",
    from: " for key share`,",
    to: "`,",
    tests,
    title: "whoever takes the lease waits until",
  },
  {
    name: "a renewal does not see that the lease is gone",
    file: "storage/engine/lease.ts",
    from: "if (rows.length === 0) lose();",
    to: "if (false) lose();",
    tests,
    title: "a renewal that finds another holder says so once",
  },
  {
    name: "who has lost the lease goes on with the device's keys",
    file: "storage/device/crypto-journal.ts",
    from: "from liaison.lease where epoch = $1 for key share",
    to: "from liaison.lease where $1::bigint is not null for key share",
    tests: store,
    title: "a process that lost the lease writes nothing and encrypts nothing",
  },
  {
    name: "two writers of one device do not see each other",
    file: "storage/device/crypto-journal.ts",
    from: "and generation = $2::bigint returning",
    to: "and $2::bigint >= 0 returning",
    tests: store,
    title: "two holders of the same epoch cannot both write",
  },
];
