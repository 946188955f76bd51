import type { Mutant } from "../define.ts";

const file = "commands/framework/dispatch.ts";
const permission = ["tests/unit/commands/permission.test.ts"];

export const dispatch: readonly Mutant[] = [
  { name: "a level too low is enough", file, from: "if (!atLeast(caller.level, permission))", to: "if (false)", tests: permission },
  {
    name: "who is on no roster commands",
    file,
    from: "if (!caller.onRoster) return refuse(noRight(commands, found));",
    to: "",
    tests: permission,
  },
  {
    name: "a command runs in every room",
    file,
    from: 'if (where !== "anywhere" && where !== place.where)',
    to: "if (false)",
    tests: [...permission, "tests/unit/commands/framework/errors.test.ts"],
  },
  {
    name: "a closed case is written to",
    file,
    from: 'place.state === "closed" && effect !== "reads"',
    to: 'place.state === "closed" && false',
    tests: ["tests/unit/commands/closed-case.test.ts"],
  },
  {
    name: "an identity that nobody has verified commands",
    file,
    from: "!verifiedOnly || (await identityOf?.(user))?.verified === true;",
    to: "!verifiedOnly || identityOf !== undefined;",
    tests: ["tests/integration/bot/approvals/approvals.test.ts"],
    title: "where identities must be verified, an officer only reads",
  },
  {
    name: "what is answered in private is answered in the room",
    file,
    from: '...(command.answers === "private" && { inPrivate: true }),',
    to: "",
    tests: ["tests/integration/bot/inbox/records.test.ts"],
    title: "a search from a case's room is answered in private alone",
  },
  {
    name: "a command that came late runs at once",
    file,
    from: "tx, late !== undefined || confirmed !== undefined);",
    to: "tx, confirmed !== undefined);",
    tests: ["tests/integration/bot/inbox/confirmation.test.ts"],
    title: "is shown in private, runs once on its code, and is answered where it was typed",
  },
  {
    name: "half of what failed stays written",
    file,
    from: "await tx.attempt(() => command.run(raw));",
    to: "await command.run(raw);",
    tests: ["tests/unit/commands/framework/preview.test.ts"],
  },
  {
    name: "sixty searches an hour are as many as one likes",
    file: "commands/ioc/find.ts",
    from: "const quota = 60;",
    to: "const quota = 6_000_000;",
    tests: ["tests/integration/bot/inbox/records.test.ts"],
    title: "searches are audited, misses too, and no more than sixty in an hour",
  },
  {
    name: "no command is an entry in the audit",
    file: "bot/inbox/respond.ts",
    from: "await tx.audit.append({ ...entry, ...whose, ...eventOf(origin), ...caseOf(place) }, now);",
    to: "",
    tests: ["tests/integration/bot/inbox/confirmation.test.ts"],
    title: "is shown in private, runs once on its code",
  },
  {
    name: "a flood of commands is done",
    file: "domain/time/quota.ts",
    from: "const closes = window.count > most;",
    to: "const closes = false;",
    tests: ["tests/unit/domain/time/quota.test.ts"],
  },
];
