import { describe, expect, test } from "vitest";
import { type Ailment, ailmentsOf, type Governing, judgeRoom } from "#domain/rooms/ailments.ts";

const good: Governing = {
  "m.room.encryption": { algorithm: "m.megolm.v1.aes-sha2" },
  "m.room.join_rules": { join_rule: "invite" },
  "m.room.history_visibility": { history_visibility: "joined" },
  "m.room.guest_access": { guest_access: "forbidden" },
};
const { "m.room.guest_access": _, ...withoutGuests } = good;

test.each<[string, Governing, readonly Ailment[]]>([
  ["one as it should be", good, []],
  ["one that says nothing of guests, who are then forbidden", withoutGuests, []],
  ["one that replaces nothing and is replaced", { ...good, "m.room.tombstone": {} }, ["tombstoned"]],
  ["another cipher", { ...good, "m.room.encryption": { algorithm: "none" } }, ["unencrypted"]],
  ["a public one", { ...good, "m.room.join_rules": { join_rule: "public" } }, ["open"]],
  ["one to which one may knock", { ...good, "m.room.join_rules": { join_rule: "knock" } }, ["open"]],
  ["one for members of another", { ...good, "m.room.join_rules": { join_rule: "restricted" } }, ["open"]],
  ["one that everybody reads", { ...good, "m.room.history_visibility": { history_visibility: "world_readable" } }, ["world-readable"]],
  ["one that shows what was before", { ...good, "m.room.history_visibility": { history_visibility: "invited" } }, ["history"]],
  ["one for guests", { ...good, "m.room.guest_access": { guest_access: "can_join" } }, ["guests"]],
  ["one of nonsense", { ...good, "m.room.guest_access": { guest_access: 7 }, "m.room.join_rules": {} }, ["open", "guests"]],
  ["one that cannot be read", {}, ["unencrypted", "open", "history"]],
])("ails %s", (_what, state, ails) => {
  expect(ailmentsOf(state)).toEqual(ails);
});

test("what was replaced once stays so, whatever its state says later", () => {
  expect(ailmentsOf(good, true)).toEqual(["tombstoned"]);
});

describe("a room", () => {
  test("of ours has everything against it that ails it", () => {
    expect(judgeRoom(["guests"], true)).toEqual({ against: ["guests"], tolerated: [] });
    expect(judgeRoom(["history"], true, ["history"])).toMatchObject({ against: ["history"] });
  });

  test("of somebody's own may be as clients make it, when the bot comes, and never looser than it was", () => {
    const first = judgeRoom(["history", "guests"], false);
    expect(first).toEqual({ against: [], tolerated: ["history", "guests"] });
    const mended = judgeRoom(["history"], false, first.tolerated);
    expect(mended).toEqual({ against: [], tolerated: ["history"] });
    expect(judgeRoom(["history", "guests"], false, mended.tolerated)).toEqual({ against: ["guests"], tolerated: ["history"] });
    expect(judgeRoom(["guests"], false, judgeRoom([], false).tolerated)).toEqual({ against: ["guests"], tolerated: [] });
  });

  test("with something grave against it is judged on the rest when that is mended", () => {
    expect(judgeRoom(["open", "guests"], false)).toEqual({ against: ["open"] });
    expect(judgeRoom(["world-readable"], false, ["guests"])).toEqual({ against: ["world-readable"], tolerated: [] });
  });
});
