import { expect, test } from "vitest";
import { anna, bruno } from "../../storage/fresh.ts";
import { caseRoom, codeIn, minute, office, privateRoom } from "../office.ts";

const { state, transaction, type, records, audit } = office();

test("lowering the protection of records waits for a code in private, and is answered in the room", async () => {
  await type(anna, caseRoom, "/ioc add 203.0.113.7 203.0.113.8");
  const asked = await type(anna, caseRoom, "!ioc set 1-2 tlp:green");
  expect(asked.map(({ to, notice }) => [to, notice.type])).toEqual([
    [privateRoom(anna), "confirm-in-case"],
    [caseRoom, "confirm-wanted"],
  ]);
  expect(asked[0]?.text).toContain("2 records will be protected less:\nTLP:AMBER → TLP:GREEN: 2 (IOC-1, IOC-2)");
  expect((await records()).records.map(({ codes }) => codes.tlp)).toEqual(["amber", "amber"]);
  const answers = await type(anna, privateRoom(anna), `ok ${codeIn(asked, anna)}`);
  expect(answers.map(({ to, text }) => [to, text])).toEqual([
    [privateRoom(anna), "Done in C-2026-0001: !ioc set 1-2 tlp:green"],
    [caseRoom, "IOC-1, IOC-2: now TLP:GREEN."],
  ]);
});

test("a record that was changed between question and code is asked about anew", async () => {
  await type(bruno, caseRoom, "/ioc add 203.0.113.7");
  const asked = await type(bruno, caseRoom, "/ioc set 1 tlp:green");
  await type(anna, caseRoom, "/ioc set 1 tlp:red");
  const again = await type(bruno, privateRoom(bruno), `ok ${codeIn(asked, bruno)}`);
  expect(again.map(({ notice }) => notice.type).toSorted()).toEqual(["confirm-changed", "confirm-in-case"]);
  expect((await records()).records[0]?.codes.tlp).toBe("red");
});

test("a lead lowers the codes of the case by a code; raising needs none", async () => {
  const code = codeIn(await type(anna, caseRoom, "/case codes tlp:green"), anna);
  const place = () => transaction((tx) => tx.rooms.place(caseRoom));
  expect(await place()).toMatchObject({ codes: { tlp: "amber" } });
  const answers = await type(anna, privateRoom(anna), `ok ${code}`);
  expect(answers.map(({ to, notice }) => [to, notice.type])).toEqual([
    [privateRoom(anna), "confirmed"],
    [caseRoom, "case-codes-changed"],
  ]);
  expect(await place()).toMatchObject({ codes: { tlp: "green" } });
  expect((await type(anna, caseRoom, "/case codes tlp:red")).map(({ notice }) => notice.type)).toEqual(["case-codes-changed"]);
});

test("from TLP:RED the codes of the case are lowered with another officer's code", async () => {
  await type(anna, caseRoom, "/case codes tlp:red");
  const code = codeIn(await type(anna, caseRoom, "/case codes tlp:amber"), bruno);
  await type(bruno, privateRoom(bruno), `ok ${code}`);
  expect(await transaction((tx) => tx.rooms.place(caseRoom))).toMatchObject({ codes: { tlp: "amber" } });
});

test("a search from a case's room is answered in private alone", async () => {
  await type(anna, caseRoom, "/ioc add 203.0.113.7");
  expect((await type(bruno, caseRoom, "/ioc find 203.0.113.7")).map(({ to, notice }) => [to, notice.type])).toEqual([
    [privateRoom(bruno), "indicators-found"],
    [caseRoom, "answered-privately"],
  ]);
});

test("searches are audited, misses too, and no more than sixty in an hour", async () => {
  for (let count = 0; count < 60; count++) await type(bruno, privateRoom(bruno), `/ioc find 203.0.113.${count}`);
  expect((await audit()).filter((entry) => entry === "ioc find done")).toHaveLength(60);
  const refused = (await type(bruno, privateRoom(bruno), "/ioc find 203.0.113.99"))[0];
  expect(refused?.text).toBe("Nothing was done. At most 60 searches in an hour; the next one from 2026-11-02 15:00 UTC on.");
  expect((await type(anna, privateRoom(anna), "/ioc find 203.0.113.99"))[0]?.notice.type).toBe("indicators-found");
  expect((await audit()).at(-2)).toBe("ioc find refused");
  state.clock = 60 * minute;
  expect((await type(bruno, privateRoom(bruno), "/ioc find 203.0.113.99"))[0]?.notice.type).toBe("indicators-found");
});

test("what waits to be said and shows a spilled value is never said", async () => {
  await type(anna, caseRoom, "/ioc add canary-spilled.example");
  await type(anna, caseRoom, "/ioc add canary-kept.example");
  await type(bruno, privateRoom(bruno), "/ioc find canary-spilled.example");
  const waiting = async () => JSON.stringify(await transaction((tx) => tx.outbox.waiting(1_000)));
  expect(await waiting()).toContain("canary-spilled");
  await type(anna, caseRoom, "/ioc spill 1");
  expect(await waiting()).not.toContain("canary-spilled");
  expect(await waiting()).toContain("canary-kept");
  expect(await waiting()).toContain("indicators-spilled");
});
