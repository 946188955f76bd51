import { describe, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import { authorizePrivately } from "../../../../bot/gate/authorize.ts";
import type { Transaction } from "../../../../storage/index.ts";
import { anna, bruno, clara } from "../../storage/fresh.ts";
import { caseRoom, codeIn, coordination, minute, office, privateRoom } from "../office.ts";

const { state, transaction, type, records, audit, now } = office();

async function caseOf(tx: Transaction): Promise<CaseId> {
  const place = await tx.rooms.place(caseRoom);
  if (place.where !== "case") throw new Error("no case");
  return place.case;
}

describe("a late command", () => {
  test("is shown in private, runs once on its code, and is answered where it was typed", async () => {
    const asked = await type(anna, caseRoom, "!ioc add 203.0.113.7", { late: 12 });
    expect(asked.map(({ to, notice }) => [to, notice.type])).toEqual([
      [privateRoom(anna), "confirm-in-case"],
      [caseRoom, "confirm-wanted"],
    ]);
    const code = codeIn(asked, anna);
    expect(asked[0]?.text).toContain("came 12 minutes late");
    expect(asked[0]?.text).toContain("203[.]0[.]113[.]7");
    expect(asked[0]?.text).toContain(`!ok ${code} · !no ${code}`);
    expect((await records()).total).toBe(0);

    const answers = await type(anna, privateRoom(anna), `ok ${code.toLowerCase()}`);
    expect(answers.map(({ to, notice }) => [to, notice.type])).toEqual([
      [privateRoom(anna), "confirmed"],
      [caseRoom, "indicators-logged"],
    ]);
    expect(answers[1]?.thread).toBe(asked[1]?.thread);
    expect((await records()).total).toBe(1);

    const second = await type(anna, privateRoom(anna), `/ok ${code}`);
    expect(second.map(({ text }) => text)).toEqual(["Nothing was done. No such code, or it has run out."]);
    expect((await records()).records.map(({ timesSeen }) => timesSeen)).toEqual([1]);
    expect(await audit()).toEqual(["ioc add asked", "ok done", "ioc add done", "ok refused"]);
  });

  test("one that came with a stamp from the future waits as well; a wrong one is answered at once, talk is not", async () => {
    expect(codeIn(await type(anna, caseRoom, "/case info", { late: -3 }), anna)).toMatch(/^[A-Z2-9]{4}$/u);
    expect((await type(anna, caseRoom, "/ioc add 1.2.3.999", { late: 12 })).map(({ to, text }) => [to, text.split(".")[0]])).toEqual([
      [caseRoom, "Nothing was logged"],
    ]);
    expect(await type(anna, caseRoom, "good morning", { late: 12 })).toEqual([]);
  });

  test("of somebody who lost the right meanwhile does not run, and they are told in private", async () => {
    const code = codeIn(await type(bruno, caseRoom, "/ioc add 203.0.113.7", { late: 12 }), bruno);
    await transaction(async (tx) => tx.stores.cases.add(await caseOf(tx), { userId: bruno, role: "read", by: anna, now: now() }));
    const answers = await type(bruno, privateRoom(bruno), `ok ${code}`);
    expect(answers.map(({ to, text }) => [to, text])).toEqual([[privateRoom(bruno), expect.stringContaining("needs the role contribute")]]);
    expect((await records()).total).toBe(0);
    expect((await audit()).slice(-2)).toEqual(["ok done", "ioc add refused"]);
  });

  test("one that would do something else by now is shown anew", async () => {
    const code = codeIn(await type(anna, caseRoom, "/ioc add 203.0.113.7", { late: 12 }), anna);
    await type(bruno, caseRoom, "/ioc add 203.0.113.7");
    const again = await type(anna, privateRoom(anna), `ok ${code}`);
    expect(again.map(({ to, notice }) => [to, notice.type])).toEqual([
      [privateRoom(anna), "confirm-changed"],
      [privateRoom(anna), "confirm-in-case"],
    ]);
    expect((await records()).records.map(({ timesSeen }) => timesSeen)).toEqual([1]);
    await type(anna, privateRoom(anna), `ok ${codeIn(again, anna)}`);
    expect((await records()).records.map(({ timesSeen }) => timesSeen)).toEqual([2]);
  });

  test("one whose number another record took meanwhile does the same still", async () => {
    const code = codeIn(await type(anna, caseRoom, "/ioc add 203.0.113.7", { late: 12 }), anna);
    await type(bruno, caseRoom, "/ioc add 203.0.113.8");
    expect((await type(anna, privateRoom(anna), `ok ${code}`))[1]?.text).toMatch(/^IOC-2 logged/u);
  });

  test("one whose answer holds words that are drawn does the same still", async () => {
    const code = codeIn(await type(clara, coordination, '/case open "Two" lead:@bruno', { late: 30 }), clara);
    expect((await type(clara, privateRoom(clara), `ok ${code}`)).map(({ to, notice }) => [to, notice.type])).toEqual([
      [privateRoom(clara), "confirmed"],
      [coordination, "case-opened"],
    ]);
  });

  test("typed in the private room it is asked about there", async () => {
    const asked = await type(anna, privateRoom(anna), "/bot version", { late: 12 });
    expect(asked.map(({ to, notice }) => [to, notice.type])).toEqual([[privateRoom(anna), "confirm"]]);
    expect((await type(anna, privateRoom(anna), `ok ${codeIn(asked, anna)}`)).map(({ notice }) => notice.type)).toEqual([
      "confirmed",
      "version",
    ]);
  });
});

test("a late reader's question shows nothing of what there is to read", async () => {
  await type(anna, caseRoom, "/ioc add 203.0.113.7");
  const asked = await type(bruno, caseRoom, "/ioc list", { late: 12 });
  expect(asked.map(({ text }) => text).join()).not.toContain("203");
  const list = await type(bruno, privateRoom(bruno), `ok ${codeIn(asked, bruno)}`);
  expect(list.map(({ to, notice }) => [to, notice.type])).toEqual([
    [privateRoom(bruno), "confirmed"],
    [caseRoom, "indicator-list"],
  ]);
});

test("a late command shows its officer nothing that was said before they came and is for who was there", async () => {
  await transaction(async (tx) => void (await tx.stores.cases.recode(await caseOf(tx), { ...caseDefaults, tlp: "red" })));
  await type(anna, caseRoom, '/task add "meet the source at the mill"');
  state.clock = minute;
  await transaction(async (tx) => {
    await tx.stores.cases.add(await caseOf(tx), { userId: clara, role: "contribute", by: anna, now: now() });
    await tx.rooms.setMembers(caseRoom, [{ userId: clara, membership: "join" }], now());
  });
  await type(clara, caseRoom, "/task take 1", { late: 12 });
  const [item] = (await transaction((tx) => tx.outbox.waiting(100))).filter(({ notice }) => notice.type === "confirm-in-case");
  if (item === undefined) throw new Error("not asked");
  expect((await transaction((tx) => authorizePrivately(tx, item, clara, now()))).decision).toBe("deny");
  expect((await transaction((tx) => authorizePrivately(tx, item, anna, now()))).decision).toBe("allow");
});

describe("a code", () => {
  test("drops with no, which is told and never runs", async () => {
    const code = codeIn(await type(anna, caseRoom, "/ioc add 203.0.113.7", { late: 12 }), anna);
    expect((await type(anna, privateRoom(anna), `!no ${code}`)).map(({ text }) => text)).toEqual(["Dropped: /ioc add 203[.]0[.]113[.]7"]);
    expect((await type(anna, privateRoom(anna), `ok ${code}`)).map(({ text }) => text)).toEqual([
      "Nothing was done. No such code, or it has run out.",
    ]);
    expect((await records()).total).toBe(0);
  });

  test("runs out after ten minutes, not before", async () => {
    const first = codeIn(await type(anna, caseRoom, "/ioc add 203.0.113.7", { late: 12 }), anna);
    const second = codeIn(await type(anna, caseRoom, "/ioc add 203.0.113.8", { late: 12 }), anna);
    state.clock = 10 * minute - 1;
    expect((await type(anna, privateRoom(anna), `ok ${first}`))[0]?.notice.type).toBe("confirmed");
    state.clock = 10 * minute;
    expect((await type(anna, privateRoom(anna), `ok ${second}`)).map(({ text }) => text)).toEqual([
      "Nothing was done. No such code, or it has run out.",
    ]);
    expect((await records()).total).toBe(1);
  });

  test("is nobody else's", async () => {
    const code = codeIn(await type(anna, caseRoom, "/ioc add 203.0.113.7", { late: 12 }), anna);
    expect((await type(bruno, privateRoom(bruno), `ok ${code}`)).map(({ text }) => text)).toEqual([
      "Nothing was done. No such code, or it has run out.",
    ]);
    expect((await type(anna, privateRoom(anna), `ok ${code}`))[0]?.notice.type).toBe("confirmed");
  });

  test("works in the private room only, and talk there is talk", async () => {
    const code = codeIn(await type(anna, caseRoom, "/ioc add 203.0.113.7", { late: 12 }), anna);
    for (const typed of [`/ok ${code}`, `ok ${code}`])
      expect((await type(anna, caseRoom, typed)).map(({ text }) => text.split("\n")[0])).toEqual([
        "Nothing was saved. This works only in your private room with the bot.",
      ]);
    expect(await type(anna, caseRoom, `ok ${code} please`)).toEqual([]);
    for (const talk of ["ok that", "ok", "no", "no way", "ok done"]) expect(await type(anna, privateRoom(anna), talk)).toEqual([]);
    expect((await type(anna, privateRoom(anna), `ok ${code}`, { edit: true }))[0]?.notice.type).toBe("edited");
    expect((await type(anna, privateRoom(anna), `ok ${code}`, { late: 11 }))[0]?.notice.type).toBe("confirmed");
  });

  test("the fifth wrong one takes all codes of this officer, and of nobody else", async () => {
    const mine = codeIn(await type(anna, caseRoom, "/ioc add 203.0.113.7", { late: 12 }), anna);
    const others = codeIn(await type(bruno, caseRoom, "/ioc add 203.0.113.8", { late: 12 }), bruno);
    const wrong = mine === "A2A2" ? "A3A3" : "A2A2";
    for (let tries = 1; tries < 5; tries++)
      expect((await type(anna, privateRoom(anna), `ok ${wrong}`)).map(({ text }) => text)).toEqual([
        "Nothing was done. No such code, or it has run out.",
      ]);
    const latest = codeIn(await type(anna, caseRoom, "/ioc add 203.0.113.9", { late: 12 }), anna);
    expect((await type(anna, privateRoom(anna), `no ${wrong}`))[0]?.text).toContain("all that waited for a code of yours was dropped");
    for (const code of [mine, latest]) expect((await type(anna, privateRoom(anna), `ok ${code}`))[0]?.notice.type).toBe("no-such-code");
    expect((await type(bruno, privateRoom(bruno), `ok ${others}`))[0]?.notice.type).toBe("confirmed");
  });
});
