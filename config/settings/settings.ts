import { longestWord, nearest } from "#domain/primitives/nearest.ts";
import type { ValuesOf } from "./declare.ts";
import { type Environment, namesOf, passwordWarnings, prefix, readSettings } from "./read.ts";
import { laterNames, secretNames, settingTable } from "./table.ts";

/** What the operator has set, read and checked. Paths are absolute, times in milliseconds. */
export interface Settings extends ValuesOf<typeof settingTable> {
  /** A private homeserver is to be started: this process has the Matrix side, and no homeserver is named. */
  readonly sandbox: boolean;
  /** Sentences for the log, without any value. */
  readonly warnings: readonly string[];
}

/** All settings, or every fault at once, a sentence each. */
export type Loaded = { readonly ok: true; readonly settings: Settings } | { readonly ok: false; readonly faults: readonly string[] };

const names = namesOf(settingTable);

/** Reads the settings from an environment. A fault never quotes a value: it may be a secret in the wrong place. */
export function loadSettings(env: Environment): Loaded {
  const unknown = Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !names.includes(name))
    .map(notKnown);
  const read = readSettings(settingTable, env);
  if (!read.ok) return { ok: false, faults: [...unknown, ...read.faults] };
  if (unknown.length > 0) return { ok: false, faults: unknown };
  const { values } = read;
  const sandbox = values.homeserver === undefined && (values.role === "all" || values.role === "bot");
  const settings = { ...values, sandbox, warnings: passwordWarnings(settingTable, env) };
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
  if (settings.role === "sources" && settings.receiverKeyFile === undefined)
    clashes.push("LIAISON_ROLE=sources needs LIAISON_RECEIVER_KEY_FILE: make that file with npm run liaison -- receiver key FILE.");
  return clashes;
}

function notKnown(name: string): string {
  const place = secretNames[name.slice(prefix.length)];
  if (place !== undefined) return `${name} must not stand in the environment: put it into ${place}.`;
  if (laterNames.has(name.slice(prefix.length))) return `${name} is not a setting of this version.`;
  return `${name} is not a setting; the nearest is ${nearest(name.slice(0, longestWord), names, longestWord)}.`;
}
