import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { PortTaken } from "../../../../../jobs/feeds/webhook/server.ts";
import type { HookSender } from "../../../../support/hook-sender.ts";
import { onHooks } from "./hook-server.ts";

const { there, start, stop, waiting, titles } = onHooks();
const least = { severity: "low", title: "Beaconing" };
const edr: HookSender["send"] = (...sent) => there().edr.send(...sent);

test("a process that ends between commit and answer: the sender comes again, and there is one alert", async () => {
  await stop();
  const committed = Promise.withResolvers<void>();
  await start({
    ...there().storage,
    async transaction(act) {
      const before = (await waiting()).length;
      const done = await there().storage.transaction(act);
      if ((await waiting()).length === before) return done;
      committed.resolve();
      // what follows the commit is never reached
      return new Promise(() => {});
    },
  });
  const lost = edr(least, { id: "lost" }).then(
    () => "answered",
    () => "no answer",
  );
  await committed.promise;
  await stop();
  expect(await lost).toBe("no answer");
  await start();
  expect((await edr(least, { id: "lost" })).status).toBe(202);
  expect(await titles()).toEqual(["Beaconing"]);
});

test("while the database is away a sender is told to come again, and then it is taken once", async () => {
  await there().server.halt("crash");
  const away = await edr(least, { id: "patient" });
  expect([away.status, away.text, away.headers.get("retry-after")]).toEqual([
    503,
    "Nothing was taken: send it again with the same id.",
    "10",
  ]);
  expect((await edr(least, { signature: "" })).status).toBe(503);
  await there().server.resume();
  // connections of the pool that died with the server are found out one by one
  while ((await edr(least, { id: "patient" })).status !== 202) await sleep(100);
  expect((await edr(least, { id: "patient" })).status).toBe(202);
  expect(await titles()).toEqual(["Beaconing"]);
});

test("who sends slowly is cut off, in the head and in the body", async () => {
  const slow = (head: string) => {
    const socket = connect(there().port, "127.0.0.1", () => socket.write(head));
    socket.on("error", () => {}).resume();
    const drip = setInterval(() => socket.write("a"), 500);
    return once(socket, "close").finally(() => clearInterval(drip));
  };
  await Promise.all([
    slow("POST /hooks/x HTTP/1.1\r\nHost: x\r\nX: "),
    slow("POST /hooks/x HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"),
  ]);
  expect((await edr(least)).status).toBe(202);
});

test("a port that is somebody else's is refused by a sentence", async () => {
  await expect(start()).rejects.toBeInstanceOf(PortTaken);
});
