import type { Mutant } from "../define.ts";

const assess = "bot/rooms/assess.ts";
const keeper = "bot/rooms/room-keeper.ts";
const tests = ["tests/integration/bot/rooms/coordination-room.test.ts"];

export const rooms: readonly Mutant[] = [
  {
    name: "a room that is not encrypted is safe",
    file: assess,
    from: 'encryption?.algorithm === "m.megolm.v1.aes-sha2" && rules',
    to: "rules",
    tests,
  },
  { name: "a public room is safe", file: assess, from: ' && rules?.join_rule === "invite"', to: "", tests },
  {
    name: "invitations of every officer are followed",
    file: keeper,
    from: 'if (officer?.role !== "coordinator") return',
    to: "if (officer === undefined) return",
    tests,
  },
  {
    name: "a room with others in it is a coordination room",
    file: assess,
    from: 'roles.every((role) => role === "coordinator")',
    to: 'roles.some((role) => role === "coordinator")',
    tests,
  },
];
