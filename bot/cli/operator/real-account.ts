import { existsSync } from "node:fs";
import { type UserId, userId } from "#domain/primitives/ids.ts";
import { checkPurpose } from "../../../config/files/data-folder.ts";
import { Refusal } from "../../../config/refusal.ts";
import type { Settings } from "../../../config/settings/settings.ts";
import { refusalOf, whoIs } from "../../matrix/account.ts";
import { HomeserverError } from "../../matrix/homeserver.ts";
import { readTokenFile, refuseUnwritable, type TokenFile } from "../../matrix/token-file.ts";
import { type Call, WrongUsage } from "./define.ts";

/** The account that a command is about, and where its tokens lie. */
export interface RealAccount {
  readonly homeserver: string;
  readonly tokenFile: string;
  readonly user: UserId;
  /** The device whose token it is, if that can be known. */
  readonly deviceId: string | undefined;
}

/**
 * The account that the operator names, or whose token the file holds. Throws Refusal in a sandbox, for a file that cannot be
 * written and for one that holds the token of another account; WrongUsage if nobody can tell which account is meant.
 */
export async function realAccount({ settings, words }: Pick<Call, "settings" | "words">): Promise<RealAccount> {
  const { homeserver, tokenFile } = places(settings);
  checkPurpose(settings.data, "real");
  refuseUnwritable(tokenFile);
  const named = words[0] === undefined ? undefined : userId(words[0]);
  if (words[0] !== undefined && named === undefined) throw new WrongUsage(`An account is named in full, as @liaison:agency.example.`);
  const tokens = existsSync(tokenFile) ? readTokenFile(tokenFile) : undefined;
  const known = tokens && (tokens.userId && tokens.deviceId ? tokens : await ownerOf(homeserver, tokens.accessToken));
  const owner = tokens?.userId ?? known?.userId;
  if (named !== undefined && owner !== undefined && owner !== named)
    throw new Refusal(`${tokenFile} holds the token of ${owner}: remove it first if that account is not needed here any more.`);
  const user = named ?? owner;
  if (user === undefined) throw new WrongUsage("Name the account: npm run liaison -- login @liaison:agency.example");
  return { homeserver, tokenFile, user, deviceId: tokens?.deviceId ?? known?.deviceId };
}

function places({ homeserver, tokenFile }: Settings): { readonly homeserver: string; readonly tokenFile: string } {
  if (homeserver === undefined || tokenFile === undefined)
    throw new Refusal("Set LIAISON_HOMESERVER and LIAISON_TOKEN_FILE first: a sandbox logs its bot in by itself.");
  return { homeserver, tokenFile };
}

/** Undefined for a token that nobody accepts any more: it is nobody's. */
async function ownerOf(homeserver: string, accessToken: string): Promise<Pick<TokenFile, "userId" | "deviceId"> | undefined> {
  try {
    return await whoIs(homeserver, accessToken);
  } catch (fault) {
    if (fault instanceof HomeserverError && fault.errcode === "M_UNKNOWN_TOKEN") return undefined;
    throw fault instanceof HomeserverError ? refusalOf(fault) : fault;
  }
}
