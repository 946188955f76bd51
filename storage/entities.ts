import { defineEntity } from "@mikro-orm/postgresql";
import { AlertDelivery, AlertSource, AlertUntaken } from "./alert-sources.ts";
import { AlertRow } from "./alerts.ts";
import { AuditRow } from "./audit/entries.ts";
import { CaseFile, CaseYear } from "./case-file.ts";
import { CaseMember } from "./case-members.ts";
import { flat, keyed, sealed } from "./columns.ts";
import { Confirmation } from "./confirmations.ts";
import { EnrichmentFinding, EnrichmentJob } from "./enrichment.ts";
import { ExportRow } from "./exports.ts";
import { HitRow, HitSide } from "./hit-rows.ts";
import { IdentityApproval } from "./identity-approvals.ts";
import { ImportMetRow, ImportPortion, ImportRow } from "./import-rows.ts";
import { InboxRow } from "./inbox.ts";
import { KeyNotice } from "./inbox-waiting.ts";
import { IndicatorChange, IndicatorDoubt } from "./indicator-life-rows.ts";
import { IndicatorRow, IndicatorTag, Sighting } from "./indicator-row.ts";
import { KeyUse } from "./key-uses.ts";
import { DataKey } from "./keyring.ts";
import { LeaseRow } from "./lease.ts";
import { MatchRow } from "./match-rows.ts";
import { MeetingRow, MeetingVote } from "./meeting-rows.ts";
import { Officer } from "./officers.ts";
import { OutboxRow } from "./outbox.ts";
import { ReceivedFileRow } from "./received-files.ts";
import { RoomMemberRow } from "./room-members.ts";
import { RoomTrouble } from "./room-troubles.ts";
import { Room } from "./rooms.ts";
import { ShownRow } from "./shown.ts";
import { SyncState, ToDeviceRow } from "./sync-state.ts";
import { TaskReminder } from "./task-reminders.ts";
import { TaskRow } from "./task-row.ts";
import { WorkRow } from "./work.ts";

/** The encryption store's rows: its keys hashed, its values (each with its own key inside) sealed. */
const CryptoRecord = defineEntity({
  name: "CryptoRecord",
  schema: "device",
  tableName: "crypto_record",
  properties: { storeKey: keyed().primary(), objectStore: keyed(), value: sealed(), writtenAt: flat.time() },
});
const CryptoMeta = defineEntity({
  name: "CryptoMeta",
  schema: "device",
  tableName: "crypto_meta",
  properties: { name: flat.text().primary(), value: sealed() },
});
const CryptoGeneration = defineEntity({
  name: "CryptoGeneration",
  schema: "device",
  tableName: "crypto_generation",
  properties: { id: flat.integer().primary(), generation: flat.bigint() },
});
/** Kept by the ORM's migrator. */
const MigrationRow = defineEntity({
  name: "MigrationRow",
  schema: "liaison",
  tableName: "migration",
  properties: { id: flat.integer().primary(), name: flat.text(), executedAt: flat.time() },
});

/** Every table of our schemas. */
export const entities = [
  AlertDelivery,
  AlertRow,
  AlertSource,
  AlertUntaken,
  AuditRow,
  CaseFile,
  CaseMember,
  CaseYear,
  Confirmation,
  CryptoGeneration,
  CryptoMeta,
  CryptoRecord,
  DataKey,
  EnrichmentFinding,
  EnrichmentJob,
  ExportRow,
  HitRow,
  HitSide,
  IdentityApproval,
  ImportMetRow,
  ImportPortion,
  ImportRow,
  InboxRow,
  IndicatorChange,
  IndicatorDoubt,
  IndicatorRow,
  IndicatorTag,
  KeyNotice,
  KeyUse,
  LeaseRow,
  MatchRow,
  MeetingRow,
  MeetingVote,
  MigrationRow,
  Officer,
  OutboxRow,
  ReceivedFileRow,
  Room,
  RoomMemberRow,
  RoomTrouble,
  ShownRow,
  Sighting,
  SyncState,
  TaskReminder,
  TaskRow,
  ToDeviceRow,
  WorkRow,
];
