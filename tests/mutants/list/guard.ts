import type { Mutant } from "../define.ts";

const file = "commands/framework/guard.ts";
const tests = ["tests/unit/commands/framework/guard.test.ts"];

export const guard: readonly Mutant[] = [
  { name: "nothing is guarded", file: "commands/framework/dispatch.ts", from: "if (lost) return no(lost);", to: "", tests },
  {
    name: "what is pasted is not looked at",
    file,
    from: "const isPasted = isBlock && line > 0;",
    to: "const isPasted = isBlock && line > 0;\nif (isPasted) continue;",
    tests,
  },
  { name: "a label without a key is a value", file, from: "? bareLabel(tokens) : undefined;", to: "? undefined : undefined;", tests },
  {
    name: "a protection in a quoted value is not looked for",
    file,
    from: "return text.to - text.from > at.to - at.from + 2;",
    to: "return true;",
    tests,
  },
];
