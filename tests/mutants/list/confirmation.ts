import type { Mutant } from "../define.ts";

const store = "storage/confirmations/confirmations.ts";
const tests = ["tests/integration/bot/inbox/confirmation.test.ts"];

export const confirmation: readonly Mutant[] = [
  {
    name: "a code counts whatever would happen by now",
    file: "commands/framework/dispatch.ts",
    from: "asks.digest === confirmed && asks.of.includes(by);",
    to: "confirmed !== undefined && asks.of.includes(by);",
    tests,
  },
  {
    name: "a code counts whoever is the right one by now",
    file: "commands/framework/dispatch.ts",
    from: "asks.digest === confirmed && asks.of.includes(by);",
    to: "asks.digest === confirmed;",
    tests,
  },
  {
    name: "as many wrong codes as one likes",
    file: store,
    from: "wrong < mostWrong)",
    to: "wrong >= 0)",
    tests,
  },
  {
    name: "a code holds for ever",
    file: store,
    from: '.where("code_key", "=", codeKey).where("expires_at", ">", now)',
    to: '.where("code_key", "=", codeKey)',
    tests,
  },
  {
    name: "wrong codes are not counted",
    file: store,
    from: 'eb("wrong", "+", 1)',
    to: 'eb("wrong", "+", 0)',
    tests,
  },
  {
    name: "looking at what would happen does it",
    file: "commands/framework/preview.ts",
    from: 'return fail({ code: "already", what: "seen" });',
    to: "return ok(undefined);",
    tests,
  },
  {
    name: "a code counts in a case's room",
    file: "commands/confirm/ok.ts",
    from: 'where: "private",',
    to: 'where: "anywhere",',
    tests,
  },
];
