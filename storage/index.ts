// The language between storage and everybody else; storage/open.ts opens it.

export type { AlertIntake, AlertReceiver, AlertSources, Alerts, ReceivedAlert, ReceivingSource, TakingSource } from "./contract/alerts.ts";
export type { Approval, Confirmations, Identities, Pending } from "./contract/confirmations.ts";
export type { CameBack, Echoes, LostMessages, UnreadEcho } from "./contract/echoes.ts";
export type { AskedJob, Asking, Enrichment, FoundLine } from "./contract/enrichment.ts";
export type { ExportAsked, ExportMade, Exports } from "./contract/exports.ts";
export type { ImportEntry, Imported, ImportMet, Imports, Starting } from "./contract/imports.ts";
export type { Heard, Inbox, InboxEnd, InboxItem, MissingMessages, NotTaken, PlaceInSession, Unread } from "./contract/inbox.ts";
export type { Particulars } from "./contract/indicators.ts";
export type { Invitation, Invitations } from "./contract/invitations.ts";
export type { Edit, Lifecycle, Refused } from "./contract/lifecycle.ts";
export type { MeetingPlan, Meetings } from "./contract/meetings.ts";
export type { Answer, Outbox, OutboxItem, PlaceInRoom, Said } from "./contract/outbox.ts";
export type { Caller, Doing, OfficerChange, Pins } from "./contract/people.ts";
export type { ReceivedFiles } from "./contract/received-files.ts";
export type { PendingRedaction, Redactions } from "./contract/redactions.ts";
export type {
  KnownRoom,
  Listener,
  PendingPrivateRoom,
  PendingRoom,
  Place,
  RoomMember,
  Rooms,
  Standing,
} from "./contract/rooms.ts";
export type { Stores } from "./contract/stores.ts";
export type { SyncProgress } from "./contract/sync.ts";
export type { DueReminder, TaskChange, Tasks } from "./contract/tasks.ts";
export type { Touched } from "./contract/touched.ts";
export type { AuditEntry, ReceiverStorage, Storage, Transaction } from "./contract/transaction.ts";
export { LeaseLost } from "./contract/transaction.ts";
export type { Beside, WorkItem, WorkList } from "./contract/work.ts";
export { isOutage } from "./engine/outage.ts";

/** What a handler asked for and nothing else, in type and at run time; commands and jobs share it. */
export const only = <S extends object, K extends keyof S>(stores: S, names: readonly K[]): Pick<S, K> =>
  // the entries are exactly the named ones, which fromEntries cannot express
  Object.fromEntries(names.map((name) => [name, stores[name]])) as Pick<S, K>;
