// The language between storage and everybody else; storage/orm.ts opens it.

export type { Answer, Inbox, InboxEnd, InboxItem, Outbox, OutboxItem, WorkItem, WorkList } from "./contract/queues.ts";
export type { KnownRoom, Listener, RoomMember, RoomOwed, Rooms } from "./contract/rooms.ts";
export type { Caller, OfficerChange, Particulars, Place, Stores } from "./contract/stores.ts";
export type { SyncProgress } from "./contract/sync.ts";
export type { AuditEntry, Storage, Transaction } from "./contract/transaction.ts";
export { LeaseLost } from "./contract/transaction.ts";

/** What a handler asked for and nothing else, in type and at run time; commands and jobs share it. */
export const only = <S extends object, K extends keyof S>(stores: S, names: readonly K[]): Pick<S, K> =>
  // the entries are exactly the named ones, which fromEntries cannot express
  Object.fromEntries(names.map((name) => [name, stores[name]])) as Pick<S, K>;
