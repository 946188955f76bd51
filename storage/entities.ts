import { defineEntity } from "@mikro-orm/postgresql";
import { AlertRow } from "./alerts/alerts.ts";
import { AlertDelivery, AlertSource, AlertUntaken } from "./alerts/sources.ts";
import { AuditRow } from "./audit/entries.ts";
import { CaseFile, CaseYear } from "./cases/case-file.ts";
import { CaseMember } from "./cases/members.ts";
import { Confirmation } from "./confirmations/confirmations.ts";
import { LeaseRow } from "./engine/lease.ts";
import { WorkRow } from "./engine/work.ts";
import { EnrichmentFinding, EnrichmentJob } from "./enrichment/enrichment.ts";
import { ExportRow } from "./exports/exports.ts";
import { HitRow, HitSide } from "./hits/rows.ts";
import { ImportMetRow, ImportPortion, ImportRow } from "./imports/rows.ts";
import { KeyUse } from "./inbox/key-uses.ts";
import { ReceivedFileRow } from "./inbox/received-files.ts";
import { InboxRow } from "./inbox/row.ts";
import { SyncState, ToDeviceRow } from "./inbox/sync-state.ts";
import { KeyNotice } from "./inbox/waiting-for-key.ts";
import { IndicatorChange, IndicatorDoubt } from "./indicators/lifecycle-rows.ts";
import { MatchRow } from "./indicators/match-rows.ts";
import { IndicatorRow, IndicatorTag, Sighting } from "./indicators/row.ts";
import { MeetingRow, MeetingVote } from "./meetings/rows.ts";
import { OutboxRow } from "./outbox/outbox.ts";
import { ShownRow } from "./outbox/shown-records.ts";
import { IdentityApproval } from "./people/identities.ts";
import { Officer } from "./people/officers.ts";
import { RoomMemberRow } from "./rooms/members.ts";
import { RoomProblem } from "./rooms/problems.ts";
import { Room } from "./rooms/rooms.ts";
import { flat, keyed, sealed } from "./sealing/columns.ts";
import { DataKey } from "./sealing/keyring.ts";
import { TaskReminder } from "./tasks/reminders.ts";
import { TaskRow } from "./tasks/row.ts";

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
  RoomProblem,
  ShownRow,
  Sighting,
  SyncState,
  TaskReminder,
  TaskRow,
  ToDeviceRow,
  WorkRow,
];
