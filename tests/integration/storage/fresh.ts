import { afterAll, beforeAll } from "vitest";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import type { Canonical, Indicator, Kind } from "#domain/indicators/indicator.ts";
import { type CaseId, type EventId, eventId, type RoomId, roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import type { Transaction } from "../../../storage/index.ts";
import { type OpenStorage, openStorage, type StorageOptions } from "../../../storage/open.ts";
import { connected } from "../../support/copy-out.ts";
import { testPostgres } from "../../support/test-servers.ts";

export const masterKey = Buffer.alloc(32, 7);
export const graceMs = 10_000;
export const t0 = new Date("2026-11-02T14:00:00.000Z");
/** `seconds` after `t0`. */
export const later = (seconds: number): Date => new Date(t0.getTime() + seconds * 1_000);

/** A checked Matrix id. */
export function user(text: string): UserId {
  const id = userId(text);
  if (id === undefined) throw new Error(`no Matrix id: ${text}`);
  return id;
}
export const anna = user("@anna:one.office.example");
export const bruno = user("@bruno:two.office.example");
export const clara = user("@clara:one.office.example");
export const room = (name: string): RoomId => roomId(`!${name}`);
export const event = (name: string): EventId => eventId(`$${name}`);
export const noCodes: Codes = caseDefaults;

/** What the kinds of the domain hand to storage. */
export const value = (kind: Kind, text: string): Indicator => ({ kind, value: text as Canonical });
export const address = (text: string): Indicator => value("ipv4", text);

/** One server for the tests of a file; `open` makes a new database on it, `again` opens the same one another time. */
export function onPostgres() {
  let server: Awaited<ReturnType<typeof testPostgres>> | undefined;
  const opened: OpenStorage[] = [];
  let count = 0;
  beforeAll(async () => {
    server = await testPostgres();
  });
  afterAll(async () => {
    await Promise.all(opened.map((storage) => storage.close().catch(() => undefined)));
    await server?.stop();
  });
  const owner = () => {
    if (server === undefined) throw new Error("the server has not started");
    return server.ownerUrl;
  };
  return {
    owner,
    async database(asOwner?: string): Promise<string> {
      const name = `test_${++count}`;
      await connected(owner(), (client) => client.query(`create database ${name} ${asOwner === undefined ? "" : `owner ${asOwner}`}`));
      const url = new URL(owner());
      url.pathname = `/${name}`;
      if (asOwner !== undefined) {
        url.username = asOwner;
        url.password = asOwner;
      }
      return url.href;
    },
    async again(ownerUrl: string, options: Partial<StorageOptions> = {}): Promise<OpenStorage> {
      const storage = await openStorage({ ownerUrl, masterKey, graceMs, now: () => t0, ...options });
      opened.push(storage);
      return storage;
    },
    async open(options: Partial<StorageOptions> = {}): Promise<OpenStorage & { readonly ownerUrl: string }> {
      const ownerUrl = await this.database();
      return { ...(await this.again(ownerUrl, options)), ownerUrl };
    },
  };
}

/** A case that `lead` leads. */
export const openCase = async (tx: Transaction, title: string, lead: UserId, codes: Codes = noCodes): Promise<CaseId> =>
  (await tx.stores.cases.open({ title, lead, codes, by: clara, now: t0 })).id;

/** Logs without particulars. */
export const log = (tx: Transaction, of: CaseId, found: readonly Indicator[], codes: Partial<Codes> = {}, now = t0, by = anna) =>
  tx.stores.indicators.log(of, found, { codes: { ...noCodes, ...codes }, tags: [] }, { by, now });
