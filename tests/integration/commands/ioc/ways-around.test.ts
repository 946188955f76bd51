import { beforeEach, describe, expect, test } from "vitest";
import { authorize } from "../../../../bot/gate/authorize.ts";
import { caseRoom, codeIn, coordination, type Heard, join, office, privateRoom } from "../../bot/office.ts";
import { anna, bruno, clara, user } from "../../storage/fresh.ts";

const desk = office();
const { type, transaction, state } = desk;
const chloe = user("@chloe:two.office.example");
const bot = user("@liaison:one.office.example");
const dirk = user("@dirk:one.office.example");
const value = "203.0.113.7";
const asked = (all: readonly Heard[]) => all.filter(({ notice }) => notice.type.startsWith("confirm")).map(({ to }) => to);
const text = (all: readonly Heard[]) => all.map((one) => one.text).join("\n");
const codes = async () => (await desk.records()).records.map((record) => record.codes);

async function newcomer(
  of: typeof chloe,
  role: "lead" | "contribute" | undefined,
  country = "FR",
  roster: "officer" | "coordinator" = "officer",
) {
  await transaction(async (tx) => {
    await tx.stores.roster.save({ userId: of, country, role: roster });
    if (role !== undefined) {
      await tx.stores.cases.add(desk.case(), { userId: of, role, by: anna, now: desk.now() });
      await tx.rooms.setMembers(caseRoom, [{ userId: of, membership: "join" }], desk.now());
    } else await join(tx, coordination, of);
    await tx.rooms.madePrivate(of, privateRoom(of), desk.now());
    await join(tx, privateRoom(of), of, bot);
    await tx.rooms.save({ roomId: privateRoom(of), kind: "private", safe: true });
  });
}

describe("forgetting a record and logging its value anew", () => {
  test("takes its provider's code where a lead wants it", async () => {
    await type(bruno, caseRoom, `/ioc add ${value} h:H2 share:silent tlp:amber+strict`);
    const said = await type(anna, caseRoom, "/ioc spill 1");
    expect(asked(said)).toContain(privateRoom(bruno));
    expect(text(said)).toContain("IOC-1 will be spilled");
    expect(await codes()).toMatchObject([{ handling: ["H2"], share: "silent" }]);
    const done = await type(bruno, privateRoom(bruno), `ok ${codeIn(said, bruno)}`);
    expect(text(done)).toContain("IOC-1 spilled");
  });

  test("takes the raiser's where its provider wants it, and is free where nobody else protects it", async () => {
    await type(bruno, caseRoom, `/ioc add ${value} 203.0.113.8 tlp:green share:open h:H0`);
    await type(anna, caseRoom, "/ioc set 1 tlp:red share:silent h:H2");
    expect(asked(await type(bruno, caseRoom, "/ioc spill 1"))).toContain(privateRoom(anna));
    expect(text(await type(bruno, caseRoom, "/ioc spill 2"))).toContain("IOC-2 spilled");
  });

  test("is nothing for who may not hear it", async () => {
    await type(anna, caseRoom, `/ioc add ${value} only:NL`);
    state.clock = 60_000;
    await newcomer(chloe, "lead");
    expect(text(await type(chloe, caseRoom, "/ioc spill 1"))).toContain("you are not cleared for it");
  });
});

test("a record that somebody made unreadable for its provider is given back with the code of who did it", async () => {
  await newcomer(chloe, "contribute");
  await type(bruno, caseRoom, `/ioc add ${value}`);
  await type(chloe, caseRoom, `/ioc add ${value} only:FR`);
  const said = await type(bruno, caseRoom, "/ioc set 1 only:all");
  expect(asked(said)).toContain(privateRoom(chloe));
  await type(chloe, privateRoom(chloe), `ok ${codeIn(said, chloe)}`);
  expect((await codes())[0]?.only).toBeUndefined();
});

describe("a coordinator alone", () => {
  beforeEach(() => newcomer(chloe, "contribute"));

  test("moves no officer to the country that may read: a lead of their case is asked, or another coordinator", async () => {
    const said = await type(clara, coordination, "/officer add @chloe country:NL");
    expect(asked(said)).toContain(privateRoom(anna));
    expect((await transaction((tx) => tx.stores.roster.find(chloe)))?.country).toBe("FR");
    await type(anna, privateRoom(anna), `ok ${codeIn(said, anna)}`);
    expect((await transaction((tx) => tx.stores.roster.find(chloe)))?.country).toBe("NL");
  });

  test("names no further coordinator where there is another one", async () => {
    await newcomer(dirk, undefined, "DE", "coordinator");
    const said = await type(clara, coordination, "/officer add @chloe role:coordinator");
    expect(asked(said)).toContain(privateRoom(dirk));
    expect((await transaction((tx) => tx.stores.roster.find(chloe)))?.role).toBe("officer");
  });
});

test("the kind of a record is not told to who may not hear it", async () => {
  await type(anna, caseRoom, `/ioc add ${value} tlp:red`);
  state.clock = 60_000;
  await newcomer(chloe, "contribute");
  const [ofKind, ofAnother] = [
    text(await type(chloe, caseRoom, "/ioc list type:ipv4")),
    text(await type(chloe, caseRoom, "/ioc list type:domain")),
  ];
  expect(ofKind).toBe(ofAnother);
});

test("who may not hear a record does not learn by logging its value that it is there", async () => {
  await type(anna, caseRoom, `/ioc add ${value} tlp:red`);
  state.clock = 60_000;
  await newcomer(chloe, "contribute");
  await type(chloe, caseRoom, `/ioc add ${value}`);
  const verdict = await transaction(async (tx) => {
    const item = (await tx.outbox.waiting(100)).at(-1);
    if (item === undefined) throw new Error("nothing is said");
    return (await authorize(tx, item, { room: caseRoom, me: bot }, desk.now())).verdict;
  });
  expect(verdict).toMatchObject({ decision: "deny", refs: [] });
});
