import { accessSync, closeSync, constants, fsyncSync, openSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { type UserId, userId } from "#domain/primitives/ids.ts";
import { writePrivateJson } from "../../config/files/private-file.ts";
import { isCredential, readSecretText } from "../../config/files/secret-file.ts";
import { Refusal } from "../../config/refusal.ts";

/** What the file of LIAISON_TOKEN_FILE holds. A refresh token is used once: the file then holds the next one. */
export interface TokenFile {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly deviceId?: string;
  readonly userId?: UserId;
  /** When the access token runs out. */
  readonly expiresAt?: Date;
}

const name = "The file of LIAISON_TOKEN_FILE";

/**
 * Reads the access token alone, or JSON with `access_token` and, where known, `refresh_token`, `device_id`, `user_id` and
 * `expires_at` (ISO 8601, or milliseconds since 1970). Throws Refusal.
 */
export function readTokenFile(path: string): TokenFile {
  const text = readSecretText(path, name).trim();
  if (!text.startsWith("{")) return { accessToken: text };
  let fields: Readonly<Record<string, unknown>> = {};
  try {
    fields = JSON.parse(text);
  } catch {
    // said below: a file that is no JSON has no token either
  }
  const { access_token: accessToken, refresh_token: refreshToken, device_id: deviceId, user_id: user, expires_at: expires } = fields;
  if (typeof accessToken !== "string" || accessToken === "")
    throw new Refusal(`${name} must hold the access token alone, or JSON such as {"access_token":"…"}.`);
  const known = typeof user === "string" ? userId(user) : undefined;
  const expiresAt = new Date(typeof expires === "string" || typeof expires === "number" ? expires : Number.NaN);
  return {
    accessToken,
    ...(typeof refreshToken === "string" && { refreshToken }),
    ...(typeof deviceId === "string" && { deviceId }),
    ...(known !== undefined && { userId: known }),
    ...(!Number.isNaN(expiresAt.getTime()) && { expiresAt }),
  };
}

/** Throws Refusal if a new token could not be saved here. */
export function refuseUnwritable(path: string): void {
  if (isCredential(path))
    throw new Refusal(
      `${name} is a systemd credential and holds a refresh token, whose successor cannot be saved there: put it into a file of mode 0600 in a folder where this user may write, or log in without a refresh token.`,
    );
  const folder = dirname(real(path));
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Refusal(`${name} must lie in a folder where this user may write, since a new token is saved there: ${folder} is none.`);
  }
}

/** Whole or not at all, mode 0600, and on the disk when it returns. */
export function writeTokenFile(path: string, tokens: TokenFile): void {
  const at = real(path);
  writePrivateJson(at, {
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    user_id: tokens.userId,
    device_id: tokens.deviceId,
    expires_at: tokens.expiresAt?.toISOString(),
  });
  // the new name of the file, too
  const folder = openSync(dirname(at), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Where a link leads: it shall stay one. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
