import { AlertDelivery, AlertIntake, AlertRow, AlertSource, AlertUntaken } from "./alerts/tables.ts";
import { AuditContent, AuditRow } from "./audit/tables.ts";
import { CaseFile, CaseMember, CaseYear } from "./cases/tables.ts";
import { Confirmation } from "./confirmations/tables.ts";
import { CryptoGeneration, CryptoMeta, CryptoRecord } from "./device/tables.ts";
import { LeaseRow, MigrationRow, WorkRow } from "./engine/tables.ts";
import { EnrichmentFinding, EnrichmentJob } from "./enrichment/tables.ts";
import { ExportRow } from "./exports/tables.ts";
import { HitRow, HitSide } from "./hits/tables.ts";
import { ImportMetRow, ImportPortion, ImportRow } from "./imports/tables.ts";
import { InboxRow, KeyNotice, KeyUse, MessageGap, ReceivedFileRow, SyncState, ToDeviceRow, UnreadNoticeRow } from "./inbox/tables.ts";
import { IndicatorChange, IndicatorDoubt, IndicatorRow, IndicatorTag, MatchRow, Sighting } from "./indicators/tables.ts";
import { MeetingRow, MeetingVote } from "./meetings/tables.ts";
import { EchoRow, OutboxRow, SaidChain, ShownRow } from "./outbox/tables.ts";
import { IdentityApproval, Officer } from "./people/tables.ts";
import { InvitationRow, Room, RoomMemberRow, RoomProblem } from "./rooms/tables.ts";
import { DataKey } from "./sealing/tables.ts";
import { TaskReminder, TaskRow } from "./tasks/tables.ts";

const liaison = [
  AlertDelivery,
  AlertIntake,
  AlertRow,
  AlertSource,
  AlertUntaken,
  AuditContent,
  AuditRow,
  CaseFile,
  CaseMember,
  CaseYear,
  Confirmation,
  EchoRow,
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
  InvitationRow,
  KeyNotice,
  KeyUse,
  LeaseRow,
  MatchRow,
  MessageGap,
  MeetingRow,
  MeetingVote,
  MigrationRow,
  Officer,
  OutboxRow,
  ReceivedFileRow,
  Room,
  RoomMemberRow,
  RoomProblem,
  SaidChain,
  ShownRow,
  Sighting,
  SyncState,
  TaskReminder,
  TaskRow,
  ToDeviceRow,
  UnreadNoticeRow,
  WorkRow,
] as const;
const device = [CryptoGeneration, CryptoMeta, CryptoRecord] as const;
const keyring = [DataKey] as const;

/** The tables whose queries are typed, by their schema. */
export type Entities = {
  readonly liaison: (typeof liaison)[number];
  readonly keyring: (typeof keyring)[number];
};

/** Every table of our schemas. */
export const entities = [...liaison, ...device, ...keyring];
