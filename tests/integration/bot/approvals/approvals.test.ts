import { describe, expect, test } from "vitest";
import type { Identity } from "#domain/people/identity.ts";
import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import { type Concern, requestApproval } from "../../../../bot/approvals/request.ts";
import { anna, bruno, clara, user } from "../../storage/fresh.ts";
import { caseRoom, codeIn, coordination, join, office, privateRoom } from "../office.ts";

const { state, transaction, type, heard, handling, now } = office();

describe("who must be approved", () => {
  const identity = (key: string, changed = true): Identity => ({
    key,
    words: [key, "two", "three", "four", "five", "six"],
    changed,
    verified: false,
  });
  const ask = (where: RoomId, concern: Concern, untrusted: readonly UserId[] = []) =>
    transaction((tx) => requestApproval(handling(), tx, { room: where, concerns: [concern], untrusted }, now()));
  const approvals = () => transaction((tx) => tx.stores.identities.approved());

  test("a member's new identity: the lead is asked once in private, and on their code exactly this one is approved", async () => {
    state.identities.set(bruno, identity("first"));
    await ask(caseRoom, { userId: bruno, key: "first", stranger: false }, [bruno]);
    const asked = await heard();
    expect(asked.map(({ to }) => to)).toEqual([privateRoom(anna)]);
    expect(asked[0]?.text).toContain("first two three four five six");
    await ask(caseRoom, { userId: bruno, key: "first", stranger: false }, [bruno]);
    expect(await heard()).toEqual([]);

    const answers = await type(anna, privateRoom(anna), `ok ${codeIn(asked, anna)}`);
    expect(answers.map(({ to, notice }) => [to, notice.type])).toEqual([
      [privateRoom(anna), "confirmed"],
      [caseRoom, "admitted"],
    ]);
    expect(await approvals()).toEqual([{ userId: bruno, key: "first", how: "pin" }]);
  });

  test("one that changes again before the code approves nothing, and what is shown then is the newer", async () => {
    state.identities.set(bruno, identity("first"));
    await ask(caseRoom, { userId: bruno, key: "first", stranger: false }, [bruno]);
    const code = codeIn(await heard(), anna);
    state.identities.set(bruno, identity("second"));
    const again = await type(anna, privateRoom(anna), `ok ${code}`);
    expect(await approvals()).toEqual([]);
    expect(again.map(({ notice }) => notice.type)).toEqual(["confirm-changed", "confirm-in-case"]);
    expect(again[1]?.text).toContain("second two");
  });

  test("the only lead's own: a coordinator is asked, never the lead", async () => {
    state.identities.set(anna, identity("first"));
    await ask(caseRoom, { userId: anna, key: "first", stranger: false }, [anna]);
    const asked = await heard();
    expect(asked.map(({ to }) => to)).toEqual([privateRoom(clara)]);
    await type(clara, privateRoom(clara), `ok ${codeIn(asked, clara)}`);
    expect(await approvals()).toEqual([{ userId: anna, key: "first", how: "verify" }]);
    expect((await type(anna, caseRoom, "/case admit @anna"))[0]?.text).toContain("Somebody else must approve your identity");
  });

  test("a stranger on the roster becomes a member that reads; one who is not on it cannot be let in", async () => {
    const eve = user("@eve:three.office.example");
    await transaction((tx) => join(tx, caseRoom, eve));
    await ask(caseRoom, { userId: eve, stranger: true });
    expect((await heard()).map(({ to, notice }) => [to, notice.type])).toEqual([[privateRoom(anna), "stranger-in-room"]]);
    await transaction((tx) => tx.stores.roster.save({ userId: eve, country: "FR" }));
    await ask(caseRoom, { userId: eve, stranger: true });
    const asked = await heard();
    await type(anna, privateRoom(anna), `ok ${codeIn(asked, anna)}`);
    const listeners = await transaction((tx) => tx.rooms.listeners(caseRoom, now()));
    expect(listeners.find(({ userId }) => userId === eve)?.ofCase).toBe(true);
    expect((await type(eve, caseRoom, "/ioc add 203.0.113.7"))[0]?.text).toContain("needs the role contribute");
  });

  test("where identities must be verified, an officer only reads until a coordinator has confirmed the six words", async () => {
    state.verifiedOnly = true;
    state.identities.set(clara, { ...identity("clara", false), verified: true });
    state.identities.set(bruno, identity("bruno", false));
    expect((await type(bruno, caseRoom, "/ioc add 203.0.113.7"))[0]?.text).toContain("you may only read");
    expect((await type(bruno, caseRoom, "/ioc list"))[0]?.notice.type).toBe("indicator-list");
    const asked = await type(clara, coordination, "/officer verify @bruno");
    expect(asked.find(({ to }) => to === privateRoom(clara))?.text).toContain("bruno two three four five six");
    await type(clara, privateRoom(clara), `ok ${codeIn(asked, clara)}`);
    expect(await approvals()).toEqual([{ userId: bruno, key: "bruno", how: "verify" }]);
    state.identities.set(bruno, { ...identity("bruno", false), verified: true });
    expect((await type(bruno, caseRoom, "/ioc add 203.0.113.7"))[0]?.text).toMatch(/^IOC-1 logged/u);
  });
});
