import { join } from "node:path";
import { checkPurpose, lockDataFolder, markFolder } from "../config/files/data-folder.ts";
import { readMasterKey } from "../config/files/master-key.ts";
import { handOver } from "../config/files/recovery-key.ts";
import { applyNetwork } from "../config/network.ts";
import { type Postgres, startPostgres } from "../config/postgres/postgres.ts";
import { whenToldToStop } from "../config/process/stop.ts";
import type { Sandbox } from "../config/sandbox/sandbox.ts";
import { loadSettings, type Settings } from "../config/settings/settings.ts";
import { type WebhookAddress, webhookAddress } from "../config/webhook-address.ts";
import { lateQueue } from "../jobs/engine/late-queue.ts";
import type { WebhookDependencies } from "../jobs/feeds/webhook/server.ts";
import type { Sources } from "../jobs/sources/index.ts";
import { openCryptoJournal } from "../storage/device/crypto-journal.ts";
import { openStorage } from "../storage/open.ts";
import { openReceiver } from "../storage/open-receiver.ts";
import { compileWasm, type Encryption, openEncryption } from "./encryption/client.ts";
import { rosterPins } from "./encryption/identity/pins.ts";
import { exitOf, lost } from "./exit.ts";
import { type MasterKey, masterKey } from "./master-key.ts";
import { readAccount } from "./matrix/account.ts";
import { openClockWatch } from "./matrix/clock-watch.ts";
import { type Account, openHomeserver } from "./matrix/homeserver.ts";
import { openDatabase, tickOf } from "./open-database.ts";
import { readReceiverKeys } from "./receiver-keys.ts";
import { isFatal } from "./runtime/fatal.ts";
import { type Log, openLog } from "./runtime/log.ts";
import type { RunningBot } from "./start-bot.ts";
import { version } from "./version.ts";

/** What works takes a quarter of a start to load, during which other threads compile the encryption machine. */
const lazy = () => import("./lazy.ts");

const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** Longest orderly stop, in milliseconds: the bootstrap waits seven seconds, and the servers need the rest. */
const timeoutMs = 3_500;
/** Jobs that run at once. */
const workers = 4;

/** What runs and how each part ends; filled from the bottom up, taken down from the top. */
const parts: (() => Promise<unknown>)[] = [];
const servers: { stop(): Promise<unknown> }[] = [];

async function run(settings: Settings, stopping: Promise<unknown>): Promise<void> {
  applyNetwork(settings);
  if (settings.role === "sources") return runSources(settings, stopping);
  if (settings.role === "worker") return runWorker(settings, stopping);
  checkPurpose(settings.data, settings.sandbox ? "sandbox" : "real");
  compileWasm();
  // The account first: an unreachable homeserver or a wrong token must leave nothing behind.
  const real = settings.sandbox ? undefined : await readAccount(settings.homeserver ?? "", settings.tokenFile ?? "");
  const embedded = settings.databaseUrl === undefined;
  if (embedded || settings.sandbox) await lockDataFolder(settings.data, settings.standby ? Number.POSITIVE_INFINITY : 40_000);
  const sandboxes = settings.sandbox ? await import("../config/sandbox/sandbox.ts") : undefined;
  sandboxes?.retract(settings.data);
  log = openLog(settings.logLevel, settings.sandbox ? join(settings.data, "logs", "liaison.log") : undefined);
  for (const warning of settings.warnings) say(warning);

  const key = masterKey(settings);
  const [sandbox, postgres] = await bothOrNeither(
    sandboxes?.prepareSandbox(settings, say),
    embedded ? startPostgres({ data: settings.data, log: say }) : undefined,
  );
  const account: Account | undefined = real ?? (sandbox && { ...sandbox, userId: sandbox.botUserId });
  if (account === undefined) throw new Error("no account");

  const hooks = await webhookAddress(settings);
  const bot = await startAll({ settings, account, key, postgres, sandbox, hooks, log });
  if (sandboxes !== undefined && sandbox !== undefined) {
    await Promise.race([bot.coordination, bot.ended, stopping]);
    sandboxes.announce(settings.data, sandbox, hooks.url);
    parts.push(async () => sandboxes.retract(settings.data));
    if (settings.story) await Promise.race([(await lazy()).playStory(settings.data, sandbox, say), bot.ended, stopping]);
    say(
      `\nReady. Join with any Matrix client at ${sandbox.homeserver}; names and passwords are in ${join(settings.data, "sandbox.json")}. Ctrl-C ends.`,
    );
  } else say(`Ready as ${account.userId}.`);
  await Promise.race([stopping, bot.ended, lost(sandbox), lost(postgres)]);
}

/** Jobs alone, beside a process with the Matrix side: no lease, no account. */
async function runWorker(settings: Settings, stopping: Promise<unknown>): Promise<void> {
  log = openLog(settings.logLevel);
  const sources = await sourcesOf(settings, log);
  const { databaseUrl = "", masterKeyFile, graceMs } = settings;
  const own = { masterKey: readMasterKey(masterKeyFile), graceMs, tickMs: tickOf(settings), shared: true };
  const storage = await openStorage({ ownerUrl: databaseUrl, role: "liaison_worker", ...own });
  parts.push(() => storage.close());
  const { queueOf, startJobs } = await lazy();
  const work = startJobs({
    storage,
    queue: await queueOf(settings, settings.databaseUrl ?? "", log),
    sources: sources.all,
    log,
    now: () => new Date(),
    workers,
    fatal: () => false,
  });
  parts.push(() => work.stop());
  say("Ready to work.");
  await stopping;
}

/** Receives alerts alone, with no key but that of receivers; a process with the Matrix side takes them into their cases. */
async function runSources(settings: Settings, stopping: Promise<unknown>): Promise<void> {
  log = openLog(settings.logLevel);
  const storage = await openReceiver(settings.databaseUrl ?? "", readReceiverKeys(settings.receiverKeyFile ?? ""));
  parts.push(() => storage.close());
  await serveHooks(await webhookAddress(settings), { storage, log, fatal: () => false });
  say("Ready to take alerts.");
  await stopping;
}

async function serveHooks({ port }: WebhookAddress, deps: Omit<WebhookDependencies, "port" | "now">): Promise<void> {
  if (port === undefined) return;
  const hooks = await (await lazy()).startWebhooks({ ...deps, port, now: () => new Date() });
  parts.push(() => hooks.stop());
}

async function sourcesOf(settings: Settings, to: Log): Promise<Sources> {
  const sources = await (await lazy()).openSources(settings, (problem) => to.warn("warning lists", problem));
  parts.push(async () => sources.close());
  return sources;
}

interface Parts {
  readonly settings: Settings;
  readonly account: Account;
  readonly key: MasterKey;
  readonly postgres: Postgres | undefined;
  readonly sandbox: Sandbox | undefined;
  readonly hooks: WebhookAddress;
  readonly log: Log;
}

async function startAll({ settings, account, key, postgres, sandbox, hooks, log }: Parts): Promise<RunningBot> {
  const ownerUrl = postgres?.ownerUrl ?? settings.databaseUrl ?? "";
  const leaseLost = Promise.withResolvers<never>();
  leaseLost.promise.catch(() => {});
  const opening = openDatabase({ settings, ownerUrl, masterKey: key, embedded: postgres !== undefined, lost: leaseLost.reject });
  opening.then((open) => parts.push(() => open.close())).catch(() => {});
  // loads what works while the database answers
  const sources = await sourcesOf(settings, log);
  const clock = openClockWatch(log);
  const homeserver = openHomeserver(account, { onDate: clock.note });
  const storage = await opening;
  if (sandbox === undefined) markFolder(settings.data, "real");
  const encryption: Encryption = await openEncryption({
    homeserver,
    journal: openCryptoJournal(storage.database),
    pins: rosterPins(storage),
    deviceTrust: settings.deviceTrust,
    vouched: [
      ...settings.coordinators,
      ...(sandbox?.officers ?? []).filter(({ role }) => role === "coordinator").map(({ userId }) => userId),
    ],
    log,
    generationFile: join(settings.data, "crypto-generation"),
    showRecoveryKey: (recoveryKey) => {
      if (sandbox === undefined) handOver(recoveryKey, { data: settings.data, user: account.userId });
    },
  });
  parts.push(() => encryption.close());
  await storage.transaction(async (tx) => {
    for (const officer of sandbox?.officers ?? []) if (!(await tx.stores.roster.find(officer.userId))) await tx.stores.roster.save(officer);
    for (const userId of settings.coordinators) await tx.stores.roster.save({ userId, role: "coordinator" });
  });
  const { openImportReader, queueOf, startBot } = await lazy();
  const ready = Promise.withResolvers<void>();
  const queue = lateQueue(ready.promise.then(() => queueOf(settings, ownerUrl, log)));
  const upSince = new Date();
  const reader = openImportReader({ now: () => new Date(), ended: (reason) => log.warn("reader of files", { reason }) });
  const bot = await startBot({
    homeserver,
    storage,
    encryption,
    queue,
    sources: sources.all,
    log,
    now: () => new Date(),
    name: "Liaison",
    commandsPerMinute: settings.commandsPerMinute,
    echoMs: settings.echoMs,
    workers: settings.role === "all" ? workers : 0,
    botState: () => ({
      version,
      upSince,
      warned: sources.warned,
      readFile: reader.readFile,
      sources: sources.all,
      lists: sources.lists(),
      queue: settings.redisUrl === undefined ? "postgresql" : "redis",
      rateLimited: homeserver.rateLimited,
      ...(hooks.url !== undefined && { hooks: hooks.url }),
      ...(clock.off !== undefined && { clockOff: clock.off }),
      ...(settings.deviceTrust === "verified" && { verifiedOnly: true as const }),
    }),
  });
  parts.push(() => bot.stop(), reader.stop);
  // a start that ends here does not wait for the queue
  parts.push(async () => ready.resolve());
  const fatal = (fault: unknown): boolean => {
    if (isFatal(fault)) leaseLost.reject(fault);
    return isFatal(fault);
  };
  await serveHooks(hooks, { storage: storage.receiver, log, fatal });
  const unwatch = clock.start(homeserver);
  parts.push(async () => unwatch());
  // after the line that says ready, which is written in this turn: the queue takes a tenth of a start to load
  setImmediate(ready.resolve);
  return { ...bot, ended: Promise.race([bot.ended, leaseLost.promise]) };
}

/** Both at once, and if one fails the other is stopped before that is said. */
async function bothOrNeither(
  sandbox: Promise<Sandbox> | undefined,
  postgres: Promise<Postgres> | undefined,
): Promise<[Sandbox | undefined, Postgres | undefined]> {
  for (const part of [sandbox, postgres]) part?.then((running) => servers.push(running)).catch(() => {});
  await Promise.allSettled([sandbox, postgres]);
  return [await sandbox, await postgres];
}

/** From the top down, each part at most as long as the group has; the servers go last, at once. */
async function stopAll(log: Log | undefined): Promise<void> {
  const timeout = new Promise<void>((resolve) => setTimeout(resolve, timeoutMs).unref());
  for (const stop of parts.reverse()) await Promise.race([stop().catch((fault: unknown) => log?.fault("stop", fault)), timeout]);
  await Promise.all(servers.map((server) => server.stop()));
}

const loaded = loadSettings(process.env);
if (!loaded.ok) {
  for (const fault of loaded.faults) process.stderr.write(`${fault}\n`);
  process.exit(1);
}
const stopping = whenToldToStop();
const settings = loaded.settings;
let log: Log | undefined;
let code = 0;
try {
  await Promise.race([run(settings, stopping), stopping]);
} catch (fault) {
  const exit = exitOf(fault);
  code = exit.code;
  if (exit.defect) (log ?? openLog("error")).fault("end", fault);
  process.stderr.write(`${exit.sentence}\n`);
}
await stopAll(log);
process.exit(code);
