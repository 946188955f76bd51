import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { readPrivateJson, writePrivateJson } from "../files/private-file.ts";
import { loopbackPort } from "../process/port.ts";
import { commandOf } from "../process/process.ts";
import { type Progress, Refusal } from "../refusal.ts";
import { reachable, type Unprivileged } from "./unprivileged.ts";

/** What the data folder keeps about its database server (`postgres.json`). */
export interface Access {
  /** Ties the data folder to a home outside it. */
  readonly id: string;
  readonly home: string;
  readonly port: number;
  readonly password: string;
}

const accessFields = { id: "string", home: "string", port: "number", password: "string" } as const;
const ownerFields = { id: "string", data: "string", device: "number" } as const;
const accessFile = (data: string) => join(data, "postgres.json");
/** Homes of data folders that an unprivileged user cannot reach; only root makes these. */
const outside = "/var/lib/liaison";

/** Reads, or on the first start chooses, where the server's files are; makes the folder. The port is free or already ours. */
export async function postgresHome(data: string, user: Unprivileged | undefined, progress: Progress): Promise<Access> {
  if (user) sweep(progress);
  const known = readPrivateJson(accessFile(data), accessFields);
  const access = known ?? (await choose(data, user));
  const { id, home } = access;
  if (known && dirname(home) === outside && !existsSync(home)) {
    throw new Refusal(`The database of this data folder was in ${home} and is not there: put it back, or start with an empty data folder.`);
  }
  mkdirSync(home, { recursive: true });
  if (user) {
    chmodSync(dirname(home), 0o711);
    chmodSync(home, 0o711);
  }
  if (dirname(home) === outside) {
    writePrivateJson(join(home, "owner.json"), { id, data, device: deviceOf(data) });
    progress(
      `PostgreSQL runs as ${user?.name ?? "this user"}, who cannot reach the data folder; its files are in ${home} and go when the data folder goes.`,
    );
  }
  if (!known) writePrivateJson(accessFile(data), access);
  return access;
}

/** Keeps another port for the next start. */
export const saveAccess = (data: string, access: Access): void => writePrivateJson(accessFile(data), access);

/** The owner's URL of the server that runs now for a data folder; undefined if none does. Reads only. */
export function runningPostgres(data: string): string | undefined {
  const access = readPrivateJson(accessFile(data), accessFields);
  if (access === undefined || !inUse(access.home)) return undefined;
  return `postgresql://liaison:${access.password}@127.0.0.1:${access.port}/liaison`;
}

/** Removes the files of a data folder's database server, wherever they are. The server must have ended. */
export function removePostgres(data: string): void {
  const access = readPrivateJson(accessFile(data), accessFields);
  if (access) rmSync(access.home, { recursive: true, force: true });
}

async function choose(data: string, user: Unprivileged | undefined): Promise<Access> {
  const id = randomUUID();
  const inPlace = join(data, "postgres");
  if (existsSync(join(inPlace, "cluster")))
    throw new Refusal(`${inPlace} has a database but ${accessFile(data)} is missing: put it back, or start with an empty data folder.`);
  // the data folder lets the user pass, its files are closed to that user one by one
  if (user) chmodSync(data, 0o711);
  const home = user && !reachable(dirname(data), user) ? join(outside, id) : inPlace;
  return { id, home, port: await loopbackPort(), password: randomBytes(24).toString("base64url") };
}

/** Removes homes whose data folder is gone or has become another one. */
function sweep(progress: Progress): void {
  if (!existsSync(outside)) return;
  for (const name of readdirSync(outside)) {
    const home = join(outside, name);
    const owner = readOwner(home);
    if (owner === undefined || owner.id !== name || inUse(home) || !isGone(owner)) continue;
    rmSync(home, { recursive: true, force: true });
    progress(`Removed ${home}: the data folder to which it belonged is gone.`);
  }
}

function readOwner(home: string) {
  try {
    return readPrivateJson(join(home, "owner.json"), ownerFields);
  } catch {
    return undefined;
  }
}

function isGone(owner: { readonly id: string; readonly data: string; readonly device: number }): boolean {
  if (existsSync(owner.data)) {
    try {
      // without postgres.json it is not known whose the folder is; one with another id took the place of ours
      const access = readPrivateJson(accessFile(owner.data), accessFields);
      return access !== undefined && access.id !== owner.id;
    } catch {
      return false;
    }
  }
  // a disk that is not mounted right now looks gone, but then what is left of the path lies on another device
  return deviceOf(owner.data) === owner.device;
}

function deviceOf(path: string): number {
  for (let at = path; ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found) return found.dev;
  }
}

function inUse(home: string): boolean {
  const pid = serverOf(home);
  return pid !== undefined && (commandOf(pid)?.includes(home) ?? false);
}

/** The process number in the server's own lock file (`postmaster.pid`, first line). */
export function serverOf(home: string): number | undefined {
  const pid = Number.parseInt(lockLines(home)[0] ?? "", 10);
  return pid > 0 ? pid : undefined;
}

/** The lines of `postmaster.pid`; the eighth is the server's state (PostgreSQL, miscadmin.h). */
export function lockLines(home: string): readonly string[] {
  try {
    return readFileSync(join(home, "cluster", "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}
