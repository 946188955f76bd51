import { expect, test } from "vitest";
import type { OutboxDependencies } from "../../../../bot/outbox/deliver.ts";
import { startOutbox } from "../../../../bot/outbox/outbox.ts";
import { keyedQueue } from "../../../../bot/runtime/keyed-queue.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import { noEchoes } from "../../../support/echoes.ts";
import { samples } from "../../../support/notices/index.ts";
import { until } from "../../../support/waiting.ts";
import { anna, later, onPostgres, openCase, room, t0, user } from "../../storage/fresh.ts";

const postgres = onPostgres();
const here = room("case");
const me = user("@liaison:one.office.example");
const notReached = () => Promise.reject(new Error("nothing leaves while it waits at the gate"));

test("a message that waits at the gate leaves one line in the log, also where an attempt had failed before", async () => {
  const storage = await postgres.open();
  await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: anna });
    const id = await openCase(tx, "One", anna);
    await tx.rooms.made(id, here);
    await tx.rooms.save({ roomId: here, kind: "case", case: id, safe: true });
    const members = [me, anna, user("@eve:two.office.example")].map((userId) => ({ userId, membership: "join" as const }));
    await tx.rooms.setMembers(here, members, t0);
    // with somebody in the room who is no member, a hit waits
    await tx.outbox.send({ to: { case: id }, notice: samples.hit }, later(1));
  });
  const [waiting] = await storage.transaction((tx) => tx.outbox.waiting(1));
  await storage.transaction((tx) => tx.outbox.begin(waiting?.id ?? ""));
  const lines: string[] = [];
  let looks = 0;
  const rooms = keyedQueue();
  const outbox = startOutbox({
    // the gate asks the database alone, and nothing is sent
    homeserver: { userId: me, sendEncrypted: notReached } as unknown as OutboxDependencies["homeserver"],
    encryption: { unreached: () => [], unsigned: () => [] } as unknown as OutboxDependencies["encryption"],
    storage: {
      ...storage,
      read: (act) => {
        looks++;
        return storage.read(act);
      },
    },
    echoes: noEchoes,
    log: { ...openLog("silent"), info: (event, fields) => void lines.push(`${event} ${fields?.outboxId}`) },
    now: () => later(10),
    rooms,
    fatal: () => false,
  });
  for (let pass = 1; pass <= 3; pass++) {
    outbox.wake();
    await until(() => looks >= 2 * pass || undefined, "a look at what waits");
    await rooms.idle();
  }
  await outbox.stop();
  expect(lines).toEqual([`held at the gate ${waiting?.id}`]);
});
