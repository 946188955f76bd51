import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { FileProblem, ReceivedFile } from "#domain/primitives/received-file.ts";
import { until } from "../../../support/waiting.ts";
import { anna, bruno } from "../../storage/fresh.ts";
import { caseRoom, codeIn, type Heard, minute, office, privateRoom, readFile } from "../office.ts";

const desk = office();
const { type, transaction } = desk;

function list(text: string): ReceivedFile {
  const bytes = Buffer.from(text);
  return { name: "list.txt", mimetype: "text/plain", sha256: createHash("sha256").update(bytes).digest("hex"), bytes };
}
const two = list("198.51.100.1\n198.51.100.2\n");
const says = (heard: readonly Heard[]) => heard.map(({ notice }) => notice.type);
/** The events of the commands whose files are kept. */
const kept = async () => (await desk.rows<{ event_id: string }>("select event_id from liaison.received_file")).map((row) => row.event_id);
const confirm = (word: "ok" | "no", heard: readonly Heard[], by = anna) => type(by, privateRoom(by), `${word} ${codeIn(heard, by)}`);

describe("a command at a file", () => {
  test("asks, keeps the file till then, and works on these very bytes when its code is typed", async () => {
    const asked = await type(anna, caseRoom, "/ioc import", { file: two });
    expect(says(asked)).toEqual(expect.arrayContaining(["confirm-wanted", "confirm-in-case"]));
    expect(asked.some(({ notice }) => "shown" in notice && JSON.stringify(notice.shown).includes(two.sha256))).toBe(true);
    const [command] = await kept();
    const done = await confirm("ok", asked);
    expect(says(done)).toEqual(["confirmed", "import-started"]);
    expect(done[1]).toMatchObject({ to: caseRoom, thread: command, notice: { values: 2, sha256: two.sha256 } });
    expect(await kept()).toEqual([]);
    expect(await desk.audit()).toEqual(["ioc import asked", "ok done", "ioc import done"]);
  });

  test("forgets the file with `no`", async () => {
    const asked = await type(anna, caseRoom, "/ioc import", { file: two });
    expect(says(await confirm("no", asked))).toEqual(["confirm-dropped"]);
    expect(await kept()).toEqual([]);
  });

  test("is asked about anew with the same file, when something else would happen by then", async () => {
    const asked = await type(anna, caseRoom, "/ioc import", { file: two });
    await type(bruno, caseRoom, "/ioc add 198.51.100.1");
    const again = await confirm("ok", asked);
    expect(says(again)).toContain("confirm-changed");
    expect(await kept()).toHaveLength(1);
    expect(says(await confirm("ok", again))).toContain("import-started");
    expect(await kept()).toEqual([]);
  });

  test("that came late is the same", async () => {
    const asked = await type(anna, caseRoom, "/ioc import", { file: two, late: 12 });
    expect(says(await confirm("ok", asked))).toContain("import-started");
  });

  test("does nothing when it is replayed, or an edit", async () => {
    await type(anna, caseRoom, "/ioc import", { file: two });
    expect(await type(anna, caseRoom, "/ioc import", { file: two, replayed: true })).toEqual([]);
    expect(await kept()).toHaveLength(1);
    expect(says(await type(anna, caseRoom, "/ioc import", { edit: true }))).toEqual(["edited"]);
  });

  test("does nothing when its code has run out; the file is dropped by then", async () => {
    const asked = await type(anna, caseRoom, "/ioc import", { file: two });
    desk.state.clock = 11 * minute;
    const due = await transaction((tx) => tx.work.due(desk.now(), 10));
    expect(due.map(({ job }) => job)).toEqual(["drop-file"]);
    expect(says(await confirm("ok", asked))).toEqual(["no-such-code"]);
  });
});

describe("a file is read before the transaction of its command", () => {
  /** Connections that stand in a transaction and do nothing there. */
  const standing = () =>
    desk.rows<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%' and pid <> pg_backend_pid()",
    );

  test("when it is asked about, and when its code is typed", async () => {
    const found: number[] = [];
    desk.state.readFile = async (file, wish) => {
      found.push((await standing()).length);
      return readFile(file, wish);
    };
    const asked = await type(anna, caseRoom, "/ioc import", { file: two });
    expect(says(await confirm("ok", asked))).toEqual(["confirmed", "import-started"]);
    expect(found).toEqual([0, 0]);
    expect(await desk.audit()).toEqual(["ioc import asked", "ok done", "ioc import done"]);
  });

  test("and only where it may be used: by who may import, in a call that is right", async () => {
    let read = 0;
    desk.state.readFile = (file, wish) => {
      read++;
      return readFile(file, wish);
    };
    await transaction((tx) => tx.stores.cases.add(desk.case(), { userId: bruno, role: "read", by: anna, now: desk.now() }));
    expect((await type(bruno, caseRoom, "/ioc import", { file: two }))[0]?.text).toMatch(/Not permitted/u);
    expect(says(await type(anna, caseRoom, "/ioc import tlp:purple", { file: two }))).toEqual(["fault"]);
    expect(says(await type(bruno, privateRoom(bruno), "ok K7Q4"))).toEqual(["no-such-code"]);
    expect(read).toBe(0);
  });

  test("so that as many as there may be keep no other command waiting", async () => {
    const gate = Promise.withResolvers<void>();
    let begun = 0;
    let ended = 0;
    desk.state.readFile = async (file, wish) => {
      begun++;
      await gate.promise;
      return readFile(file, wish);
    };
    // more than there are connections
    const files = Array.from({ length: 12 }, (_, at) => list(`198.51.100.${at}\n`));
    const imports = files.map((file) => type(anna, caseRoom, "/ioc import", { file }).then(() => ended++));
    await until(() => (begun === 12 ? true : undefined), "twelve readings", 20_000);
    expect(says(await type(bruno, caseRoom, "/ioc add 203.0.113.9"))).toEqual(["indicators-logged"]);
    expect(ended).toBe(0);
    gate.resolve();
    await Promise.all(imports);
    expect(await kept()).toHaveLength(12);
  });
});

describe("a file that cannot be had", () => {
  const said: Readonly<Record<FileProblem, RegExp>> = {
    "not-encrypted": /sent without encryption/u,
    "too-large": /larger than 20 MiB; split it\.$/u,
    changed: /not the file that was sent/u,
    "unknown-format": /encrypted in a way/u,
    gone: /does not have the file any more/u,
    "not-handed-out": /Send the command again in a few minutes\.$/u,
    "message-gone": /was removed, or is older/u,
    "no-file": /Reply to the file itself/u,
    "key-missing": /no key/u,
    distrusted: /not verified/u,
  };
  // its keys are these words
  const troubles = Object.keys(said) as readonly FileProblem[];
  test.each(troubles)("%s is said in one sentence, and nothing is kept", async (trouble) => {
    const [answer, ...more] = await type(anna, caseRoom, "/ioc import", { file: trouble });
    expect(answer?.text.split("\n")).toHaveLength(1);
    expect(answer?.text).toMatch(/^Nothing was imported\. /u);
    expect(answer?.text).toMatch(said[trouble]);
    expect(more).toEqual([]);
    expect(await kept()).toEqual([]);
  });

  test("is nothing to who may not import, nor to a command that works on none", async () => {
    await transaction((tx) => tx.stores.cases.add(desk.case(), { userId: bruno, role: "read", by: anna, now: desk.now() }));
    expect((await type(bruno, caseRoom, "/ioc import", { file: "too-large" }))[0]?.text).toMatch(/Not permitted/u);
    expect(says(await type(anna, caseRoom, "/ioc list", { file: "too-large" }))).toEqual(["indicator-list"]);
  });
});
