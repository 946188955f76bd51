import { join } from "node:path";
import type { UserId } from "#domain/primitives/ids.ts";
import { longestWord, nearest } from "#domain/primitives/nearest.ts";
import { readSecretText } from "../files/secret-file.ts";
import { Refusal } from "../refusal.ts";
import { laterNames, type Setting, type SettingName, secretNames, settingTable } from "./table.ts";

/** What the operator has set, read and checked. Paths are absolute, times in milliseconds. */
export interface Settings {
  readonly homeserver?: string;
  readonly tokenFile?: string;
  readonly masterKeyFile: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  readonly data: string;
  readonly role: "all" | "bot" | "worker" | "sources";
  readonly standby: boolean;
  readonly coordinators: readonly UserId[];
  readonly story: boolean;
  readonly deviceTrust: "owner-signed" | "verified" | "any";
  readonly graceMs: number;
  readonly warningLists?: string;
  readonly networks: readonly string[];
  readonly hooksPort?: number;
  /** Without a slash at the end. */
  readonly hooksUrl?: string;
  readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
  readonly caFile?: string;
  readonly proxy?: string;
  /** A private homeserver is to be started: this process has the Matrix side, and no homeserver is named. */
  readonly sandbox: boolean;
  /** Sentences for the log, without any value. */
  readonly warnings: readonly string[];
}

/** All settings, or every fault at once, a sentence each. */
export type Loaded = { readonly ok: true; readonly settings: Settings } | { readonly ok: false; readonly faults: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

const prefix = "LIAISON_";
const names = Object.entries(settingTable).flatMap(([name, one]) => [
  prefix + name,
  ...("fromFile" in one ? [`${prefix + name}_FILE`] : []),
]);

/** Reads the settings from an environment. A fault never quotes a value: it may be a secret in the wrong place. */
export function loadSettings(env: Environment): Loaded {
  const faults = Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !names.includes(name))
    .map(notKnown);
  const read = <T>(name: SettingName, one: Setting<T>): T | undefined => {
    try {
      const text = textOf(env, name, one.fromFile === true) ?? one.fallback;
      const result = text === undefined ? undefined : one.reader.read(text, new Date());
      if (result?.ok === false) faults.push(`${prefix}${name} must be ${one.reader.expects}.`);
      return result?.ok === true ? result.value : undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(error.message);
      return undefined;
    }
  };
  const table = settingTable;
  const given = {
    homeserver: read("HOMESERVER", table.HOMESERVER),
    tokenFile: read("TOKEN_FILE", table.TOKEN_FILE),
    databaseUrl: read("DATABASE_URL", table.DATABASE_URL),
    redisUrl: read("REDIS_URL", table.REDIS_URL),
    hooksPort: read("HOOKS_PORT", table.HOOKS_PORT),
    hooksUrl: read("HOOKS_URL", table.HOOKS_URL),
    warningLists: read("WARNING_LISTS", table.WARNING_LISTS),
    caFile: read("CA_FILE", table.CA_FILE),
    proxy: read("PROXY", table.PROXY),
  };
  const needed = {
    data: read("DATA", table.DATA),
    role: read("ROLE", table.ROLE),
    standby: read("STANDBY", table.STANDBY),
    story: read("STORY", table.STORY),
    deviceTrust: read("DEVICE_TRUST", table.DEVICE_TRUST),
    graceMs: read("GRACE", table.GRACE),
    logLevel: read("LOG_LEVEL", table.LOG_LEVEL),
  };
  const coordinators = read("COORDINATORS", table.COORDINATORS) ?? [];
  const networks = read("NETWORKS", table.NETWORKS) ?? [];
  const masterKeyFile = read("MASTER_KEY_FILE", table.MASTER_KEY_FILE) ?? join(needed.data ?? "", "master.key");
  const warnings = ["DATABASE_URL", "REDIS_URL"].filter((name) => hasPassword(env[prefix + name])).map(passwordWarning);
  if (!complete(needed) || faults.length > 0) return { ok: false, faults };
  const sandbox = given.homeserver === undefined && (needed.role === "all" || needed.role === "bot");
  const settings = { ...present(given), ...needed, coordinators, networks, masterKeyFile, sandbox, warnings };
  const clashes = clashesOf(settings, env);
  return clashes.length > 0 ? { ok: false, faults: clashes } : { ok: true, settings };
}

/** What each setting allows alone but not together with another. */
function clashesOf(settings: Settings, env: Environment): readonly string[] {
  const clashes: string[] = [];
  if (settings.sandbox && settings.tokenFile !== undefined)
    clashes.push("LIAISON_TOKEN_FILE is set without LIAISON_HOMESERVER: name the homeserver, or leave both out for a sandbox.");
  if (settings.sandbox && env.NODE_ENV === "production")
    clashes.push("LIAISON_HOMESERVER is not set, and with NODE_ENV=production no sandbox is started.");
  const matrixSide = settings.role === "all" || settings.role === "bot";
  if (matrixSide && settings.homeserver !== undefined && settings.tokenFile === undefined)
    clashes.push("LIAISON_HOMESERVER needs LIAISON_TOKEN_FILE, a file of mode 0600 with the access token.");
  if (settings.role !== "all" && settings.databaseUrl === undefined)
    clashes.push("LIAISON_ROLE other than all needs LIAISON_DATABASE_URL: the embedded database belongs to one process.");
  if (settings.role === "sources" && settings.hooksPort === undefined)
    clashes.push("LIAISON_ROLE=sources needs LIAISON_HOOKS_PORT, the port where webhooks arrive.");
  return clashes;
}

function notKnown(name: string): string {
  const place = secretNames[name.slice(prefix.length)];
  if (place !== undefined) return `${name} must not stand in the environment: put it into ${place}.`;
  if (laterNames.has(name.slice(prefix.length))) return `${name} is not a setting of this version.`;
  return `${name} is not a setting; the nearest is ${nearest(name.slice(0, longestWord), names, longestWord)}.`;
}

/** What is set, from the environment or from the file that `…_FILE` names; empty counts as not set. */
function textOf(env: Environment, name: SettingName, fromFile: boolean): string | undefined {
  const direct = env[prefix + name] || undefined;
  const file = fromFile ? env[`${prefix}${name}_FILE`] || undefined : undefined;
  if (file === undefined) return direct;
  if (direct !== undefined) throw new Refusal(`${prefix}${name} and ${prefix}${name}_FILE are both set: leave one out.`);
  return readSecretText(file, `The file of ${prefix}${name}_FILE`);
}

const hasPassword = (text: string | undefined): boolean => Boolean(text && URL.parse(text)?.password);
const passwordWarning = (name: string): string =>
  `${prefix}${name} holds a password in the environment; ${prefix}${name}_FILE keeps it in a file.`;

type Complete<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };
const complete = <T extends object>(values: T): values is T & Complete<T> => Object.values(values).every((value) => value !== undefined);
type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };
// leaves out the keys without a value, which exactOptionalPropertyTypes tells from keys that hold undefined
const present = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
