import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import { render } from "../../../../bot/views/index.ts";
import { runWork } from "../../../../jobs/engine/worker.ts";
import { jobsWith } from "../../../../jobs/index.ts";
import { caseRoom, codeIn, type Heard, join, office, privateRoom } from "../../bot/office.ts";
import { address, anna, bruno, later, log, t0, value } from "../../storage/fresh.ts";

const { handling, heard, now, state, transaction, type } = office();

const caseOf = (): Promise<CaseId> =>
  transaction(async (tx) => {
    const place = await tx.rooms.place(caseRoom);
    if (place.where !== "case") throw new Error("no case");
    return place.case;
  });
const logged = async (last: number, codes: Partial<Codes> = {}, by: UserId = anna, tags: readonly string[] = []): Promise<void> => {
  const of = await caseOf();
  await transaction((tx) =>
    tx.stores.indicators.log(of, [address(`198.51.100.${last}`)], { codes: { ...caseDefaults, ...codes }, tags }, { by, now: t0 }),
  );
};
const open = { handling: ["H0"] } as const;

/** Runs what is due; what was said by it. */
async function work(at = now()): Promise<readonly Heard[]> {
  const { storage } = handling();
  const faults: unknown[] = [];
  const due = await transaction((tx) => tx.work.due(at, 100));
  const events = {
    early: () => {},
    failed: (_id: string, _job: string, fault: unknown) => void faults.push(fault),
  };
  for (const { id, job } of due.filter((one) => one.job === "export"))
    await runWork({ storage, jobs: jobsWith([]), now: () => at, events }, id).then(() => job);
  expect(faults).toEqual([]);
  return heard();
}
const fileOf = (said: readonly Heard[]): { readonly name: string; readonly text: string } => {
  const notice = said.find(({ notice: one }) => one.type === "export-file")?.notice;
  const file = notice && render(notice, { prefix: "/" }).file;
  if (file === undefined) throw new Error("no file");
  return { name: file.name, text: Buffer.from(file.content).toString() };
};
/** Types the command and the code; what the job said then. */
async function exported(line: string, by = anna, confirmer = by): Promise<readonly Heard[]> {
  const asked = await type(by, caseRoom, line);
  await type(confirmer, privateRoom(confirmer), `ok ${codeIn(asked, confirmer)}`);
  return work();
}
const values = (csv: string): readonly string[] => [...csv.matchAll(/198\.51\.100\.\d+/gu)].map(([found]) => found);

describe("/export", () => {
  test("shows in private what would leave, and sends the file to the room on its code, once", async () => {
    await logged(1, { ...open, tlp: "green" });
    await logged(2, open, bruno);
    const asked = await type(anna, caseRoom, "/export csv reason:joint takedown");
    expect(asked.map(({ to, notice }) => [to, notice.type])).toEqual([
      [privateRoom(anna), "confirm-in-case"],
      [caseRoom, "confirm-wanted"],
    ]);
    expect(asked[0]?.text).toContain("CSV for:intel · 2 records: 2 ipv4");
    expect(asked[0]?.text).toContain("Nothing was left out.");
    expect(asked[0]?.text).toContain("where 2 members can read it now");
    expect(await work()).toEqual([]);

    const answers = await type(anna, privateRoom(anna), `ok ${codeIn(asked, anna)}`);
    expect(answers.map(({ to, text }) => [to, text])).toEqual([
      [privateRoom(anna), expect.stringContaining("Done in C-2026-0001")],
      [caseRoom, "CSV for:intel · 2 records: 2 ipv4. The file follows here."],
    ]);
    const said = await work();
    expect(said.map(({ to, notice }) => [to, notice.type])).toEqual([
      ["case", "export-file"],
      ["case", "export-made"],
    ]);
    expect(said.map(({ thread }) => thread)).toEqual([answers[1]?.thread, answers[1]?.thread]);
    const { name, text } = fileOf(said);
    expect(name).toBe("C-2026-0001-20261102-1400.csv");
    expect(values(text)).toEqual(["198.51.100.1", "198.51.100.2"]);
    expect(said[1]?.text).toContain(`SHA-256 ${createHash("sha256").update(text).digest("hex")} · ${Buffer.byteLength(text)} bytes`);
    expect(await work(later(100))).toEqual([]);
  });

  test.each(["stix", "misp", "csv"] as const)("a %s file names no officer, room, title or id of ours", async (format) => {
    await logged(1, open);
    const { text } = fileOf(await exported(`/export ${format} reason:drill`));
    const ids = await transaction(async (tx) => {
      const found: string[] = [await caseOf()];
      for await (const page of tx.stores.exports.pages(await caseOf())) found.push(...page.map(({ id }) => id));
      return found;
    });
    for (const word of ["anna", "bruno", "one.example", "One", "drill", ...ids]) expect(text).not.toContain(word);
    expect(text).toContain("198.51.100.1");
  });

  test("leaves out what the codes forbid, by reason", async () => {
    await logged(1, { ...open, tlp: "red" });
    await logged(2, {}, bruno);
    await logged(3, { handling: ["H2"] }, bruno);
    await logged(4, { ...open, category: "victim" });
    await logged(5, { ...open, only: ["FR"] });
    await logged(6);
    await logged(7, { handling: ["H3"] });
    await logged(8, open);
    const of = await caseOf();
    await transaction((tx) => tx.stores.indicators.withdraw(of, ["IOC-8"], "typo", { by: anna, now: t0 }));
    const said = await exported("/export csv reason:drill");
    expect(values(fileOf(said).text)).toEqual(["198.51.100.6", "198.51.100.7"]);
    const list = said[1]?.text ?? "";
    expect(list).toContain("1 with a stricter label than asked for: IOC-1");
    expect(list).toContain("2 H1 or H2, their provider must permit: IOC-2, IOC-3");
    expect(list).toContain("1 concerning a victim or a minor (cat:victim or cat:minor names them): IOC-4");
    expect(list).toContain("1 not for everybody in this room: IOC-5");
    expect(list).not.toContain("IOC-8");
  });

  test("victims leave only by name, false positives not at all", async () => {
    await logged(1, { ...open, category: "victim" });
    await logged(2, open);
    const of = await caseOf();
    await transaction((tx) => tx.stores.lifecycle.doubt(of, { refs: ["IOC-2"], by: anna, lead: true, now: t0 }, undefined));
    expect((await type(anna, caseRoom, "/export csv reason:drill")).map(({ text }) => text)).toEqual([
      [
        "Nothing was sent: no record of this case may leave so. CSV for:intel · 0 records.",
        "Left out:",
        "1 concerning a victim or a minor (cat:victim or cat:minor names them): IOC-1",
        "1 held for a false positive: IOC-2",
      ].join("\n"),
    ]);
    expect(values(fileOf(await exported("/export csv cat:victim reason:drill")).text)).toEqual(["198.51.100.1"]);
  });

  test("takes since:, type:, tag: and tlp:, and says which purpose holds", async () => {
    const of = await caseOf();
    await logged(1, { ...open, tlp: "green" });
    await logged(2, { ...open, tlp: "amber" }, anna, ["c2"]);
    await transaction((tx) => log(tx, of, [value("domain", "evil.example")], { ...open, tlp: "clear" }));
    state.clock = 120_000;
    await transaction((tx) => log(tx, of, [address("198.51.100.9")], { ...open, tlp: "clear" }, later(60)));
    expect(values(fileOf(await exported("/export csv tlp:green reason:drill")).text)).toEqual(["198.51.100.1", "198.51.100.9"]);
    expect(values(fileOf(await exported("/export csv tag:c2 reason:drill")).text)).toEqual(["198.51.100.2"]);
    expect(fileOf(await exported("/export csv type:domain reason:drill")).text).toContain("evil.example");
    expect(values(fileOf(await exported("/export csv since:2026-11-02T14:01 reason:drill")).text)).toEqual(["198.51.100.9"]);
    expect((await exported("/export csv for:court reason:drill"))[1]?.text).toContain("CSV for:court · 4 records");
  });

  test("above TLP:AMBER a second officer in the room types the code; without one it stays", async () => {
    await logged(1, { ...open, tlp: "amber+strict" });
    await logged(2, open);
    const asked = await type(anna, caseRoom, "/export csv reason:drill");
    expect(asked.map(({ to, notice }) => [to, notice.type])).toEqual([
      [privateRoom(bruno), "confirm-in-case"],
      [caseRoom, "confirm-wanted"],
    ]);
    await type(bruno, privateRoom(bruno), `ok ${codeIn(asked, bruno)}`);
    expect(values(fileOf(await work()).text)).toEqual(["198.51.100.1", "198.51.100.2"]);

    await transaction((tx) => tx.rooms.setMembers(caseRoom, [{ userId: bruno, membership: "leave" }], now()));
    const alone = await exported("/export csv reason:drill");
    expect(values(fileOf(alone).text)).toEqual(["198.51.100.2"]);
    expect(alone[1]?.text).toContain("that a second officer in this room must confirm, and there is none: IOC-1");
    await transaction((tx) => join(tx, caseRoom, bruno));
  });

  test("TLP:RED leaves only if it is asked for, and carries its label to the gate", async () => {
    await logged(1, { ...open, tlp: "red" });
    const asked = await type(anna, caseRoom, "/export stix tlp:red reason:drill");
    await type(bruno, privateRoom(bruno), `ok ${codeIn(asked, bruno)}`);
    const notice = (await work())[0]?.notice;
    expect(notice).toMatchObject({ type: "export-file", codes: { tlp: "red" }, oldest: t0 });
  });

  test("what became stricter between the code and the file stays, what was logged then too", async () => {
    await logged(1, open);
    await logged(2, open);
    const asked = await type(anna, caseRoom, "/export csv reason:drill");
    await type(anna, privateRoom(anna), `ok ${codeIn(asked, anna)}`);
    const of = await caseOf();
    await transaction(async (tx) => {
      const particulars = { codes: caseDefaults, typed: { tlp: "amber+strict" }, tags: [] } as const;
      await tx.stores.indicators.log(of, [address("198.51.100.1")], particulars, { by: anna, now: later(1) });
      await log(tx, of, [address("198.51.100.3")], open, later(2));
    });
    const said = await work(later(5));
    expect(values(fileOf(said).text)).toEqual(["198.51.100.2"]);
    expect(said[1]?.text).toContain("IOC-1");
  });

  test("is for leads, with a reason, in the formats that there are", async () => {
    const answer = async (line: string, by = anna) => (await type(by, caseRoom, line))[0]?.text;
    expect(await answer("/export stix reason:x", bruno)).toBe("Nothing was sent. Not permitted: /export stix needs the role lead.");
    expect(await answer("/export stix")).toMatch(/^Nothing was sent\. Missing: reason:/u);
    expect(await answer("/export siena reason:x")).toMatch(/^Nothing was done\. "export siena" is planned and not available yet\./u);
    expect(await answer("/export csv for:siena reason:x")).toMatch(/^Nothing was sent\. for: is one of intel, court/u);
  });

  test("is written down, with records, hash and whose permission", async () => {
    await logged(1);
    await logged(2, open);
    const said = await exported("/export csv reason:Canary reason");
    expect(said[1]?.notice).toMatchObject({ type: "export-made", count: { total: 2, permitted: 1 } });
    const sha256 = createHash("sha256").update(fileOf(said).text).digest("hex");
    expect((await type(bruno, caseRoom, "/export"))[0]?.text.split("\n")).toEqual([
      "1 export, newest first:",
      `2026-11-02 14:00 UTC · CSV for:intel · by ${anna} · 2 records · 1 permitted by it · C-2026-0001-20261102-1400.csv · SHA-256 ${sha256} · Canary reason`,
    ]);
  });
});
