import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { openLog } from "../../../../../bot/runtime/log.ts";
import { loopbackPort } from "../../../../../config/process/port.ts";
import { startTaking } from "../../../../../jobs/feeds/take-alerts.ts";
import type { RateLimit } from "../../../../../jobs/feeds/webhook/rate-limit.ts";
import { startWebhookServer, type WebhookServer } from "../../../../../jobs/feeds/webhook/server.ts";
import type { ReceiverStorage } from "../../../../../storage/index.ts";
import { type OpenStorage, openStorage } from "../../../../../storage/open.ts";
import { connected } from "../../../../support/copy-out.ts";
import { type HookSender, hookSender } from "../../../../support/hook-sender.ts";
import { type TestPostgres, testPostgres } from "../../../../support/test-servers.ts";
import { until } from "../../../../support/waiting.ts";
import { anna, clara, openCase, room, t0 } from "../../../storage/fresh.ts";

interface World {
  readonly server: TestPostgres;
  readonly storage: OpenStorage;
  readonly port: number;
  /** Two sources of one case that anna leads. */
  readonly edr: HookSender;
  readonly soc: HookSender;
}

async function open(): Promise<World> {
  const [server, port] = [await testPostgres(), await loopbackPort()];
  const storage = await openStorage({ ownerUrl: server.ownerUrl, masterKey: randomBytes(32), graceMs: 0 });
  const [edr, soc] = await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: anna, country: "NL" });
    const of = await openCase(tx, "North", anna);
    await tx.rooms.save({ roomId: room("north"), kind: "case", case: of, safe: true });
    const add = async (name: string) => {
      const { token, secret } = await tx.stores.alertSources.add({ kind: "webhook", case: of, name, by: clara, now: t0 });
      return hookSender(`http://127.0.0.1:${port}/hooks/${token}`, `whsec_${secret.toString("base64")}`);
    };
    return [await add("EDR"), await add("SOC")] as const;
  });
  return { server, storage, port, edr, soc };
}

/** A server for webhooks on a PostgreSQL, both for the tests of one file; each test begins without alerts and counts. */
export function onHooks() {
  let world: World | undefined;
  let hooks: WebhookServer | undefined;
  let taking: ReturnType<typeof startTaking> | undefined;
  let said = 0;
  const there = (): World => {
    if (world === undefined) throw new Error("not open yet");
    return world;
  };
  const start = async (on: ReceiverStorage = there().storage.receiver, rate?: RateLimit): Promise<void> => {
    taking ??= startTaking({ storage: there().storage, now: () => new Date(), onFault: () => {} });
    hooks = await startWebhookServer({
      port: there().port,
      storage: on,
      log: openLog("silent"),
      now: () => new Date(),
      fatal: () => false,
      ...(rate && { rate }),
    });
  };
  const stop = async (): Promise<void> => hooks?.stop();
  beforeAll(async () => {
    world = await open();
    world.storage.onTouched("outbox", () => void said++);
  });
  afterAll(async () => {
    await taking?.stop();
    await world?.storage.close();
    await world?.server.stop();
  });
  beforeEach(async () => {
    said = 0;
    await connected(there().server.ownerUrl, (client) =>
      client.query(
        "truncate liaison.alert_intake, liaison.alert, liaison.alert_delivery, liaison.alert_untaken, liaison.outbox, liaison.audit_entry, liaison.audit_content",
      ),
    );
    await start();
  });
  afterEach(stop);
  /** Once everything that was received is in its case. */
  const waiting = async () => {
    await until(async () => (await there().storage.read((tx) => tx.intake.waiting(1))).length === 0 || undefined, "an empty intake");
    return there().storage.transaction((tx) => tx.outbox.waiting(1_000));
  };
  return {
    there,
    start,
    stop,
    said: () => said,
    waiting,
    /** Of the alerts that wait to be said. */
    titles: async () => (await waiting()).map(({ notice }) => (notice.type === "alert" ? notice.alert.title : notice.type)),
    /** What is counted; everything is written when the server has stopped. */
    async counts() {
      await stop();
      const { sources, nowhere } = await there().storage.transaction((tx) => tx.stores.alertSources.list());
      return { sources: sources.map(({ accepted, untaken }) => ({ accepted, ...untaken })), nowhere };
    },
  };
}
