import type { UserId } from "#domain/primitives/ids.ts";
import { type Homeserver, openUnnamed } from "../../matrix/homeserver.ts";

/** A device that the homeserver has just made. */
export interface Login {
  readonly accessToken: string;
  readonly deviceId: string;
}

/** Logs a new device in by password. Rejects with HomeserverError. */
export async function login(url: string, user: UserId, password: string, display: string): Promise<Login> {
  const answer = await openUnnamed(url).login({ user, password, deviceName: display });
  return { accessToken: String(answer.access_token), deviceId: String(answer.device_id) };
}

/** Ends a device, with its keys. What cannot be reached stays. */
export const logout = (homeserver: Pick<Homeserver, "logout">): Promise<unknown> => homeserver.logout().catch(() => {});
