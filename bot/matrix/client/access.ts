import type { UserId } from "#domain/primitives/ids.ts";
import { HomeserverError } from "./homeserver-error.ts";

/** The access token that a request carries, and what comes in its place (bot/matrix/tokens.ts). Both reject with HomeserverError only. */
export interface Tokens {
  current(): Promise<string>;
  /** Another one than this, which the homeserver did not accept; undefined if there is none any more. */
  insteadOf(refused: string): Promise<string | undefined>;
}

/** An account on a homeserver, and the device as which it is used. */
export interface Account {
  /** Base address of the client-server API. */
  readonly homeserver: string;
  /** One that never changes, or where the valid one is to be had. */
  readonly accessToken: string | Tokens;
  readonly userId: UserId;
  readonly deviceId: string;
}

/** How often one request may get another token: one that another process has saved, then a renewed one. */
const mostTokens = 3;

/** Gives a request the token that is valid now, and another one where the homeserver does not accept it. */
export function withToken(access: string | Tokens): <T>(act: (token: string) => Promise<T>) => Promise<T> {
  const tokens = typeof access === "string" ? { current: async () => access, insteadOf: async () => undefined } : access;
  return async (act) => {
    let token = await tokens.current();
    for (let tried = 1; ; tried++) {
      try {
        return await act(token);
      } catch (fault) {
        if (!(fault instanceof HomeserverError) || fault.errcode !== "M_UNKNOWN_TOKEN" || tried === mostTokens) throw fault;
        const other = await tokens.insteadOf(token);
        if (other === undefined) throw fault;
        token = other;
      }
    }
  };
}
