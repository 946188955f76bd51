import type { Mutant } from "../define.ts";

const store = "storage/confirmations/confirmations.ts";
const shown = ["tests/unit/commands/framework/preview.test.ts"];
const tests = ["tests/integration/bot/inbox/confirmation.test.ts"];

export const confirmation: readonly Mutant[] = [
  {
    name: "a code counts whatever would happen by now",
    file: "commands/framework/dispatch.ts",
    from: "asks.digest === confirmed && asks.of.includes(by);",
    to: "confirmed !== undefined && asks.of.includes(by);",
    tests: shown,
  },
  {
    name: "a code counts whoever is the right one by now",
    file: "commands/framework/dispatch.ts",
    from: "asks.digest === confirmed && asks.of.includes(by);",
    to: "asks.digest === confirmed;",
    tests: shown,
  },
  {
    name: "as many wrong codes as one likes",
    file: store,
    from: "wrong < mostWrong)",
    to: "wrong >= 0)",
    tests,
    title: "the fifth wrong one takes all codes of this officer, and of nobody else",
  },
  {
    name: "a code holds for ever",
    file: store,
    from: '.where("code_key", "=", codeKey).where("expires_at", ">", now)',
    to: '.where("code_key", "=", codeKey)',
    tests,
    title: "runs out after ten minutes, not before",
  },
  {
    name: "wrong codes are not counted",
    file: store,
    from: 'eb("wrong", "+", 1)',
    to: 'eb("wrong", "+", 0)',
    tests,
    title: "the fifth wrong one takes all codes of this officer, and of nobody else",
  },
  {
    name: "looking at what would happen does it",
    file: "commands/framework/preview.ts",
    from: 'return fail({ code: "already", what: { is: "looked-at" } });',
    to: "return ok(undefined);",
    tests: shown,
  },
  {
    name: "a code counts in a case's room",
    file: "commands/confirm/ok.ts",
    from: 'where: "private",',
    to: 'where: "anywhere",',
    tests,
    title: "works in the private room only, and talk there is talk",
  },
];
