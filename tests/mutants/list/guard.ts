import type { Mutant } from "../define.ts";

const file = "commands/framework/guard.ts";
const tests = ["tests/unit/commands/framework/guard.test.ts"];

export const guard: readonly Mutant[] = [
  { name: "nothing is guarded", file: "commands/framework/dispatch.ts", from: "if (lost) return mend(lost);", to: "", tests },
  {
    name: "what is pasted is not looked at",
    file,
    from: "const isPasted = isBlock && line > 0;",
    to: "const isPasted = isBlock && line > 0;\nif (isPasted) continue;",
    tests,
  },
  {
    name: "a label without a key is a value",
    file,
    from: "return bareLabel(tokens, withMarkings(taken, tokens.lines.slice(1)));",
    to: "return undefined;",
    tests,
  },
  {
    name: "a protection in a quoted value is not looked for",
    file,
    from: 'if (text.mayHold === "more") return',
    to: 'if (text.mayHold === "more") return true ||',
    tests,
  },
  {
    name: "a key of which nothing was taken is passed over",
    file,
    from: "const lost = untaken(tokens, begin, { values, texts });",
    to: "const lost: Failed | undefined = undefined;",
    tests,
  },
  {
    name: "a key with a slip is none",
    file: "domain/codes/written.ts",
    from: "const near = nearKey(text);",
    to: "const near = undefined as ReturnType<typeof nearKey>;",
    tests,
  },
  {
    name: "a second word of a label is cut off",
    file: "domain/codes/written.ts",
    from: 'return next ? { codes: { tlp: "amber+strict" }, to: next.to } :',
    to: "return false ? { codes: {}, to: next?.to ?? to } :",
    tests,
  },
];
