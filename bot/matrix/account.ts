import { type UserId, userId } from "#domain/primitives/ids.ts";
import { Refusal } from "../../config/refusal.ts";
import { type Account, HomeserverError, openUnnamed, type Tokens } from "./homeserver.ts";
import { readTokenFile } from "./token-file.ts";
import { openTokens } from "./tokens.ts";

/** Whose an access token is. Throws Refusal (also for an answer without a device) and HomeserverError. */
export async function whoIs(homeserver: string, access: string | Tokens): Promise<{ readonly userId: UserId; readonly deviceId: string }> {
  const who = await openUnnamed(homeserver, access, { timeoutMs: 15_000 }).whoami();
  const user = typeof who.user_id === "string" ? userId(who.user_id) : undefined;
  if (user === undefined || typeof who.device_id !== "string")
    throw new Refusal("The homeserver does not say whose the access token is and of which device: use a token made by logging in.");
  return { userId: user, deviceId: who.device_id };
}

/**
 * Asks the homeserver whose token the file of LIAISON_TOKEN_FILE holds (its form: bot/matrix/token-file.ts); a token that has run out
 * is renewed. Rejects with Refusal; changes nothing else.
 */
export async function readAccount(homeserver: string, tokenFile: string): Promise<Account> {
  const named = readTokenFile(tokenFile);
  const accessToken = openTokens(homeserver, tokenFile);
  const who = await whoIs(homeserver, accessToken).catch((fault: unknown) => {
    throw fault instanceof HomeserverError ? refusalOf(fault) : fault;
  });
  if (named.deviceId !== undefined && named.deviceId !== who.deviceId)
    throw new Refusal("The access token belongs to another device than the token file names: use the token of that device.");
  if (named.userId !== undefined && named.userId !== who.userId)
    throw new Refusal("The access token belongs to another account than the token file names: use the token of that account.");
  accessToken.belongTo(who);
  return { homeserver, accessToken, ...who };
}

/** The sentence for a homeserver that does not accept the token, cannot be reached, or is none. */
export function refusalOf(fault: HomeserverError): Refusal {
  if (fault.errcode === "M_UNKNOWN_TOKEN" || fault.status === 401)
    return new Refusal(
      "The homeserver does not accept the access token in LIAISON_TOKEN_FILE: log in again with npm run liaison -- login.",
    );
  if (fault.status === 0) return new Refusal("The homeserver in LIAISON_HOMESERVER cannot be reached: check the address and the network.");
  return new Refusal(`The homeserver in LIAISON_HOMESERVER refuses to answer (${fault.status}): check that it is a Matrix client address.`);
}
