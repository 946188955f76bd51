import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readPrivateJson, writePrivateJson } from "../files/private-file.ts";
import { makePrivateFolder } from "../files/private-folder.ts";
import { type Leashed, startOnLeash } from "../process/leash.ts";
import { loopbackPort } from "../process/port.ts";
import { outlive } from "../process/process.ts";
import { type Progress, Refusal } from "../refusal.ts";
import { serverName, writeHomeserverSettings } from "./homeserver-settings.ts";

/** A private Synapse on loopback, running. */
export interface Homeserver extends Leashed {
  /** `http://127.0.0.1:PORT`, the same at every start as long as nobody else takes the port. */
  readonly url: string;
  readonly serverName: string;
}

/** The Python that `config/bootstrap.mjs` has furnished with Synapse. */
const python = fileURLToPath(new URL("../../.cache/synapse/bin/python", import.meta.url));
/** How long a first start may take on a busy machine, in milliseconds. */
const timeoutMs = 180_000;

/**
 * Starts the Synapse whose files are in `folder` (made if missing); `settings` of Synapse go over ours. Works after anything was
 * killed. Rejects with Refusal.
 */
export async function startHomeserver({
  folder,
  log,
  settings,
}: {
  readonly folder: string;
  readonly log: Progress;
  readonly settings?: object;
}): Promise<Homeserver> {
  if (!existsSync(python)) throw new Refusal("The sandbox homeserver is not installed: start Liaison with npm start, which does that.");
  makePrivateFolder(folder);
  const pidFile = join(folder, "homeserver.pid");
  await clearPredecessor(pidFile, folder);
  const stateFile = join(folder, "homeserver.json");
  const known = readPrivateJson(stateFile, { port: "number", secret: "string" });
  const state = { port: await loopbackPort(known?.port), secret: known?.secret ?? randomBytes(24).toString("base64url") };
  if (state.port !== known?.port) writePrivateJson(stateFile, state);
  writeHomeserverSettings(folder, state.port, state.secret, settings);
  if (!known) log("The sandbox homeserver makes its database …");
  const logFile = join(folder, "homeserver.log");
  const server = startOnLeash({
    command: python,
    args: ["-m", "synapse.app.homeserver", "--config-path", join(folder, "homeserver.yaml")],
    folder,
    // PATH alone: proxies of the environment are not for a server that speaks to nobody
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin", PYTHONDONTWRITEBYTECODE: "1" },
    log: logFile,
    pidFile,
    stopSignal: "SIGTERM",
    timeoutMs: 2000,
  });
  const url = `http://127.0.0.1:${state.port}`;
  if (await answers(url, server)) return { ...server, url, serverName };
  await server.stop();
  throw new Refusal(`The sandbox homeserver does not start; its log is ${logFile}.`);
}

async function clearPredecessor(pidFile: string, folder: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, "utf8"), 10);
  if (pid > 0) await outlive(pid, (command) => command.includes(join(folder, "homeserver.yaml")), 5000);
}

async function answers(url: string, server: Leashed): Promise<boolean> {
  let over = false;
  void server.ended.then(() => {
    over = true;
  });
  for (const end = Date.now() + timeoutMs; !over && Date.now() < end; await sleep(100)) {
    try {
      const answer = await fetch(`${url}/_matrix/client/versions`, { signal: AbortSignal.timeout(5000) });
      await answer.arrayBuffer();
      if (answer.ok) return true;
    } catch {
      // not yet
    }
  }
  return false;
}
