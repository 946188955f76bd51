import type { Mutant } from "../define.ts";

const file = "commands/framework/guard/guard.ts";
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
    from: "labelOnOwn(tokens, marked) ??",
    to: "",
    tests,
  },
  {
    name: "a label without a key beside pasted values is passed over",
    file,
    from: "labelBelow(tokens, pasted, values)",
    to: "undefined",
    tests: ["tests/unit/commands/framework/pasted-labels.test.ts"],
  },
  {
    name: "a key with a word that is none is passed over in a pasted text",
    file,
    from: 'untakenKey(left, "below") ??',
    to: "",
    tests: ["tests/unit/commands/framework/pasted-labels.test.ts"],
  },
  {
    name: "the key of a marking alone is passed over in a pasted text",
    file,
    from: "keyBelow(tokens, marked) ??",
    to: "",
    tests,
  },
  {
    name: "a protection in a quoted value is not looked for",
    file: "commands/framework/guard/texts.ts",
    from: 'if (text.mayHold === "more") return',
    to: 'if (text.mayHold === "more") return true ||',
    tests,
  },
  {
    name: "a key of which nothing was taken is passed over",
    file,
    from: 'untakenKey(left, "own") ??',
    to: "",
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
