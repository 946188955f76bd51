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
import { OutboxOrigin } from "./2026-12-01-outbox-origin.ts";

/** All migrations in order; a name that is in the database and not here is a newer program's. */
export const migrations = [
  { name: "2026-11-23-spine", class: Spine },
  { name: "2026-11-24-private-rooms", class: PrivateRooms },
  { name: "2026-11-24-tasks", class: Tasks },
  { name: "2026-11-24-alerts", class: Alerts },
  { name: "2026-11-24-private-answers", class: PrivateAnswers },
  { name: "2026-11-24-meetings", class: Meetings },
  { name: "2026-11-24-enrichment", class: EnrichmentTables },
  { name: "2026-11-24-confirmations", class: Confirmations },
  { name: "2026-11-25-indicator-life", class: IndicatorLife },
  { name: "2026-11-25-imports", class: ImportTables },
  { name: "2026-11-25-received-files", class: ReceivedFiles },
  { name: "2026-11-25-exports", class: ExportTable },
  { name: "2026-11-25-shown", class: ShownTable },
  { name: "2026-11-25-hits-told", class: HitsTold },
  { name: "2026-12-01-outbox-origin", class: OutboxOrigin },
];
