import { resolve } from "node:path";
import { whenToldToStop } from "../../config/process/stop.ts";
import { Refusal } from "../../config/refusal.ts";
import { EncryptionRefused } from "../encryption/client.ts";
import { HomeserverError } from "../matrix/homeserver.ts";
import { runInteractive } from "./interactive.ts";
import { findOfficer, officerLines, readSandbox } from "./officers.ts";
import { runPiped } from "./piped.ts";
import { openDevice } from "./session/device.ts";
import { usage } from "./usage.ts";

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const err = (line: string): void => void process.stderr.write(`${line}\n`);
/** Longest orderly end, in milliseconds. */
const timeoutMs = 5_000;

async function run(args: readonly string[], stopping: Promise<unknown>): Promise<number> {
  if (args.some((arg) => arg === "--help" || arg === "-h")) {
    for (const line of usage) out(line);
    return 0;
  }
  const data = resolve(process.env.LIAISON_DATA || "data");
  const { homeserver: url, officers } = readSandbox(data);
  const [name, ...more] = args;
  if (name === undefined) {
    for (const line of ["Officers of this sandbox; npm run officer -- @anna is anna's terminal:", ...officerLines(officers)]) out(line);
    return 0;
  }
  const officer = findOfficer(officers, name);
  if (officer === undefined || more.length > 0) {
    err(officer === undefined ? `No officer of this sandbox is called ${JSON.stringify(name)}. There are:` : "One officer at a time:");
    for (const line of officerLines(officers)) err(line);
    return 2;
  }
  const interactive = process.stdin.isTTY && process.stdout.isTTY;
  if (interactive) out(`Signing in as ${officer.userId} …`);
  const device = await openDevice({ data, url, ...officer });
  try {
    const folder = process.env.INIT_CWD ?? process.cwd();
    const running = interactive ? runInteractive(device, folder) : runPiped(device, folder, { input: process.stdin, out, err });
    return await Promise.race([running, stopping.then(() => 1)]);
  } finally {
    await Promise.race([device.close(), new Promise((end) => setTimeout(end, timeoutMs).unref())]);
  }
}

function sentence(fault: unknown, name: string): string {
  if (fault instanceof Refusal) return fault.message;
  if (fault instanceof HomeserverError && fault.status === 0)
    return "The sandbox's homeserver does not answer: is it running? Start it with npm start.";
  if (fault instanceof HomeserverError) return `The sandbox's homeserver refused: ${fault.status} ${fault.errcode}.`;
  if (fault instanceof EncryptionRefused)
    return fault.code === "self-test"
      ? "The homeserver does not show this device as signed by its officer; nothing was sent. Try again."
      : `Another client has made ${name}'s identity: put its recovery key into recovery-${name}.json in the data folder, as {"recoveryKey": "…"}.`;
  throw fault;
}

const args = process.argv.slice(2);
let code = 1;
try {
  code = await run(args, whenToldToStop());
} catch (fault) {
  err(sentence(fault, (args[0] ?? "").replace(/^@/u, "").split(":", 1)[0] ?? ""));
}
process.exit(code);
