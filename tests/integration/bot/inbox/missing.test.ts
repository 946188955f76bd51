import { beforeEach, describe, expect, test } from "vitest";
import type { OpenStorage } from "../../../../storage/open.ts";
import { onPostgres } from "../../storage/fresh.ts";
import { here, openReader, type Reader } from "../reader.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let reader: Reader;
beforeEach(async () => {
  storage = await postgres.open();
  reader = await openReader(storage);
});

const says = async () =>
  (await reader.said()).map(({ notice, thread }) =>
    notice.type === "messages-missing" ? `missing ${notice.count} before ${thread}` : `${notice.type} ${thread}`,
  );
const missing = async () => (await says()).filter((line) => line.startsWith("missing"));
/** Events come, by one sync, and are worked off. */
async function comes(...texts: readonly string[]): Promise<void> {
  await reader.came(...texts);
  reader.inbox.wake([here]);
  await reader.idle();
}
/** Every fifth tick looks for what is missing. */
async function passes(seconds: number): Promise<void> {
  reader.clock += seconds * 1_000;
  for (let tick = 0; tick < 5; tick++) reader.inbox.tick(new Date(0));
  await reader.idle();
}
async function restart(): Promise<void> {
  await reader.inbox.stop();
  reader = Object.assign(await openReader(storage), { keys: reader.keys, clock: reader.clock });
}

describe("messages of a session that did not come", () => {
  test("are told of to their sender after a minute, under the one that came, once, talk among them", async () => {
    await comes("session#0|/bot version", "session#1|talk", "session#4|more talk");
    await passes(59);
    expect(await missing()).toEqual([]);
    await passes(2);
    expect(await missing()).toEqual(["missing 2 before $session#4|more talk"]);
    await comes("session#5|/bot version");
    for (const seconds of [60, 600, 86_400]) await passes(seconds);
    expect(await missing()).toHaveLength(1);
  });

  test("are told of after a restart as well, and each gap by itself", async () => {
    await comes("session#0|talk", "session#2|talk");
    await restart();
    await comes("session#6|/bot version");
    await restart();
    await passes(61);
    expect(await missing()).toEqual(["missing 1 before $session#2|talk", "missing 3 before $session#6|/bot version"]);
  });

  test("are not told of if they come within the minute; of those that came none counts", async () => {
    await comes("session#0|talk", "session#3|talk", "session#6|talk");
    await passes(30);
    await comes("session#1|a", "session#2|b", "session#5|c");
    await passes(60);
    expect(await missing()).toEqual(["missing 1 before $session#6|talk"]);
  });

  test("are none before the first of a session that came: the bot may have been let in then", async () => {
    await comes("session#40|talk", "session#41|talk");
    reader.keys.add("other");
    await comes("other#7|talk");
    await passes(120);
    expect(await missing()).toEqual([]);
  });

  test("are none while they wait for their key or are damaged: of those their sender is told otherwise", async () => {
    await comes("session#0|talk");
    await comes("session#1|damaged", "session#3|talk");
    // its key is older than the session that came later is known from
    reader.keys.delete("session");
    await comes("session#2|waits");
    reader.keys.add("session");
    await passes(61);
    expect(await missing()).toEqual([]);
  });

  test("are none that were removed before they were read, as many as there were between", async () => {
    await comes("session#0|talk", "x#0|removed", "session#2|talk");
    await comes("session#5|talk");
    await passes(61);
    expect(await missing()).toEqual(["missing 2 before $session#5|talk"]);
  });

  test("are none that failed and were set aside", async () => {
    reader.faults.set("session#1|bad", () => new Error("fault"));
    await comes("session#0|talk", "session#1|bad", "session#2|talk");
    await passes(61);
    expect((await reader.state("session#1|bad")).state).toBe("parked");
    expect(await says()).toEqual(["broken $session#1|bad"]);
  });
});

describe("a command that was overtaken by a later one of its session", () => {
  test.each(["/bot version", "talk"])("and comes after %s was handled is asked about, whatever its stamp says", async (later) => {
    await comes("session#0|talk", `session#2|${later}`);
    const before = (await says()).length;
    await comes("session#1|/ioc add 192.0.2.1");
    // what is asked waits for her in private
    expect((await says()).slice(before)).toEqual(["confirm-wanted $session#1|/ioc add 192.0.2.1"]);
    expect((await reader.state("session#1|/ioc add 192.0.2.1")).state).toBe("done");
  });

  test("after a restart too", async () => {
    await comes("session#0|talk", "session#2|talk");
    await restart();
    await comes("session#1|/ioc add 192.0.2.1");
    expect(await says()).toContain("confirm-wanted $session#1|/ioc add 192.0.2.1");
  });

  test("from before the first that came of that session", async () => {
    await comes("session#5|talk");
    await comes("session#3|/ioc add 192.0.2.1");
    expect(await says()).toContain("confirm-wanted $session#3|/ioc add 192.0.2.1");
  });

  test("runs if it came before the later one was handled: two that were sent at once may change places", async () => {
    await comes("session#0|talk", "session#2|/bot version", "session#1|/ioc add 192.0.2.1");
    expect(await says()).toEqual(["version $session#2|/bot version", "indicators-logged $session#1|/ioc add 192.0.2.1"]);
  });

  test("runs if it only waited here for its key, while later ones were done", async () => {
    await comes("session#0|talk");
    reader.keys.delete("session");
    await comes("session#1|/ioc add 192.0.2.1");
    reader.keys.add("session");
    await comes("session#2|/bot version");
    reader.inbox.retry(["session"]);
    await reader.idle();
    expect(await says()).toEqual(["version $session#2|/bot version", "indicators-logged $session#1|/ioc add 192.0.2.1"]);
  });

  test("of another session, or by a place that was only claimed, is not", async () => {
    reader.keys.add("other");
    await comes("other#9|talk", "session#9|damaged");
    await comes("session#1|/ioc add 192.0.2.1");
    expect((await says()).slice(-1)).toEqual(["indicators-logged $session#1|/ioc add 192.0.2.1"]);
  });
});
