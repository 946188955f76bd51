import type { UserId } from "#domain/primitives/ids.ts";

/** Which homeservers did not answer when they were last asked for keys. In memory: after a start all are asked again. */
export interface UnreachableServers {
  /** The answer to a key query or claim for these users; `failures` names the servers that could not be asked (Matrix specification, "End-to-end encryption"). */
  heard(users: readonly string[], answer: { readonly failures?: unknown }): void;
  isSilent(user: UserId): boolean;
}

/** The server of a Matrix id. */
export const serverOf = (user: string): string => user.slice(user.indexOf(":") + 1);

export function unreachableServers(): UnreachableServers {
  const silent = new Set<string>();
  return {
    heard(users, { failures }) {
      const failed = new Set(typeof failures === "object" && failures !== null ? Object.keys(failures) : []);
      for (const server of new Set(users.map(serverOf))) {
        if (failed.has(server)) silent.add(server);
        else silent.delete(server);
      }
    },
    isSilent: (user) => silent.has(serverOf(user)),
  };
}
