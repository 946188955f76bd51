// `npm run liaison -- …`: through the bootstrap, which readies what is missing, to bot/cli/operator.ts.
import process from "node:process";

process.argv.splice(2, 0, "liaison");
await import("./bootstrap.mjs");
