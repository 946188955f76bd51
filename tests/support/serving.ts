import process from "node:process";
import { lockDataFolder } from "../../config/files/data-folder.ts";
import { startPostgres } from "../../config/postgres/postgres.ts";
import { whenToldToStop } from "../../config/process/stop.ts";
import { announce, prepareSandbox, retract } from "../../config/sandbox/sandbox.ts";

// A process that runs the servers of a data folder as the bot does, for tests that kill it: node serving.ts DATA
const data = process.argv[2] ?? "";
const told = whenToldToStop();
await lockDataFolder(data, 0);
retract(data);
const log = () => {};
const [database, sandbox] = await Promise.all([startPostgres({ data, log }), prepareSandbox({ data }, log)]);
announce(data, sandbox);
process.stdout.write(`${JSON.stringify({ ownerUrl: database.ownerUrl, homeserver: sandbox.homeserver })}\n`);
await told;
await Promise.all([database.stop(), sandbox.stop()]);
process.exit(0);
