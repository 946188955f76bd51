import { beforeEach, describe, expect, test } from "vitest";
import { codeIn, coordination, type Heard, join, office, privateRoom } from "../../bot/office.ts";
import { clara, user } from "../../storage/fresh.ts";

const desk = office();
const { type, transaction } = desk;
const dirk = user("@dirk:one.office.example");
const countryOf = async () => (await transaction((tx) => tx.stores.roster.find(clara)))?.country;
const asked = (all: readonly Heard[]) => all.filter(({ notice }) => notice.type === "confirm").map(({ to }) => to);
const another = () =>
  transaction(async (tx) => {
    await tx.stores.roster.save({ userId: dirk, role: "coordinator" });
    await join(tx, coordination, dirk);
    await tx.rooms.madePrivate(dirk, privateRoom(dirk), desk.now());
    await join(tx, privateRoom(dirk), dirk, user("@liaison:one.office.example"));
    await tx.rooms.save({ roomId: privateRoom(dirk), kind: "private", safe: true });
  });

describe("a coordinator says of themselves", () => {
  beforeEach(another);
  test("country and agency once, and all else as they like", async () => {
    await type(clara, coordination, "/officer add @clara country:NL agency:NHTCU");
    expect((await type(clara, coordination, "/officer add @clara tz:Europe/Paris"))[0]?.notice.type).toBe("officer-saved");
    expect(await countryOf()).toBe("NL");
  });
  test("another country or agency only with another coordinator: they would read what is for that one alone", async () => {
    await type(clara, coordination, "/officer add @clara country:NL");
    for (const change of ["country:FR", "agency:OFAC"]) {
      const said = await type(clara, coordination, `/officer add @clara ${change}`);
      expect(asked(said)).toEqual([privateRoom(dirk)]);
      expect(said.find(({ to }) => to === privateRoom(dirk))?.text).toContain("desk before: NL");
    }
    expect(await countryOf()).toBe("NL");
    const code = codeIn(await type(clara, coordination, "/officer add @clara country:FR"), dirk);
    await type(dirk, privateRoom(dirk), `ok ${code}`);
    expect(await countryOf()).toBe("FR");
  });
});

test("the only coordinator is asked themselves; what another one changes is done at once", async () => {
  await type(clara, coordination, "/officer add @clara country:NL");
  expect(asked(await type(clara, coordination, "/officer add @clara country:FR"))).toEqual([privateRoom(clara)]);
  await another();
  expect((await type(dirk, coordination, "/officer add @clara country:FR"))[0]?.notice.type).toBe("officer-saved");
});
