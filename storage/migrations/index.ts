import { Spine } from "./2026-11-23-spine.ts";
import { Alerts } from "./2026-11-24-alerts.ts";
import { Confirmations } from "./2026-11-24-confirmations.ts";
import { EnrichmentTables } from "./2026-11-24-enrichment.ts";
import { Meetings } from "./2026-11-24-meetings.ts";
import { PrivateAnswers } from "./2026-11-24-private-answers.ts";
import { PrivateRooms } from "./2026-11-24-private-rooms.ts";
import { Tasks } from "./2026-11-24-tasks.ts";
import { ExportTable } from "./2026-11-25-exports.ts";
import { HitsTold } from "./2026-11-25-hits-told.ts";
import { ImportTables } from "./2026-11-25-imports.ts";
import { IndicatorLife } from "./2026-11-25-indicator-life.ts";
import { ReceivedFiles } from "./2026-11-25-received-files.ts";
import { ShownTable } from "./2026-11-25-shown.ts";
import { Announce } from "./2026-12-01-announce.ts";
import { AuditContent } from "./2026-12-01-audit-content.ts";
import { DeliveryContent } from "./2026-12-01-delivery-content.ts";
import { Echo } from "./2026-12-01-echo.ts";
import { Heard } from "./2026-12-01-heard.ts";
import { HitTick } from "./2026-12-01-hit-tick.ts";
import { InboxSender } from "./2026-12-01-inbox-sender.ts";
import { Invitations } from "./2026-12-01-invitations.ts";
import { LeastPrivilege } from "./2026-12-01-least-privilege.ts";
import { OutboxOrigin } from "./2026-12-01-outbox-origin.ts";
import { PinsOnTheRoster } from "./2026-12-01-pins.ts";
import { RoomRevisions } from "./2026-12-01-room-revisions.ts";
import { SaidChain } from "./2026-12-01-said-chain.ts";
import { SourceNumbers } from "./2026-12-01-source-numbers.ts";
import { TakenBack } from "./2026-12-01-taken-back.ts";
import { UnreadNotices } from "./2026-12-01-unread-notices.ts";
import { migrationNames } from "./names.ts";

const classes = {
  "2026-11-23-spine": Spine,
  "2026-11-24-private-rooms": PrivateRooms,
  "2026-11-24-tasks": Tasks,
  "2026-11-24-alerts": Alerts,
  "2026-11-24-private-answers": PrivateAnswers,
  "2026-11-24-meetings": Meetings,
  "2026-11-24-enrichment": EnrichmentTables,
  "2026-11-24-confirmations": Confirmations,
  "2026-11-25-indicator-life": IndicatorLife,
  "2026-11-25-imports": ImportTables,
  "2026-11-25-received-files": ReceivedFiles,
  "2026-11-25-exports": ExportTable,
  "2026-11-25-shown": ShownTable,
  "2026-11-25-hits-told": HitsTold,
  "2026-12-01-outbox-origin": OutboxOrigin,
  "2026-12-01-audit-content": AuditContent,
  "2026-12-01-announce": Announce,
  "2026-12-01-hit-tick": HitTick,
  "2026-12-01-least-privilege": LeastPrivilege,
  "2026-12-01-heard": Heard,
  "2026-12-01-unread-notices": UnreadNotices,
  "2026-12-01-said-chain": SaidChain,
  "2026-12-01-pins": PinsOnTheRoster,
  "2026-12-01-echo": Echo,
  "2026-12-01-source-numbers": SourceNumbers,
  "2026-12-01-invitations": Invitations,
  "2026-12-01-inbox-sender": InboxSender,
  "2026-12-01-taken-back": TakenBack,
  "2026-12-01-room-revisions": RoomRevisions,
  "2026-12-01-delivery-content": DeliveryContent,
} satisfies Readonly<Record<(typeof migrationNames)[number], unknown>>;

/** All migrations in order, as the ORM takes them. */
export const migrations = migrationNames.map((name) => ({ name, class: classes[name] }));
