import { beforeEach, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { AuditEntry, Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, event, later, log, noCodes, onPostgres, openCase, room, t0, value } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let north: CaseId;
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);

/** One entry an action, so that the test can name what is left. */
const note = (action: string, content: unknown, more: Partial<AuditEntry> = {}) =>
  run((tx) => tx.audit.append({ action, outcome: "done", by: anna, content, ...more }, later(60)));
/** Actions of all entries, and of those whose content can still be read. */
async function left() {
  const rows = await storage.database.query<{ action: string; kept: boolean }>(
    "select e.action, c.entry_id is not null as kept from liaison.audit_entry e left join liaison.audit_content c on c.entry_id = e.id order by e.id",
  );
  return { entries: rows.map(({ action }) => action), kept: rows.filter(({ kept }) => kept).map(({ action }) => action) };
}

beforeEach(async () => {
  storage = await postgres.open();
  north = await run(async (tx) => {
    const of = await openCase(tx, "North", anna);
    await tx.rooms.save({ roomId: room("north"), kind: "case", case: of, safe: true });
    await tx.inbox.insert([{ eventId: event("typed"), roomId: room("north"), sender: anna, event: "{}" }], t0);
    const logged = await log(tx, of, [value("domain", "spilled-canary.example"), value("domain", "kept-canary.example")]);
    const notice = { type: "indicators-logged", codes: noCodes, logged, refused: [] } as const;
    await tx.outbox.answer({ room: room("north"), about: of, notice, origin: { event: event("typed") } }, t0);
    return of;
  });
});
const spill = () => run((tx) => tx.stores.lifecycle.spill(north, { refs: ["IOC-1"], by: anna, lead: true, now: later(90) }));

test("a spill erases what the audit says of the record, wherever it was said and however it was written, and no entry", async () => {
  await run(async (tx) => {
    const [answer] = await tx.outbox.waiting(10);
    if (answer === undefined) throw new Error("no answer");
    await tx.outbox.sent(answer.id, event("answer"), t0, { room: room("north"), notice: answer.notice, about: north });
  });
  await note("the command itself", { text: "/ioc add the two" }, { case: north, eventId: event("typed") });
  await note("named again", { text: "/ioc find spilled-canary.example" });
  await note("disguised", { text: "/task add look at hxxp://Spilled-Canary[.]example/" }, { case: north });
  await note("another value", { text: "/ioc find kept-canary.example" }, { case: north });
  await note("no value", { ids: ["1"] });
  await spill();
  expect(await left()).toEqual({
    entries: ["the command itself", "named again", "disguised", "another value", "no value"],
    kept: ["another value", "no value"],
  });
});

test("what another case notes is its own", async () => {
  const south = await run((tx) => openCase(tx, "South", anna));
  await note("elsewhere", { text: "/ioc add spilled-canary.example" }, { case: south });
  await spill();
  expect((await left()).kept).toEqual(["elsewhere"]);
});
