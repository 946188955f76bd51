import type { UserId } from "#domain/primitives/ids.ts";
import { type Homeserver, openHomeserver } from "../../matrix/homeserver.ts";

/** A device that the homeserver has just made. */
export interface Login {
  readonly accessToken: string;
  readonly deviceId: string;
}

/** Logs a new device in by password. Rejects with HomeserverError. */
export async function login(url: string, user: UserId, password: string, display: string): Promise<Login> {
  const answer = await openHomeserver(url, "", user, "").request<{ access_token: string; device_id: string }>("POST", "/v3/login", null, {
    type: "m.login.password",
    identifier: { type: "m.id.user", user },
    password,
    initial_device_display_name: display,
  });
  return { accessToken: answer.access_token, deviceId: answer.device_id };
}

/** Ends a device, with its keys. What cannot be reached stays. */
export const logout = (homeserver: Homeserver): Promise<unknown> => homeserver.request("POST", "/v3/logout", null, {}).catch(() => {});
