import type { Mutant } from "../define.ts";

const attachment = "bot/matrix/attachment.ts";
const attached = ["tests/unit/bot/matrix/attachment.test.ts"];
const properties = ["tests/unit/domain/import/properties.test.ts"];

export const files: readonly Mutant[] = [
  {
    name: "a file that was changed on the way is read",
    file: attachment,
    from: "if (!timingSafeEqual(hashOf(ciphertext), hash))",
    to: "if (false)",
    tests: attached,
  },
  {
    name: "a file of any size is taken",
    file: attachment,
    from: 'if (ciphertext.length > mostAttachmentBytes) return { ok: false, why: "too-large" };',
    to: "",
    tests: attached,
  },
  {
    name: "in most languages who passes a mail on is a suspect",
    file: "domain/import/mail/quoted.ts",
    from: "const fewest = 3;",
    to: "const fewest = 99;",
    tests: ["tests/unit/domain/import/mail/quoted.test.ts"],
  },
  {
    name: "who passes an invitation on is a suspect",
    file: "domain/import/mail/attached.ts",
    from: "const organisers = isOwn ? [] : (invite?.organisers ?? []);",
    to: "const organisers: readonly string[] = [];",
    tests: ["tests/unit/domain/import/mail/attached.test.ts"],
  },
  {
    name: "a table says that those who got a mail are suspects",
    file: "domain/import/csv/read.ts",
    from: "if (facts.isRecipient) {",
    to: "if (false) {",
    tests: ["tests/unit/domain/import/csv/choose-columns.test.ts"],
  },
  {
    name: "a PDF may hold whatever it likes",
    file: "domain/import/pdf/streams.ts",
    from: 'return left.expanded <= 0 || left.consumed <= 0 ? "too-large" : "sound";',
    to: 'return "sound";',
    tests: ["tests/integration/domain/import/bounds.test.ts"],
    title: "is not expanded beyond bounds",
  },
  {
    name: "a PDF may hide how it is packed",
    file: "domain/import/pdf/streams.ts",
    from: 'if (stream === "hidden" || ',
    to: "if (",
    tests: ["tests/integration/domain/import/hostile.test.ts"],
  },
  {
    name: "JSON may nest as deep as it likes",
    file: "domain/import/json.ts",
    from: "depth > deepest || ",
    to: "",
    tests: [...properties, "tests/unit/domain/import/index.test.ts"],
  },
  {
    name: "JSON may hold as much as it likes",
    file: "domain/import/json.ts",
    from: " || nodes > mostNodes)",
    to: ")",
    tests: [...properties, "tests/unit/domain/import/index.test.ts"],
  },
  {
    name: "another message than the one that was asked for gives the file",
    file: "bot/inbox/attached-file.ts",
    from: "event.event_id !== id || event.room_id !== room || ",
    to: "",
    tests: ["tests/integration/bot/inbox/attached-file.test.ts"],
  },
  {
    name: "the file of who may not import is fetched",
    file: "commands/framework/dispatch.ts",
    from: "takesFile(found) && caller.onRoster && !whyRefused(found.command, place, caller, caller.level);",
    to: "takesFile(found);",
    tests: ["tests/integration/bot/inbox/attached-file.test.ts"],
  },
  {
    name: "a reader of files inherits our environment",
    file: "bot/import-reader/limits.ts",
    from: "env: cache === undefined ? {} :",
    to: "env: true ? process.env :",
    tests: ["tests/integration/bot/import-reader/reader.test.ts"],
    title: "a reader has nothing of ours: no environment, no open file",
  },
  {
    name: "all files are read at once",
    file: "bot/import-reader/reader.ts",
    from: "const atOnce = 2;",
    to: "const atOnce = 20;",
    tests: ["tests/integration/bot/import-reader/reader.test.ts"],
    title: "two files are read at once, the others in their turn",
  },
  {
    name: "a rewritten link that leads nowhere is logged with who got the mail",
    file: "domain/kinds/url.ts",
    from: "if (target === undefined) return read.url;",
    to: 'if (target === undefined || target === "nowhere") return read.url;',
    tests: ["tests/unit/domain/kinds/checks/rewritten.test.ts"],
  },
  {
    name: "what may be a part of a value over a line end is logged",
    file: "domain/extract/index.ts",
    from: "return plain.doubts.length === 0 ? scan :",
    to: "return plain.doubts.length >= 0 ? scan :",
    tests: ["tests/unit/domain/extract/seams/index.test.ts"],
  },
];
