import { caseDefaults } from "#domain/codes/codes.ts";
import type { Canonical, Indicator } from "#domain/indicators/indicator.ts";
import { type CaseId, type UserId, userId } from "#domain/primitives/ids.ts";
import { type OpenStorage, openStorage } from "../storage/open.ts";
import { connected } from "../tests/support/copy-out.ts";
import { testPostgres } from "../tests/support/test-servers.ts";
import type { Figure } from "./figures.ts";
import { type Findings, type Group, interleaved } from "./group.ts";
import { hold } from "./held.ts";

const million = 1_000_000;
const warmUp = 50;
/** Values of one command, the most that are logged at once. */
const most = 500;
const alone = 1_000;
const meeting = 200;

/** A checked Matrix id of somebody made up. */
export function person(name: string): UserId {
  const id = userId(`@${name}:bench.example`);
  if (id === undefined) throw new Error("not a user id");
  return id;
}
/** A case without a room. */
export const openBareCase = (storage: OpenStorage, title: string): Promise<CaseId> =>
  storage.transaction(async (tx) => {
    const opened = { title, lead: person("anna"), codes: caseDefaults, by: person("clara"), now: new Date() };
    return (await tx.stores.cases.open(opened)).id;
  });
/** Logs as `/ioc add` does; what is logged is ripe at once where the storage has no grace. */
export const logDomains = (storage: OpenStorage, of: CaseId, names: readonly string[]): Promise<unknown> =>
  storage.transaction((tx) => {
    // in canonical form already
    const found = names.map((name): Indicator => ({ kind: "domain", value: name as Canonical }));
    return tx.stores.indicators.log(of, found, { codes: caseDefaults, tags: [] }, { by: person("anna"), now: new Date() });
  });

interface New {
  readonly id: string;
  readonly key: Buffer;
}
/** Logs so many of a new case; resolves with the record and the key of its own name of each. */
async function logNew(
  storage: OpenStorage,
  url: string,
  of: CaseId,
  { name, count }: { name: (at: number) => string; count: number },
): Promise<readonly New[]> {
  for (let at = 0; at < count; at += most)
    await logDomains(
      storage,
      of,
      Array.from({ length: Math.min(most, count - at) }, (_, next) => name(at + next)),
    );
  return connected(url, async (client) => {
    await client.query("analyze liaison.match_row, liaison.indicator, liaison.hit");
    const found = await client.query<{ id: string; key: Buffer }>(
      "select distinct on (i.id) i.id, m.match_key as key from liaison.indicator i join liaison.match_row m on m.indicator_id = i.id and m.role = 0 where i.case_id = $1 order by i.id",
      [of],
    );
    return found.rows;
  });
}

const lookUp = "select indicator_id, case_id from liaison.match_row where match_key = $1 and key_version = $2";

/** Milliseconds of both sides for each of the new ones: its correlation within an open transaction, and one look-up of its key. */
async function measure(storage: OpenStorage, found: readonly New[]): Promise<{ ours: number[]; peer: number[] }> {
  const [ours, peer]: [number[], number[]] = [[], []];
  const timed = async (into: number[], at: number, act: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await act();
    if (at >= warmUp) into.push(performance.now() - began);
  };
  const now = new Date();
  await interleaved(
    found.length,
    (at) =>
      storage.transaction(async (tx) => {
        // the beginning of a transaction is not what is measured
        await tx.work.nextDue(now);
        await timed(ours, at, () => tx.stores.hits.correlate(found[at]?.id ?? "", now));
      }),
    (at) => timed(peer, at, () => storage.database.query(lookUp, [found[at]?.key, 1])),
  );
  return { ours, peer };
}

async function correlate(size: { readonly large: boolean }): Promise<Findings> {
  const postgres = await testPostgres();
  const url = postgres.ownerUrl;
  const storage = await openStorage({ ownerUrl: url, masterKey: Buffer.alloc(32, 7), graceMs: 0, lease: { how: "at-once" } });
  try {
    const figures: Figure[] = [];
    const [holder, other] = [await openBareCase(storage, "Held"), await openBareCase(storage, "Meeting")];
    await hold(url, holder, 0, million);
    const alike = (at: number) => `alike-${at}.example`;
    await logNew(storage, url, holder, { name: alike, count: meeting });
    const first = await measure(
      storage,
      await logNew(storage, url, await openBareCase(storage, "New"), { name: (at) => `new-${at}.example`, count: alone }),
    );
    const name = "correlation of one new indicator that meets none of";
    figures.push({ name: `${name} 1 M held, p99`, unit: "ms", ...first, share: 99, bar: { most: 2 } });
    const met = await measure(storage, await logNew(storage, url, other, { name: alike, count: meeting }));
    figures.push({ name: "the same of one that meets one: locks, reads and writes both sides", unit: "ms", ...met });
    if (size.large) {
      await hold(url, holder, million, 10 * million);
      const ten = await measure(
        storage,
        await logNew(storage, url, await openBareCase(storage, "Newer"), { name: (at) => `newer-${at}.example`, count: alone }),
      );
      figures.push({ name: `${name} 10 M held, p99`, unit: "ms", ...ten, share: 99, bar: { most: 2 } });
      figures.push({
        name: "the same against 10 M and, as peer, against 1 M",
        unit: "ms",
        ours: ten.ours,
        peer: first.ours,
        bar: { most: 1.5 },
      });
    }
    const notes = [
      `correlation: peer is one look-up of the same key in the same index, each in one round trip; begin and commit are not in it.${size.large ? "" : " 10 M held only with `--large`."}`,
    ];
    return { figures, notes };
  } finally {
    await storage.close();
    await postgres.stop();
  }
}

export const correlation: Group = {
  rows: { correlation: "one new indicator against 1 M held (--large: and 10 M), against a bare index look-up" },
  measure: (_wanted, size) => correlate(size),
};
