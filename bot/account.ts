import { type UserId, userId } from "#domain/ids.ts";
import { Refusal } from "../config/refusal.ts";
import { readSecretText } from "../config/secret-file.ts";
import { HomeserverError, openHomeserver } from "./homeserver.ts";

/** The account that the bot uses, as the homeserver knows it. */
export interface Account {
  readonly homeserver: string;
  readonly accessToken: string;
  readonly userId: UserId;
  readonly deviceId: string;
}

/**
 * Asks the homeserver whose token this is. The token file holds the access token alone, or JSON with `access_token` and,
 * if the device shall be checked, `device_id`. Throws Refusal; changes nothing.
 */
export async function readAccount(homeserver: string, tokenFile: string): Promise<Account> {
  const { accessToken, deviceId } = readTokenFile(tokenFile);
  const nobody = userId("@nobody:invalid");
  if (nobody === undefined) throw new Error("not a user id");
  let who: { user_id?: unknown; device_id?: unknown };
  try {
    who = await openHomeserver(homeserver, accessToken, nobody, "").request("GET", "/v3/account/whoami", null, null, 15_000);
  } catch (fault) {
    throw fault instanceof HomeserverError ? refusal(fault) : fault;
  }
  const user = typeof who.user_id === "string" ? userId(who.user_id) : undefined;
  if (user === undefined || typeof who.device_id !== "string")
    throw new Refusal("The homeserver does not say whose the access token is and of which device: use a token made by logging in.");
  if (deviceId !== undefined && deviceId !== who.device_id)
    throw new Refusal("The access token belongs to another device than the token file names: use the token of that device.");
  return { homeserver, accessToken, userId: user, deviceId: who.device_id };
}

function refusal(fault: HomeserverError): Refusal {
  if (fault.errcode === "M_UNKNOWN_TOKEN" || fault.status === 401)
    return new Refusal("The homeserver does not accept the access token in LIAISON_TOKEN_FILE: log in again and put the new token there.");
  if (fault.status === 0) return new Refusal("The homeserver in LIAISON_HOMESERVER cannot be reached: check the address and the network.");
  return new Refusal(`The homeserver in LIAISON_HOMESERVER refuses to answer (${fault.status}): check that it is a Matrix client address.`);
}

function readTokenFile(path: string): { readonly accessToken: string; readonly deviceId?: string } {
  const text = readSecretText(path, "The file of LIAISON_TOKEN_FILE").trim();
  if (!text.startsWith("{")) return { accessToken: text };
  let fields: { access_token?: unknown; device_id?: unknown } = {};
  try {
    fields = JSON.parse(text);
  } catch {
    // said below: a file that is no JSON has no token either
  }
  if (typeof fields.access_token !== "string")
    throw new Refusal('The file of LIAISON_TOKEN_FILE must hold the access token alone, or JSON such as {"access_token":"…"}.');
  return { accessToken: fields.access_token, ...(typeof fields.device_id === "string" && { deviceId: fields.device_id }) };
}
