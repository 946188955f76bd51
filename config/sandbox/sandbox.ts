import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type UserId, userId } from "#domain/primitives/ids.ts";
import { checkPurpose, markFolder } from "../files/data-folder.ts";
import { readPrivateJson, writePrivateJson } from "../files/private-file.ts";
import { makePrivateFolder } from "../files/private-folder.ts";
import type { Leashed } from "../process/leash.ts";
import { outlive } from "../process/process.ts";
import { type Progress, Refusal } from "../refusal.ts";
import type { Settings } from "../settings/settings.ts";
import { type Account, cast, hasAccount, sandboxAccount } from "./accounts.ts";
import { startHomeserver } from "./homeserver.ts";

/** An officer of the sandbox, as `sandbox.json` names them. */
export interface SandboxOfficer {
  readonly userId: UserId;
  readonly password: string;
  readonly country: string;
  readonly role: "officer" | "coordinator";
}

/** The sandbox, running: what the bot needs to log on, and whom the story plays. */
export interface Sandbox extends Leashed {
  readonly homeserver: string;
  readonly serverName: string;
  readonly botUserId: UserId;
  readonly accessToken: string;
  readonly deviceId: string;
  readonly coordinationRoom: string;
  readonly officers: readonly SandboxOfficer[];
}

const announcement = (data: string) => join(data, "sandbox.json");
/** Its files name people in clear, which is a homeserver's own matter: so they lie beside the data folder, not in it. */
const homeserverFolder = (data: string) => `${data}.homeserver`;

/** Removes `sandbox.json`: whoever waits for it sees that this start is not ready. The first thing after the folder is locked. */
export const retract = (data: string): void => rmSync(announcement(data), { force: true });

/** Writes `sandbox.json`: everything is ready. `hooks` is where webhooks arrive. */
export function announce(data: string, sandbox: Sandbox, hooks?: string): void {
  writePrivateJson(announcement(data), {
    ready: true,
    pid: process.pid,
    startedAt: new Date().toISOString(),
    homeserver: sandbox.homeserver,
    serverName: sandbox.serverName,
    bot: sandbox.botUserId,
    coordination: sandbox.coordinationRoom,
    hooks,
    officers: sandbox.officers,
  });
}

/**
 * Starts the sandbox homeserver of a data folder; on the first start registers the bot and the officers and opens the
 * coordination room. Call with the folder locked. Rejects with Refusal, also in a folder that served a real homeserver.
 */
export async function prepareSandbox({ data }: Pick<Settings, "data">, log: Progress): Promise<Sandbox> {
  checkPurpose(data, "sandbox");
  const { id } = markFolder(data, "sandbox");
  const folder = homeserverFolder(data);
  await tie(folder, id, hasAccount(data));
  const server = await startHomeserver({ folder, log });
  try {
    const account = await sandboxAccount(data, server.url, server.serverName);
    return {
      homeserver: server.url,
      serverName: server.serverName,
      botUserId: full("liaison", server.serverName),
      accessToken: account.accessToken,
      deviceId: account.deviceId,
      coordinationRoom: account.coordinationRoom,
      officers: officers(account, server.serverName),
      ended: server.ended,
      stop: server.stop,
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The homeserver's folder carries the data folder's id. One of an earlier data folder goes; one that is not ours stays, and an account is never parted from its homeserver. */
async function tie(folder: string, id: string, needed: boolean): Promise<void> {
  const ownerFile = join(folder, "owner.json");
  const owner = readPrivateJson(ownerFile, { data: "string" });
  if (owner?.data === id) return;
  if (needed)
    throw new Refusal(`The sandbox's homeserver was in ${folder} and is not there: put it back, or start with an empty data folder.`);
  if (existsSync(folder)) {
    if (owner === undefined)
      throw new Refusal(`${folder} is in the way: the sandbox keeps its homeserver there, and did not make this one.`);
    const pidFile = join(folder, "homeserver.pid");
    if (existsSync(pidFile)) await outlive(Number.parseInt(readFileSync(pidFile, "utf8"), 10), (command) => command.includes(folder), 5000);
    rmSync(folder, { recursive: true, force: true });
  }
  makePrivateFolder(folder);
  writePrivateJson(ownerFile, { data: id });
}

function officers(account: Account, serverName: string): readonly SandboxOfficer[] {
  return (["clara", "anna", "bruno"] as const).map((name) => ({
    userId: full(name, serverName),
    password: account.passwords[name],
    ...cast[name],
  }));
}

function full(name: string, serverName: string): UserId {
  const id = userId(`@${name}:${serverName}`);
  if (id === undefined) throw new Error("not a user id");
  return id;
}
