import type { Health, UnreadLine } from "#domain/notices/plain.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { AlertSources, Alerts } from "./alerts.ts";
import type { Cases } from "./cases.ts";
import type { Confirmations, Identities } from "./confirmations.ts";
import type { Enrichment } from "./enrichment.ts";
import type { Exports } from "./exports.ts";
import type { Hits } from "./hits.ts";
import type { Imports } from "./imports.ts";
import type { Indicators } from "./indicators.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Meetings } from "./meetings.ts";
import type { Roster } from "./people.ts";
import type { ReceivedFiles } from "./received-files.ts";
import type { Tasks } from "./tasks.ts";

/** One aggregate each, all bound to the same transaction. Rows and the work they schedule are written together. */
export interface Stores {
  readonly roster: Roster;
  readonly cases: Cases;
  readonly indicators: Indicators;
  readonly lifecycle: Lifecycle;
  readonly hits: Hits;
  readonly meetings: Meetings;
  readonly tasks: Tasks;
  readonly alerts: Alerts;
  readonly alertSources: AlertSources;
  readonly enrichment: Enrichment;
  readonly exports: Exports;
  readonly imports: Imports;
  readonly health: {
    read(): Promise<Health>;
    /** Somebody's messages since then that could not be read or were refused, oldest first. */
    unread(of: UserId, since: Date): Promise<readonly UnreadLine[]>;
  };
  readonly confirmations: Confirmations;
  readonly receivedFiles: ReceivedFiles;
  readonly identities: Identities;
}
