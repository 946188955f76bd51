import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type UserId, userId } from "#domain/primitives/ids.ts";
import { Refusal } from "../../config/refusal.ts";
import type { SandboxOfficer } from "../../config/sandbox/sandbox.ts";
import { localName } from "./session/recovery.ts";

/** What the running sandbox says of itself in `sandbox.json`. */
export interface RunningSandbox {
  readonly homeserver: string;
  readonly officers: readonly SandboxOfficer[];
}

/** Throws Refusal where no sandbox runs on this data folder. */
export function readSandbox(data: string): RunningSandbox {
  const path = join(data, "sandbox.json");
  if (!existsSync(path)) throw new Refusal(`No sandbox is running on ${data}: start one with npm start, and come back when it says Ready.`);
  try {
    const { homeserver, officers } = record(JSON.parse(readFileSync(path, "utf8")));
    if (typeof homeserver === "string" && Array.isArray(officers)) return { homeserver, officers: officers.map(officer) };
  } catch {
    // said below
  }
  throw new Refusal(`${path} cannot be read: start the sandbox again with npm start.`);
}

function officer(value: unknown): SandboxOfficer {
  const { userId: id, password, country, role } = record(value);
  const user = typeof id === "string" ? userId(id) : undefined;
  if (user === undefined || typeof password !== "string" || typeof country !== "string") throw new Error("not an officer");
  return { userId: user, password, country, role: role === "coordinator" ? "coordinator" : "officer" };
}

// an object of JSON, whatever it holds
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** By `@anna`, `anna` or the full id, in any case. */
export const findOfficer = (officers: readonly SandboxOfficer[], name: string): SandboxOfficer | undefined => {
  const wanted = name.toLowerCase().replace(/^@/u, "");
  return officers.find(({ userId: id }) => localName(id).toLowerCase() === wanted || id.toLowerCase() === `@${wanted}`);
};

/** One line per officer: how to name them, and who they are. */
export const officerLines = (officers: readonly SandboxOfficer[]): readonly string[] =>
  officers.map(
    ({ userId: id, role, country }: { userId: UserId; role: string; country: string }) => `  @${localName(id)}  ${role}, ${country}`,
  );
