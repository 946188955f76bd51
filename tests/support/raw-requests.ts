import { HomeserverError } from "../../bot/matrix/homeserver.ts";
import type { Account } from "./accounts.ts";

/** Anything that the client-server API can be asked; `path` is the part after `/_matrix/client`. Rejects with HomeserverError. */
export interface RawRequests {
  request<T>(method: "GET" | "POST" | "PUT", path: string, query?: Readonly<Record<string, string>> | null, body?: object): Promise<T>;
}

/** As this account, past the bot's own client: what people can do, and what the homeserver says of it. */
export const rawRequests = ({ homeserver, accessToken }: Pick<Account, "homeserver" | "accessToken">): RawRequests => ({
  async request<T>(method: string, path: string, query: Readonly<Record<string, string>> | null = null, body?: object): Promise<T> {
    const url = new URL(`${homeserver}/_matrix/client${path}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const headers = { authorization: `Bearer ${accessToken}` };
    const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const answer = (await response.json()) as T & { readonly errcode?: string };
    if (!response.ok) throw new HomeserverError(response.status, answer.errcode ?? "");
    return answer;
  },
});
