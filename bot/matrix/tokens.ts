import { setTimeout as sleep } from "node:timers/promises";
import type { UserId } from "#domain/primitives/ids.ts";
import { HomeserverError, openUnnamed, type Tokens } from "./homeserver.ts";
import { readTokenFile, refuseUnwritable, type TokenFile, writeTokenFile } from "./token-file.ts";

/** An access token is renewed when this much of its life is left, or a fifth of it if that is less. */
const marginMs = 60_000;
/** After a renewal that failed the next is tried this much later, as long as the token is accepted. */
const pauseMs = 15_000;
/** How often a renewal is asked for whose answer did not come. */
const tries = 3;

/** The tokens of a file. */
export interface FileTokens extends Tokens {
  /** Told when the homeserver has said whose they are: saved with the next pair, and no other device's token is taken up. */
  belongTo(owner: { readonly userId: UserId; readonly deviceId: string }): void;
}

/**
 * The tokens of a file. With a refresh token they are renewed before they run out, and when the homeserver does not accept
 * one any more (client-server API, "Refreshing access tokens"). The old refresh token stays valid until the new access token is
 * used for the first time: so the new pair is saved before that, and a renewal without an answer is asked for again. What
 * another process of ours has saved in the file is taken up. Throws Refusal.
 */
export function openTokens(homeserver: string, path: string): FileTokens {
  let held = readTokenFile(path);
  if (held.refreshToken !== undefined) refuseUnwritable(path);
  let renewAt = renewalOf(held);
  let renewing: Promise<string | undefined> | undefined;

  function hold(next: TokenFile): string {
    held = next;
    renewAt = renewalOf(next);
    return next.accessToken;
  }

  async function renew(): Promise<string | undefined> {
    const found = saved(path);
    const ours = found?.deviceId !== undefined && found.deviceId === held.deviceId;
    if (ours && found.accessToken !== held.accessToken) return hold(found);
    if (held.refreshToken === undefined) return undefined;
    const asked = Date.now();
    const answer = await refresh(homeserver, held.refreshToken);
    if (answer === undefined) return undefined;
    const next = { ...held, ...answer.tokens, ...(answer.lifeMs !== undefined && { expiresAt: new Date(asked + answer.lifeMs) }) };
    try {
      writeTokenFile(path, next);
    } catch {
      // not saved, so not used: the old refresh token still counts
      throw new HomeserverError(0, "LIAISON_TOKEN_NOT_SAVED");
    }
    return hold(next);
  }
  /** All who ask at the same time get the same answer. */
  function once(): Promise<string | undefined> {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  return {
    async current() {
      if (renewing !== undefined || Date.now() >= renewAt) {
        // until the homeserver refuses it, the old token will do
        renewAt = Date.now() + pauseMs;
        await once().catch(() => {});
      }
      return held.accessToken;
    },
    belongTo(owner) {
      held = { ...held, ...owner };
    },
    insteadOf: async (refused) => (refused === held.accessToken ? once() : held.accessToken),
  };
}

/** When to renew, in milliseconds since 1970. */
function renewalOf({ expiresAt, refreshToken }: TokenFile): number {
  if (expiresAt === undefined || refreshToken === undefined) return Number.POSITIVE_INFINITY;
  const left = expiresAt.getTime() - Date.now();
  return expiresAt.getTime() - Math.min(marginMs, Math.max(0, left) / 5);
}

/** The file as it is now; undefined while it cannot be read. */
function saved(path: string): TokenFile | undefined {
  try {
    return readTokenFile(path);
  } catch {
    return undefined;
  }
}

interface Renewed {
  readonly tokens: Pick<TokenFile, "accessToken" | "refreshToken">;
  readonly lifeMs: number | undefined;
}

/** Undefined if the homeserver no longer accepts the refresh token. Rejects with HomeserverError after some tries. */
async function refresh(homeserver: string, refreshToken: string): Promise<Renewed | undefined> {
  for (let tried = 1; ; tried++) {
    try {
      const answer = await openUnnamed(homeserver).refresh(refreshToken);
      const { access_token: accessToken, refresh_token: next, expires_in_ms: lifeMs } = answer;
      if (typeof accessToken !== "string") throw new HomeserverError(0, "LIAISON_UNREADABLE");
      return {
        // without a new one the old one stays valid
        tokens: { accessToken, refreshToken: typeof next === "string" ? next : refreshToken },
        lifeMs: typeof lifeMs === "number" ? lifeMs : undefined,
      };
    } catch (fault) {
      if (!(fault instanceof HomeserverError)) throw fault;
      if (fault.permanent) return undefined;
      if (tried === tries) throw fault;
      await sleep(Math.min(fault.retryAfterMs ?? 500 * tried, marginMs));
    }
  }
}
