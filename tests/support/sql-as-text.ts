/** Files that write SQL as text, each with its reason. Every other query is built from the entities, so that it compiles only with columns that exist. */
export const asText: Readonly<Record<string, string>> = {
  "storage/engine/session.ts": "begins, ends and undoes transactions",
  "storage/engine/statement.ts": "runs every statement",
  "storage/engine/listen.ts": "speaks of a channel, which is no table",
  "storage/engine/lease.ts": "reckons with the database's clock",
  "storage/engine/work.ts": "locks around others' locks, several times per command",
  "storage/migrate.ts": "asks for tables that may not be there yet",
  "storage/inspect.ts": "the same",
  "storage/trace.ts": "looks as the operator, with no key and no session",
  "storage/engine/pooled-url.ts": "asks who the connection is",
  "storage/device/crypto-journal.ts": "writes a whole store in one statement, under the lease",
  "storage/device/forget-device.ts": "forgets a whole store in one statement, under the lease",
  "storage/inbox/inbox.ts": "keeps the order of what came in, once per message",
  "storage/outbox/outbox.ts": "finds what may be sent now, once per message",
  "storage/indicators/log.ts": "writes records of a command in one statement",
  "storage/hits/correlate.ts": "fixes the order of joins, which the planner gets wrong",
  "storage/hits/correlate-many.ts": "does the same for a thousand records",
  "storage/imports/log.ts": "writes a thousand records in one statement",
};
/** SQL as text, or a row that is typed by hand. */
export const textual = /\b(?:query|send|run|all)\s*(?:<(?:[^()])*?>)?\(\s*["'`]|\bquery<|\binterface \w+(?:Row|Selected)\b/u;
