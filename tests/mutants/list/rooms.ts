import type { Mutant } from "../define.ts";

const assess = "bot/rooms/assess.ts";
const ailments = "domain/rooms/ailments.ts";
const keeper = "bot/rooms/room-keeper.ts";
const tests = ["tests/integration/bot/rooms/coordination-room.test.ts"];

export const rooms: readonly Mutant[] = [
  {
    name: "who has left reads on",
    file: keeper,
    from: "    await encryption.rotate(id);",
    to: "",
    tests,
    title: "what is said after somebody has left is said in a session of which they have no key",
  },
  {
    name: "a lead approves their own new identity",
    file: "bot/approvals/request.ts",
    from: "(user: UserId) => user !== userId && !untrusted.includes(user)",
    to: "(user: UserId) => !untrusted.includes(user) || user === userId",
    tests: ["tests/integration/bot/approvals/approvals.test.ts"],
    title: "the only lead's own: a coordinator is asked, never the lead",
  },
  {
    name: "a room that is not encrypted is safe",
    file: ailments,
    from: 'state["m.room.encryption"]?.algorithm !== "m.megolm.v1.aes-sha2"',
    to: "false",
    tests,
    title: "is no room to speak in where it is not encrypted",
  },
  {
    name: "a public room is safe",
    file: ailments,
    from: 'state["m.room.join_rules"]?.join_rule !== "invite"',
    to: "false",
    tests,
    title: "is no room to speak in where it is not encrypted",
  },
  {
    name: "invitations of every officer are followed",
    file: "storage/rooms/invitations.ts",
    from: 'openOfficer(keys.coordination, userKey, body).role === "coordinator"',
    to: 'openOfficer(keys.coordination, userKey, body).userId !== ""',
    tests: ["tests/integration/bot/sync/invitations.test.ts"],
  },
  {
    name: "a room with others in it is a coordination room",
    file: assess,
    from: 'roles.every((role) => role === "coordinator")',
    to: 'roles.some((role) => role === "coordinator")',
    tests,
    title: "is none with somebody else in it, or only invited",
  },
];
