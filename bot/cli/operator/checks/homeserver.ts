import { runningSandbox } from "../../../../config/sandbox/running.ts";
import type { Settings } from "../../../../config/settings/settings.ts";
import { refusalOf, whoIs } from "../../../matrix/account.ts";
import { clockOffset } from "../../../matrix/clock-watch.ts";
import { type HearDate, HomeserverError, type Json, openUnnamed } from "../../../matrix/homeserver.ts";
import { readTokenFile } from "../../../matrix/token-file.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import { checkRateLimits } from "./rate-limits.ts";

const timeoutMs = 15_000;
const clockWarnMs = 10_000;
const clockFailMs = 30_000;
/** The version of the specification from which on a first cross-signing identity needs no password (MSC3967). */
const specificationWanted = [1, 11] as const;
const roomVersion = "12";

/** Whether the homeserver answers, what it can do, and whether it takes our token; what depends on a failed check is left out. */
export async function checkHomeserver(settings: Settings): Promise<readonly Finding[]> {
  const login = loginOf(settings);
  if (login === undefined)
    return [warn("homeserver", "the sandbox does not run; npm start starts it. With LIAISON_HOMESERVER a real one is looked at.")];
  const versions = await answered(openUnnamed(login.homeserver, "", { timeoutMs }).versions());
  if (versions instanceof HomeserverError) return [fail("homeserver", refusalOf(versions).message)];
  const reached = ok("homeserver", `${login.homeserver} answers`);
  return [reached, specification(versions.versions, versions.unstable_features), ...(await withToken(login))];
}

interface Login {
  readonly homeserver: string;
  readonly accessToken: string;
  readonly deviceId?: string;
  /** The token is renewed by the bot when it has run out. */
  readonly renewable: boolean;
}

function loginOf(settings: Settings): Login | undefined {
  if (settings.homeserver === undefined || settings.tokenFile === undefined) {
    const sandbox = runningSandbox(settings.data);
    return sandbox && { ...sandbox, renewable: false };
  }
  const { accessToken, deviceId, refreshToken } = readTokenFile(settings.tokenFile);
  return {
    homeserver: settings.homeserver,
    accessToken,
    ...(deviceId !== undefined && { deviceId }),
    renewable: refreshToken !== undefined,
  };
}

/** Changes nothing: a token that has run out is left to the bot. */
async function withToken({ homeserver, accessToken, deviceId, renewable }: Login): Promise<readonly Finding[]> {
  let off: number | undefined;
  const hear: HearDate = (date, asked, came) => {
    off = clockOffset(date, asked, came);
  };
  const asks = openUnnamed(homeserver, accessToken, { onDate: hear, timeoutMs });
  try {
    const who = await whoIs(homeserver, accessToken);
    const capabilities = await answered(asks.capabilities());
    return [
      deviceId === undefined || who.deviceId === deviceId
        ? ok("token", `accepted: ${who.userId}, device ${who.deviceId}`)
        : fail("token", `of device ${who.deviceId}, and the token file names ${deviceId}: use the token of that device.`),
      clock(off),
      capabilities instanceof HomeserverError ? fail("room versions", refusalOf(capabilities).message) : rooms(capabilities.capabilities),
      await checkRateLimits(asks, who.userId),
    ];
  } catch (fault) {
    if (!(fault instanceof HomeserverError)) throw fault;
    if (fault.errcode === "M_UNKNOWN_TOKEN" && renewable)
      return [warn("token", "has run out; the bot renews it when it starts. Rooms, clock and rate limits were not looked at.")];
    return [fail("token", refusalOf(fault).message)];
  }
}

const answered = (asked: Promise<Json>): Promise<Json | HomeserverError> =>
  asked.catch((fault: unknown) => {
    if (fault instanceof HomeserverError) return fault;
    throw fault;
  });

/** `versions`: as `/versions` names them, `v1.11`. */
export function specification(versions: unknown, unstable: unknown): Finding {
  const numbers = (Array.isArray(versions) ? versions : []).flatMap((one: unknown) => {
    const [, major, minor] = /^v(\d+)\.(\d+)$/u.exec(String(one)) ?? [];
    return major === undefined ? [] : [{ major: Number(major), minor: Number(minor) }];
  });
  const newest = numbers.toSorted((a, b) => b.major - a.major || b.minor - a.minor)[0];
  const what = "specification";
  if (newest === undefined) return fail(what, "the homeserver names no version: check that LIAISON_HOMESERVER is a Matrix client address.");
  const said = `up to v${newest.major}.${newest.minor}`;
  const [major, minor] = specificationWanted;
  const early = typeof unstable === "object" && unstable !== null && "org.matrix.msc3967" in unstable;
  if (newest.major > major || newest.minor >= minor || early) return ok(what, said);
  return warn(
    what,
    `${said}: before v${major}.${minor} (MSC3967) the bot's first start may be refused its identity; update the homeserver.`,
  );
}

/** `capabilities`: as `/capabilities` gives them. */
export function rooms(capabilities: unknown): Finding {
  const at = (value: unknown, name: string): unknown =>
    typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
  return at(at(at(capabilities, "m.room_versions"), "available"), roomVersion) !== undefined
    ? ok("room versions", `${roomVersion} is offered`)
    : fail("room versions", `${roomVersion} is not offered, and cases get rooms of no other: update the homeserver.`);
}

/** `off`: milliseconds by which the homeserver's clock is ahead. */
export function clock(off: number | undefined): Finding {
  if (off === undefined) return warn("clock", "the homeserver does not tell its time, so it was not compared.");
  const seconds = Math.round(Math.abs(off) / 1_000);
  if (Math.abs(off) <= clockWarnMs) return ok("clock", off === 0 ? "as the homeserver's" : `${seconds} s from the homeserver's`);
  const says = `${seconds} s ${off > 0 ? "behind" : "ahead of"} the homeserver's: set it by NTP here, or there.`;
  return Math.abs(off) > clockFailMs ? fail("clock", says) : warn("clock", says);
}
