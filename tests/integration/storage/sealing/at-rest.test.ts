import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import { entities } from "../../../../storage/entities.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { canariesIn } from "../../../support/canaries.ts";
import { connected, copyOut, tables } from "../../../support/copy-out.ts";
import { deliverAlert } from "../../../support/deliver-alert.ts";
import { address, anna, bruno, clara, event, later, log, noCodes, onPostgres, openCase, room, t0 } from "../fresh.ts";
import { asked, canaries, importTwice } from "./at-rest-canaries.ts";

const postgres = onPostgres();
let storage: OpenStorage & { readonly ownerUrl: string };
beforeAll(async () => {
  storage = await postgres.open();
  await fill(storage);
});

/** Puts every canary wherever it can go. */
async function fill({ transaction, database }: OpenStorage): Promise<CaseId> {
  const of = await transaction(async (tx) => {
    for (const userId of [anna, bruno, clara]) await tx.stores.roster.save({ userId, country: "NL" });
    const id = await openCase(tx, "Operation Nightjar", anna, { ...noCodes, share: "open" });
    const other = await openCase(tx, "Operation Nightjar", bruno);
    await tx.stores.cases.add(id, { userId: bruno, role: "read", by: anna, now: t0 });
    const particulars = { codes: { ...noCodes, share: "open" as const }, tags: ["canary-tag"], note: "canary note", source: "canary note" };
    for (const [each, by] of [
      [id, anna],
      [other, bruno],
      [id, bruno],
    ] as const)
      await tx.stores.indicators.log(each, [address("198.51.100.77"), address("198.51.100.78")], particulars, { by, now: t0 });
    await tx.stores.indicators.withdraw(id, ["IOC-2"], "canary reason", { by: anna, now: t0 });
    const edit = { refs: ["IOC-1"], by: bruno, now: t0 } as const;
    await tx.stores.lifecycle.set(
      id,
      { ...edit, lead: true },
      { codes: {}, tags: { add: ["canary-tag-2"], remove: [] }, note: "canary content" },
    );
    await tx.stores.lifecycle.doubt(id, { ...edit, lead: false }, "canary reason");
    await tx.stores.tasks.add(id, { text: "canary note", codes: noCodes, for: { officer: bruno }, due: later(86_400) }, anna, t0);
    await tx.stores.tasks.add(id, { text: "canary note", codes: noCodes }, anna, t0);
    await tx.stores.tasks.change(id, ["TASK-2"], { to: "dropped", note: "canary reason" }, { by: bruno, now: t0 });
    const plan = { title: "canary note", slots: [later(86_400)], minutes: 60, zone: "Europe/Paris", to: [bruno] };
    await tx.stores.meetings.plan(id, plan, anna, t0);
    await tx.stores.meetings.vote(id, "MEET-1", [1], { by: bruno, now: t0 });
    await tx.stores.meetings.fix(id, "MEET-1", 1, { by: anna, now: t0 });
    await tx.stores.meetings.cancel(id, "MEET-1", "canary reason", { by: anna, now: t0 });
    const { token } = await tx.stores.alertSources.add({ kind: "webhook", case: id, name: "canary note", by: clara, now: t0 });
    const source = await tx.receiver.source(token);
    if (source === undefined) throw new Error("no source");
    await tx.receiver.count([{ source: source.id, why: "repeated", times: 1 }]);
    const alert = { severity: "low", title: "canary note", text: "canary content", indicators: ["198.51.100.77"] } as const;
    await deliverAlert(tx, token, alert, t0);
    await tx.receiver.lay(source.id, "canary-session", alert, t0);
    await tx.stores.alerts.acknowledge(id, ["ALERT-1"], bruno, t0);
    await tx.rooms.made(id, room("canary-room"));
    await tx.rooms.setMembers(room("canary-room"), [{ userId: anna, membership: "join" }], t0);
    await tx.rooms.problems(room("canary-room"), "held", [anna]);
    const pending = {
      by: bruno,
      room: room("canary-room"),
      text: "canary content",
      prefix: "!",
      command: "ioc add",
      digest: "",
    };
    await tx.stores.confirmations.ask({ ...pending, case: id }, [anna], t0);
    await tx.stores.confirmations.ask(pending, [anna], t0);
    const file = { name: "canary note", mimetype: "canary-tag", sha256: "", bytes: Buffer.from("canary content ".repeat(1_000)) };
    await tx.stores.receivedFiles.keep(file, event("one"), id, t0);
    await tx.stores.receivedFiles.keep(file, event("two"), undefined, t0);
    await tx.stores.identities.approve({ userId: anna, key: "canary content", how: "pin" });
    await tx.audit.append(
      { action: "ioc add", outcome: "done", by: anna, case: id, eventId: event("one"), content: { typed: "canary content" } },
      t0,
    );
    await tx.audit.append({ action: "officer add", outcome: "done", by: clara, content: { typed: "canary content" } }, t0);
    await tx.sync.save("canary content");
    await tx.sync.beginMessage("canary content");
    await tx.sync.parkMessage("canary content", t0);
    return id;
  });
  await transaction(async (tx) => {
    for (const { id: work } of await tx.work.due(later(3_600), 10)) {
      const taken = await tx.work.take(work, later(3_600));
      if (taken !== undefined) await tx.stores.hits.correlate(taken.work.subject, later(3_600));
    }
    await importTwice(tx);
    const [record] = await log(tx, of, [address("203.0.113.9")]);
    await tx.stores.enrichment.ask(of, { records: ["IOC-1"], by: anna, origin: { event: event("one") } }, t0);
    await tx.stores.exports.ask(
      of,
      { format: "csv", wish: { for: "intel" }, reason: "canary reason", by: anna, second: false, origin: { event: event("one") } },
      t0,
    );
    const findings = [{ source: "network", facts: ["canary content"] }];
    for (const { subject, job } of await asked(tx))
      if (job === "export")
        await tx.stores.exports.end(
          subject,
          { name: "canary content", bytes: 1, sha256: "canary-session", records: ["IOC-1"], permitted: [] },
          t0,
        );
      else if (job === "enrich") await tx.stores.enrichment.done(subject, [{ record: "IOC-1", findings }], ["canary reason"], t0);
    const notice = {
      type: "officer-saved",
      officer: { userId: anna, name: "canary note", role: "officer", zone: "UTC" },
      again: false,
    } as const;
    await tx.outbox.answer({ room: room("canary-room"), about: of, notice, origin: { event: event("one") }, prefix: "/" }, t0);
    await tx.outbox.send({ to: { case: of }, notice }, t0);
    await tx.outbox.send({ to: { officer: anna }, notice }, t0);
    const [first] = await tx.outbox.waiting(1);
    if (first === undefined || record === undefined) throw new Error("nothing was written");
    await tx.outbox.park(first.id, "canary reason");
    const { records } = await tx.stores.indicators.list(of, { most: 1 });
    const list = { type: "indicator-list", codes: noCodes, records, total: 1, now: t0 } as const;
    const [second] = await tx.outbox.waiting(1);
    const { number } = await tx.outbox.place(second?.id ?? "", room("canary-room"));
    const said = { room: room("canary-room"), about: of, notice: list, number, link: "canary content" };
    await tx.outbox.sent(second?.id ?? "", event("three"), t0, said);
    const back = { roomId: room("canary-room"), read: { event: "canary content" } };
    await tx.echoes.came(
      ["three", "six"].map((one) => ({ ...back, eventId: event(one) })),
      t0,
    );
    await tx.invitations.keep([{ room: room("canary-room"), inviter: anna }], t0);
    const inbox = { roomId: room("canary-room"), sender: anna, event: "canary content" };
    await tx.inbox.insert(
      [
        { ...inbox, eventId: event("one") },
        { ...inbox, eventId: event("two") },
        { ...inbox, eventId: event("four") },
        { ...inbox, eventId: event("five") },
      ],
      t0,
    );
    await tx.inbox.waitForKey(event("two"), { session: "canary-session", reason: "canary reason", retryAt: t0 });
    await tx.inbox.noticeOnce(anna, "canary-session");
    const placed = { roomId: room("canary-room"), sender: anna, session: "canary-session" };
    await tx.inbox.keepPlace({ ...placed, eventId: event("four"), index: 1 }, { event: event("four") }, t0);
    await tx.inbox.keepPlace({ ...placed, eventId: event("five"), index: 7 }, { event: event("five") }, t0);
    const unread = { type: "undecryptable", reason: "canary reason" } as const;
    await tx.inbox.unread(
      { eventId: event("two"), room: room("canary-room"), sender: anna, notice: unread, origin: { event: event("two") } },
      t0,
    );
    const sha256 = createHash("sha256").update("ciphertext").digest();
    await tx.inbox.claim({ roomId: room("canary-room"), session: "canary-session", index: 0, sha256, eventId: event("one") });
  });
  const cell = (column: string, row: string) => ({ table: "device.crypto", column, row });
  const sealed = database.coordination.seal(cell("value", "1"), Buffer.from(anna));
  await database.query("insert into device.crypto_record values ($1, $2, $3)", [
    database.keyed("k", anna),
    database.keyed("s", "store"),
    sealed,
  ]);
  await database.query("insert into device.crypto_meta values ('about', $1)", [sealed]);
  return of;
}

describe("columns", () => {
  const columns = () =>
    connected(storage.ownerUrl, async (client) => {
      const found = await client.query<{ name: string; type: string }>(
        `select table_schema || '.' || table_name || '.' || column_name as name, data_type as type from information_schema.columns
         where table_schema in ('liaison', 'device', 'keyring') order by 1`,
      );
      return found.rows;
    });
  const declared = new Map<string, string | undefined>(
    entities.flatMap((entity) => {
      const { meta } = entity.init();
      return Object.values(meta.properties).map(
        (column) => [`${meta.schema}.${meta.tableName}.${snake(column.name)}`, column.comment] as const,
      );
    }),
  );
  function snake(name: string): string {
    return name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
  }

  test("are all declared, and none is declared that is not there", async () => {
    expect((await columns()).map((column) => column.name)).toEqual([...declared.keys()].sort());
  });
  test("say each whether they rest sealed, keyed or public; what is sealed or keyed holds bytes", async () => {
    for (const { name, type } of await columns()) {
      expect(declared.get(name), name).toMatch(/^(?:sealed|keyed|public)$/u);
      if (declared.get(name) !== "public") expect(type, name).toBe("bytea");
    }
  });
});

describe("a copy of every table", () => {
  const dumps = () =>
    connected(storage.ownerUrl, async (client) => {
      const found = new Map<string, Buffer>();
      for (const table of await tables(client)) found.set(table, await copyOut(client, table));
      return found;
    });
  test("shows no canary, in no form", async () => {
    for (const [table, dump] of await dumps()) expect(canariesIn(canaries, dump), table).toEqual([]);
  });
  test("was of tables with rows in them", async () => {
    const empty = [...(await dumps())].filter(([, dump]) => dump.length === 0).map(([table]) => table);
    expect(empty).toEqual([]);
  });
  test("would show a canary that was written in the clear", async () => {
    await connected(storage.ownerUrl, async (client) => {
      await client.query("begin");
      await client.query("update liaison.officer set body = $1", [Buffer.from(anna)]);
      expect(canariesIn(canaries, await copyOut(client, "liaison.officer"))).toEqual([anna]);
      await client.query("rollback");
    });
  });
});

test("a sealed value that was moved to another row does not open", async () => {
  await connected(storage.ownerUrl, async (client) => {
    const key = storage.database.keyed("user", bruno);
    const before = await client.query<{ body: Buffer }>("select body from liaison.officer where user_key = $1", [key]);
    await client.query("update liaison.officer set body = (select body from liaison.officer where user_key = $2) where user_key = $1", [
      key,
      storage.database.keyed("user", anna),
    ]);
    await expect(storage.transaction((tx) => tx.stores.roster.find(bruno))).rejects.toThrow(
      "a sealed value of liaison.officer.body does not open",
    );
    await client.query("update liaison.officer set body = $2 where user_key = $1", [key, before.rows[0]?.body]);
  });
});
