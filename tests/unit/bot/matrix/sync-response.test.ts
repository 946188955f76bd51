import { expect, test } from "vitest";
import { userId } from "#domain/primitives/ids.ts";
import { afterJoining, encryptedEvents, memberChanges, touchesSafety } from "../../../../bot/matrix/sync-response.ts";

const me = userId("@bot:x.test");
const encrypted = (id: string) => ({ type: "m.room.encrypted", event_id: id, sender: "@anna:x.test", content: {} });
const joining = (user: string, membership = "join") => ({
  type: "m.room.member",
  event_id: "$m",
  sender: user,
  state_key: user,
  content: { membership },
});

test("only encrypted messages can become commands", () => {
  const events = [
    encrypted("$1"),
    { type: "m.room.message", event_id: "$2", sender: "@anna:x.test", content: { body: "/ioc add x" } },
    { ...encrypted("$3"), state_key: "" },
    { ...encrypted("$4"), sender: "nobody" },
  ];
  expect(encryptedEvents("!r", events).map((event) => event.eventId)).toEqual(["$1"]);
});

test("what came before our joining is left out", () => {
  if (me === undefined) throw new Error("not a user id");
  expect(afterJoining([encrypted("$1"), joining("@bot:x.test"), encrypted("$2")], me)).toEqual([encrypted("$2")]);
  expect(afterJoining([encrypted("$1"), joining("@anna:x.test")], me)).toHaveLength(2);
});

test("memberships are read from state keys, not from senders", () => {
  expect(
    memberChanges([
      { ...joining("@anna:x.test", "ban"), sender: "@lead:x.test" },
      { type: "m.room.name", state_key: "", content: {} },
    ]),
  ).toEqual([{ userId: "@anna:x.test", membership: "ban" }]);
});

test("a change of what governs a room unsettles it; a message of that type does not", () => {
  for (const type of ["encryption", "join_rules", "history_visibility", "guest_access", "create", "tombstone"])
    expect([type, touchesSafety([{ type: `m.room.${type}`, state_key: "", content: {} }])]).toEqual([type, true]);
  expect(touchesSafety([{ type: "m.room.encryption", content: {} }, joining("@anna:x.test")])).toBe(false);
});
