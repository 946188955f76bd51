import type { Mutant } from "../define.ts";

const file = "bot/gate/authorize.ts";
const redirect = "bot/outbox/redirect.ts";
const tests = ["tests/integration/bot/outbox/redirect.test.ts"];

export const judge: readonly Mutant[] = [
  {
    name: "the key goes to everybody who is in the room",
    file,
    from: "heardBy(others.filter(belongs))",
    to: "heardBy(others)",
    tests,
    title: "no key goes to a stranger, whatever is said",
  },
  {
    name: "somebody who is invited to an officer's own room does not count",
    file,
    from: "officer === undefined || !alone ? hold",
    to: "officer === undefined ? hold",
    tests,
    title: "in an officer's own room it is authorized as in the case's",
  },
  {
    name: "who is on no roster is written to",
    file,
    from: "if (officer === undefined) return hold;",
    to: 'if (officer === undefined) return { decision: "allow", notice: item.notice };',
    tests,
    title: "somebody on no roster who asked gets nothing in private",
  },
  {
    name: "what the room may not hear goes to whoever asked, though they may not either",
    file: redirect,
    from: '(await authorizePrivately(tx, item, user, now)).decision !== "allow"',
    to: "false",
    tests,
  },
  {
    name: "what is redirected counts as logged when it was redirected",
    file: redirect,
    from: "...call }, now, loggedAt(item));",
    to: "...call }, now);",
    tests,
  },
  {
    name: "what was redirected is redirected again at the next attempt",
    file: redirect,
    from: "if (redirected.length > 0 || absent.length > 0)",
    to: "if (absent.length > 0)",
    tests,
  },
];
