import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { alerts } from "./alerts/alerts.ts";
import { alertIntake } from "./alerts/intake.ts";
import { alertReceiver } from "./alerts/receiver.ts";
import { sealForReceivers } from "./alerts/seal-for-receivers.ts";
import { alertSources } from "./alerts/sources.ts";
import { auditEntries } from "./audit/entries.ts";
import { cases } from "./cases/cases.ts";
import { confirmations } from "./confirmations/confirmations.ts";
import { type Touched, touchable } from "./contract/touched.ts";
import { type Lease, type LeaseOptions, takeLease } from "./engine/lease.ts";
import { type Listening, listenOn } from "./engine/listen.ts";
import { openPool } from "./engine/pool.ts";
import { type DatabaseRole, pooledUrl, refuseOtherRole } from "./engine/pooled-url.ts";
import { type RawAccess, rawAccess } from "./engine/raw-access.ts";
import { attempts, inReading, inTransaction, type Session } from "./engine/session.ts";
import { queryOn } from "./engine/statement.ts";
import { announced, announcement, openWakes } from "./engine/touched.ts";
import { workList } from "./engine/work.ts";
import { enrichment } from "./enrichment/enrichment.ts";
import { exports } from "./exports/exports.ts";
import { health } from "./health.ts";
import { hits } from "./hits/hits.ts";
import { imports } from "./imports/imports.ts";
import { inbox } from "./inbox/inbox.ts";
import { receivedFiles } from "./inbox/received-files.ts";
import { syncState } from "./inbox/sync-state.ts";
import type { ReceiverStorage, Storage, Transaction } from "./index.ts";
import { indicators } from "./indicators/indicators.ts";
import { lifecycle } from "./indicators/lifecycle.ts";
import { meetings } from "./meetings/meetings.ts";
import { migrate, refuseOtherVersion } from "./migrate.ts";
import { echoes } from "./outbox/echoes.ts";
import { continueOrder, outbox } from "./outbox/outbox.ts";
import { redactions } from "./outbox/redactions.ts";
import { identities } from "./people/identities.ts";
import { roster } from "./people/officers.ts";
import { pins } from "./people/pins.ts";
import { invitations } from "./rooms/invitations.ts";
import { rooms } from "./rooms/rooms.ts";
import { openKeyring } from "./sealing/keyring.ts";
import { tasks } from "./tasks/tasks.ts";

export interface StorageOptions {
  /** A PostgreSQL URL (libpq, "Connection URIs") of a login that may create roles and schemas, or for a worker of one that may be its role. */
  readonly ownerUrl: string;
  /** A worker has a role of its own and migrates nothing. */
  readonly role?: Exclude<DatabaseRole, "liaison_feeds">;
  /** 32 bytes. */
  readonly masterKey: Buffer;
  /** Without it no transaction checks a lease: for processes that do not use the Matrix device. */
  readonly lease?: LeaseOptions;
  /** How long a record waits before other cases meet it, in milliseconds. */
  readonly graceMs: number;
  /** Hits leave at multiples of this and a while of their own later, in milliseconds; without it at once. */
  readonly tickMs?: number;
  /** Asked for the rights that run out; defaults to the system's clock. */
  readonly now?: () => Date;
  /** Most connections of commands and jobs at once; defaults to 10. */
  readonly connections?: number;
  /** Other processes use this database: they are told what is touched here, and heard. */
  readonly shared?: boolean;
}

/** What `openStorage` resolves to. `close` also lets the next holder of the lease in. */
export interface OpenStorage extends Storage {
  readonly database: RawAccess;
  /** For what receives from outside: it waits for nothing that commands and jobs hold. */
  readonly receiver: ReceiverStorage;
}

/** Connections that commands and jobs cannot take: for the lease, for deliveries (four at once) and for their counts. */
const reserved = 6;

/**
 * Migrates, loads the keys, takes the lease. Rejects with WrongMasterKey, NewerDatabase, DatabaseUnreachable (nothing
 * was changed) or LeaseTaken; a worker with OlderDatabase where the bot has not migrated yet.
 */
export async function openStorage(options: StorageOptions): Promise<OpenStorage> {
  const { ownerUrl, masterKey, graceMs, tickMs = 0, now = () => new Date(), connections = 10 } = options;
  if (masterKey.length !== 32) throw new TypeError("a master key has 32 bytes");
  const { role = "liaison_app" } = options;
  if (role === "liaison_app") await migrate(ownerUrl, masterKey);
  else await refuseOtherVersion(ownerUrl, role);
  const url = pooledUrl(ownerUrl, role);
  const [pool, reserve] = [openPool(url, connections), openPool(url, reserved)];
  let lease: Lease | undefined;
  let listening: Listening | undefined;
  try {
    const query = queryOn(pool);
    await refuseOtherRole(query, role);
    const keys = await openKeyring(masterKey, query);
    if (options.lease !== undefined) lease = await takeLease(queryOn(reserve), options.lease);
    if (role === "liaison_app") await sealForReceivers(query, keys);
    await continueOrder(query);
    const wakes = openWakes();
    // heard by the others and not by ourselves, who knows at the commit
    const self = randomBytes(8).toString("hex");
    const bounds = { epoch: lease?.epoch, announce: options.shared ? announcement(self) : undefined };
    if (options.shared)
      listening = listenOn(
        url,
        (payload) => wakes.tell(announced(payload, self)),
        () => wakes.tell(new Set(touchable)),
      );
    const transactionsOn =
      (on: Pool): Storage["transaction"] =>
      async (act) => {
        const touched = new Set<Touched>();
        const done = await inTransaction(on, { keys, graceMs, tickMs, now, touched }, bounds, (session) => act(transactionOn(session)));
        wakes.tell(touched);
        return done;
      };
    return {
      database: rawAccess(query, keys, lease?.epoch ?? "-1"),
      transaction: transactionsOn(pool),
      receiver: { transaction: transactionsOn(reserve) },
      read: (act) => inReading(pool, { keys, graceMs, tickMs, now, touched: new Set() }, (session) => act(transactionOn(session))),
      onTouched: wakes.on,
      async close() {
        await listening?.stop();
        try {
          await lease?.release();
        } finally {
          // also where the database is away
          await Promise.all([pool.end(), reserve.end()]);
        }
      },
    };
  } catch (error) {
    // what went wrong first is told
    await lease?.release().catch(() => {});
    await Promise.all([pool.end(), reserve.end()]);
    throw error;
  }
}

const transactionOn = (session: Session): Transaction => ({
  stores: {
    roster: roster(session),
    cases: cases(session),
    indicators: indicators(session),
    lifecycle: lifecycle(session),
    hits: hits(session),
    meetings: meetings(session),
    tasks: tasks(session),
    alerts: alerts(session),
    alertSources: alertSources(session),
    enrichment: enrichment(session),
    imports: imports(session),
    exports: exports(session),
    health: health(session),
    confirmations: confirmations(session),
    receivedFiles: receivedFiles(session),
    identities: identities(session),
  },
  inbox: inbox(session),
  outbox: outbox(session),
  echoes: echoes(session),
  redactions: redactions(session),
  work: workList(session),
  receiver: alertReceiver(session),
  intake: alertIntake(session),
  rooms: rooms(session),
  invitations: invitations(session),
  pins: pins(session),
  audit: auditEntries(session),
  sync: syncState(session),
  attempt: attempts(session),
});
