import { expect, test } from "vitest";
import { commandQuotas } from "../../../../bot/inbox/command-quotas.ts";
import { bruno, onPostgres } from "../../storage/fresh.ts";
import { here, openReader } from "../reader.ts";

const postgres = onPostgres();
const most = 5;

test("who sends 200 commands waits behind the others of the room as soon as they are over their quota, in their own order", async () => {
  const storage = await postgres.open();
  await storage.transaction((tx) => tx.stores.roster.save({ userId: bruno, country: "FR" }));
  const reader = await openReader(storage, commandQuotas(most));
  await reader.came(...Array.from({ length: 200 }, (_, at) => `/ioc show ${at}`));
  await reader.cameFrom(bruno, "/bot version", "/ioc list");
  reader.inbox.wake([here]);
  await reader.idle();
  const entries = await storage.database.query<{ event_id: string; outcome: string }>(
    "select event_id, outcome from liaison.audit_entry where event_id is not null order by id",
  );
  const order = entries.map(({ event_id }) => event_id);
  expect(order).toHaveLength(202);
  // those that may be done, and the one that is over
  expect(order.slice(0, most + 1)).toEqual(Array.from({ length: most + 1 }, (_, at) => `$/ioc show ${at}`));
  expect(order.slice(most + 1, most + 3)).toEqual(["$/bot version", "$/ioc list"]);
  expect(order.slice(most + 3)).toEqual(Array.from({ length: 194 }, (_, at) => `$/ioc show ${at + most + 1}`));
  const said = (await reader.said()).map(({ notice }) => notice.type);
  expect(said.filter((type) => type === "too-many-commands")).toHaveLength(1);
  expect(said).toHaveLength(most + 3);
  await reader.inbox.stop();
}, 180_000);
