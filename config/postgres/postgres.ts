import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makePrivateFolder } from "../files/private-folder.ts";
import { type Leashed, startOnLeash } from "../process/leash.ts";
import { loopbackPort } from "../process/port.ts";
import { outlive } from "../process/process.ts";
import { type Progress, Refusal } from "../refusal.ts";
import { postgresFlags } from "./flags.ts";
import { type Access, lockLines, postgresHome, saveAccess, serverOf } from "./home.ts";
import { postgresPrograms } from "./programs.ts";
import { type Unprivileged, unprivileged } from "./unprivileged.ts";

/** The embedded PostgreSQL, running. */
export interface Postgres extends Leashed {
  /** Connects as the owner (superuser) of the database `liaison`. */
  readonly ownerUrl: string;
  /** The cluster was made by this start. */
  readonly fresh: boolean;
}

interface Place {
  readonly access: Access;
  readonly programs: string;
  readonly cluster: string;
  readonly user: Unprivileged | undefined;
}

/** How often a start is tried: a port may be taken in between, or a killed server's memory still be attached. */
const tries = 5;

/**
 * Starts the PostgreSQL of a data folder (absolute path), on the first start after making its cluster. Works after
 * anything was killed. Only one process may do this for a folder at a time (`lockDataFolder`). Rejects with Refusal.
 */
export async function startPostgres({ data, log }: { readonly data: string; readonly log: Progress }): Promise<Postgres> {
  makePrivateFolder(data);
  const user = unprivileged();
  const found = await postgresHome(data, user, log);
  const place = { access: found, programs: postgresPrograms(found.home, user), cluster: join(found.home, "cluster"), user };
  const fresh = !existsSync(place.cluster);
  if (fresh) makeCluster(place);
  else if (statSync(place.cluster).uid !== (user?.uid ?? process.getuid?.())) {
    throw new Refusal(`The database in ${found.home} belongs to another user: start Liaison as the user who made it.`);
  }
  await clearPredecessor(place);
  const logs = join(data, "logs");
  makePrivateFolder(logs);
  for (let tried = 1; tried <= tries; tried++) {
    const access = { ...found, port: await loopbackPort(found.port) };
    if (access.port !== found.port) saveAccess(data, access);
    const server = launch({ ...place, access }, join(logs, "postgres.log"));
    if (await ready(server, found.home)) {
      return { ...server, fresh, ownerUrl: `postgresql://liaison:${access.password}@127.0.0.1:${access.port}/liaison` };
    }
    await server.stop();
    await sleep(500);
  }
  throw new Refusal(`PostgreSQL does not start; its log is ${join(logs, "postgres.log")}.`);
}

const environment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/** initdb and the database, in a draft folder that gets its name when all is done. */
function makeCluster({ access, programs, cluster, user }: Place): void {
  const draft = `${cluster}.new`;
  const passwordFile = join(access.home, "password");
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(draft, { mode: 0o700 });
  chmodSync(draft, 0o700);
  writeFileSync(passwordFile, access.password, { mode: 0o600, flag: "wx" });
  if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid);
  const run = (program: string, args: readonly string[], input = "") => {
    const ended = spawnSync(join(programs, "bin", program), args, {
      cwd: "/",
      env: environment,
      input,
      stdio: ["pipe", "ignore", "ignore"],
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    if (ended.status !== 0)
      throw new Refusal(
        `PostgreSQL cannot make its cluster in ${access.home} (${program} ended with ${ended.status ?? ended.signal ?? "an error"}); is there space on the disk?`,
      );
  };
  try {
    run("initdb", [
      "-D",
      draft,
      "--username=liaison",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  run("postgres", ["--single", "-D", draft, "postgres"], "create database liaison\n");
  renameSync(draft, cluster);
}

/** A killed start's leash ends its server within seconds; a lock file that nobody holds is removed, whoever has its number now. */
async function clearPredecessor({ access, cluster }: Place): Promise<void> {
  const pid = serverOf(access.home);
  if (pid === undefined) return;
  await outlive(pid, (command) => command.includes(cluster), 8000);
  rmSync(join(cluster, "postmaster.pid"), { force: true });
}

function launch({ access, programs, cluster, user }: Place, log: string): Leashed {
  return startOnLeash({
    command: join(programs, "bin", "postgres"),
    args: ["-D", cluster, "-p", String(access.port), ...postgresFlags],
    folder: "/",
    env: environment,
    log,
    ...(user && { user }),
    // fast shutdown: sessions are ended, what is committed is written (PostgreSQL documentation, "Shutting Down the Server")
    stopSignal: "SIGINT",
    timeoutMs: 3000,
  });
}

/** Its lock file says "ready"; false when it ended instead. */
async function ready(server: Leashed, home: string): Promise<boolean> {
  let over = false;
  void server.ended.then(() => {
    over = true;
  });
  while (!over) {
    if (lockLines(home)[7]?.trim() === "ready") return true;
    await sleep(20);
  }
  return false;
}
