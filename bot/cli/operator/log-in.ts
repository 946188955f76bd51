import { type UserId, userId } from "#domain/primitives/ids.ts";
import { Refusal } from "../../../config/refusal.ts";
import { refusalOf } from "../../matrix/account.ts";
import { HomeserverError, openUnnamed } from "../../matrix/homeserver.ts";
import type { TokenFile } from "../../matrix/token-file.ts";

/** What a login gives, ready for the token file. */
export type LoggedIn = TokenFile & { readonly userId: UserId; readonly deviceId: string };

/**
 * Logs in by password (client-server API, "Login") and asks for a refresh token. With `deviceId` the device is that one, new or
 * known: the homeserver then ends its earlier tokens. Rejects with Refusal.
 */
export async function logIn(
  homeserver: string,
  login: { readonly user: UserId; readonly password: string; readonly deviceId?: string },
): Promise<LoggedIn> {
  const asked = Date.now();
  const answer = await openUnnamed(homeserver)
    .login({ ...login, deviceName: "Liaison", refreshable: true })
    .catch((fault: unknown) => {
      throw fault instanceof HomeserverError ? refused(fault) : fault;
    });
  const { access_token: accessToken, refresh_token: refreshToken, device_id: deviceId, expires_in_ms: lifeMs } = answer;
  const user = typeof answer.user_id === "string" ? userId(answer.user_id) : undefined;
  if (typeof accessToken !== "string" || typeof deviceId !== "string" || user === undefined)
    throw new Refusal("The homeserver's answer to the login is not one: check that LIAISON_HOMESERVER is a Matrix client address.");
  if (user !== login.user)
    throw new Refusal("The homeserver has logged in another account than the named one: name the account as it does.");
  return {
    accessToken,
    userId: user,
    deviceId,
    ...(typeof refreshToken === "string" && { refreshToken }),
    ...(typeof lifeMs === "number" && { expiresAt: new Date(asked + lifeMs) }),
  };
}

function refused(fault: HomeserverError): Refusal {
  if (fault.status === 429) {
    const wait = fault.retryAfterMs === undefined ? "a while" : `${Math.ceil(fault.retryAfterMs / 1_000)} s`;
    return new Refusal(`The homeserver has seen too many logins: wait ${wait} and try again.`);
  }
  if (fault.errcode === "M_USER_DEACTIVATED") return new Refusal("The homeserver says that this account is deactivated.");
  if (fault.status === 403) return new Refusal("The homeserver does not accept this name and password.");
  if (fault.errcode === "M_UNKNOWN" || fault.errcode === "M_UNRECOGNIZED")
    return new Refusal(
      "The homeserver takes no logins by password: log in with its own means, and put the access token into the file of LIAISON_TOKEN_FILE.",
    );
  return refusalOf(fault);
}
