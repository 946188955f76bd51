import type { Mutant } from "../define.ts";

const intakeFile = "bot/inbox/intake.ts";
const response = "bot/matrix/sync-response.ts";
const signature = "jobs/feeds/webhook/signature.ts";
const signed = ["tests/unit/jobs/feeds/webhook/signature.test.ts"];
const server = ["tests/integration/jobs/feeds/webhook/server.test.ts"];
const sync = ["tests/integration/bot/sync/sync.test.ts"];
const read = ["tests/unit/bot/inbox/intake.test.ts"];
const answered = ["tests/unit/bot/matrix/sync-response.test.ts"];

export const intake: readonly Mutant[] = [
  {
    name: "what is not encrypted can be a command",
    file: response,
    from: 'asText(new Set(["m.room.encrypted"]))',
    to: 'asText(new Set(["m.room.encrypted", "m.room.message"]))',
    tests: answered,
  },
  {
    name: "an event that is too deep stops the batch",
    file: "bot/sync/event-text.ts",
    from: "if (one.depth > mostDepth) return false;",
    to: "if (one.depth > 1e9) return false;",
    tests: ["tests/unit/bot/sync/sync-shape.test.ts"],
  },
  {
    name: "a command in the clear of somebody unknown is told of",
    file: "bot/inbox/unencrypted.ts",
    from: 'if (taken.take === "ignore" || (await tx.stores.roster.find(sender)) === undefined) return "ignored";',
    to: 'if (taken.take === "ignore") return "ignored";',
    tests: ["tests/integration/bot/inbox/unencrypted.test.ts"],
  },
  {
    name: "the removal of talk is told",
    file: "bot/inbox/unencrypted.ts",
    from: "if (!(await tx.inbox.wasDone(command, room)) || ",
    to: "if (",
    tests: ["tests/integration/bot/inbox/unencrypted.test.ts"],
  },
  {
    name: "encrypted state is a message",
    file: response,
    from: "event.state_key !== undefined || sender === undefined",
    to: "sender === undefined",
    tests: answered,
  },
  { name: "a change of encryption leaves a room safe", file: response, from: '"m.room.encryption",', to: "", tests: answered },
  {
    name: "what other bots say is a command",
    file: intakeFile,
    from: 'if (event.content.msgtype === "m.notice")',
    to: "if (false)",
    tests: read,
  },
  { name: "an edit is a text", file: intakeFile, from: 'take: edit ? "edit" : "text",', to: 'take: "text",', tests: read },
  {
    name: "what a limited sync left out is lost",
    file: "bot/sync/sync.ts",
    from: "joined.timeline?.limited === true ?",
    to: "false ?",
    tests: sync,
    title: "is filled, in order, each event once, with the state in the gap",
  },
  {
    name: "a member that an old state names is one again",
    file: "bot/sync/sync.ts",
    from: "...(stated.length > 0 ? await currentOf(homeserver, id, stated) : [])",
    to: "...stated",
    tests: sync,
    title: "a state that is older than what an earlier sync brought makes nobody a member again",
  },
  { name: "a signature of an hour ago counts", file: signature, from: "<= toleranceMs ?", to: "<= 12 * toleranceMs ?", tests: signed },
  {
    name: "every signature of the right length counts",
    file: signature,
    from: "if (timingSafeEqual(same ? given : expected, expected) && same) found = true;",
    to: "if (same) found = true;",
    tests: signed,
  },
  {
    name: "an alert that is sent twice is two",
    file: "jobs/feeds/webhook/receive.ts",
    from: "source.id, headers.id, content, now",
    to: "source.id, headers.id + Math.random(), content, now",
    tests: server,
    title: "a repeated id is accepted and not taken again",
  },
  {
    name: "a source sends as much as it likes",
    file: "jobs/feeds/webhook/receive.ts",
    from: "if (!pace.take(source.id))",
    to: "if (false)",
    tests: server,
  },
  {
    name: "a redirect is followed with the token",
    file: "bot/matrix/client/fetch.ts",
    from: 'redirect: "manual"',
    to: 'redirect: "follow"',
    tests: ["tests/integration/bot/matrix/download.test.ts"],
    title: "is not fetched from where a redirect points",
  },
  {
    name: "a fault is logged with its message",
    file: "bot/runtime/log.ts",
    from: "return { name: fault.name, ...(code",
    to: "return { name: fault.name + fault.message, ...(code",
    tests: ["tests/unit/bot/runtime/log.test.ts"],
  },
];
