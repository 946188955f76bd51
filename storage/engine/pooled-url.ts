import type { Query } from "../sealing/keyring.ts";

/** The roles of the database, from the most that a process may do to the least. */
export type DatabaseRole = "liaison_app" | "liaison_worker" | "liaison_feeds";

/** Every pooled connection is its role from its first statement on, also after RESET ROLE; a stuck transaction is ended before its lease is. */
const settings = ["idle_in_transaction_session_timeout=20000", "TimeZone=UTC", "DateStyle=ISO"];

/** The URL with our start-up options beside those that it has. */
export function pooledUrl(given: string, role: DatabaseRole = "liaison_app"): string {
  const url = new URL(given);
  const own = url.searchParams.get("options");
  const options = [`role=${role}`, ...settings].map((setting) => `-c ${setting}`);
  url.searchParams.set("options", [...(own === null ? [] : [own]), ...options].join(" "));
  return url.href;
}

/** A connection pooler between us and the server may swallow start-up options. */
export async function refuseOtherRole(query: Query, role: DatabaseRole): Promise<void> {
  const [who] = await query<{ role: string }>("select current_user as role");
  if (who?.role !== role) throw new Error(`the database does not keep to the role ${role}`);
}
