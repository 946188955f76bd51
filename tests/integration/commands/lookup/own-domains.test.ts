import { beforeEach, describe, expect, test } from "vitest";
import { readFile } from "#domain/import/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { textFile } from "../../../support/text-file.ts";
import { onPostgres, t0, user } from "../../storage/fresh.ts";
import { counted, type ImportDesk, importDesk } from "../ioc/import-desk.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let desk: ImportDesk;
beforeEach(async () => {
  storage = await postgres.open();
  desk = await importDesk(storage);
  await storage.transaction((tx) => tx.stores.roster.save({ userId: user("@dirk:police.example:8448"), country: "BE" }));
});

const advice = "To log one all the same, write it on the command's own line with its kind, as in type:domain.";
const ours = [
  "from dirk@police[.]example",
  "seen at https://www.police.example/case and https://night.example/gate",
  "evil.police.example",
  "notpolice.example",
];

describe("what stands at a server of the roster", () => {
  test("is not logged when it is typed or pasted, and named with its line", async () => {
    expect(await desk.answer("/ioc add police.example")).toBe(
      `Nothing was logged. police[.]example belongs to the taskforce: it is a server of its roster. ${advice}`,
    );
    const answer = await desk.answer(`/ioc add\n${ours.join("\n")}`);
    expect(answer).toContain("IOC-1 logged · url · hxxps://night[.]example/gate");
    expect(answer).toContain("IOC-2 logged · domain · notpolice[.]example");
    expect(answer).toContain(
      "3 not: line 2 dirk[@]police[.]example belongs to the taskforce: police[.]example is a server of its roster, line 3",
    );
    expect(answer.split(advice)).toHaveLength(2);
    expect(await counted(storage, "liaison.indicator")).toBe(2);
  });

  test("is logged where its kind stands on the command's own line, and nowhere below", async () => {
    expect(await desk.answer("/ioc add dirk@police.example type:email")).toMatch(/^IOC-1 logged · email/u);
    expect(await desk.answer("/ioc add type:domain\npolice.example")).toContain("Nothing was logged.");
    expect(await counted(storage, "liaison.indicator")).toBe(1);
  });

  test("is left out of files, and the question and the answer say so", async () => {
    const typed = { file: textFile(ours), readFile };
    const told = [
      "Left out, since their domain belongs to the taskforce (a server of its roster): 3",
      "line 1: dirk[@]police[.]example (at police[.]example)",
      "line 2: https[://]www[.]police[.]example/case (at police[.]example)",
      "line 3: evil[.]police[.]example (at police[.]example)",
      advice,
    ].join("\n");
    const asked = await desk.preview("/ioc import", typed);
    expect(asked).toContain("· text · 2 values");
    expect(asked).toContain(told);
    expect(asked).not.toContain("3 domain");
    expect(await desk.confirm("/ioc import", typed)).toContain(told);
    await desk.work(t0);
    expect(await counted(storage, "liaison.indicator")).toBe(2);
  });

  test.each([
    ["csv", "list.csv", "domain,seen\npolice.example,2026-10-01\nnight.example,2026-10-01\n"],
    [
      "misp",
      "event.json",
      JSON.stringify({
        Event: {
          info: "Night",
          uuid: "5f0c1c2e-0000-4000-8000-000000000001",
          Attribute: ["police", "night"].map((name) => ({ type: "domain", category: "Network activity", value: `${name}.example` })),
        },
      }),
    ],
    ["html", "page.html", "<!doctype html><p>police.example and night.example</p>"],
    ["eml", "mail.eml", "From: Night <a@night.example>\r\nTo: x@y.example\r\nSubject: x\r\n\r\nSee police.example\r\n"],
  ])("is left out of %s", async (format, name, text) => {
    const shown = await desk.preview("/ioc import", { file: textFile([text], name), readFile });
    expect(shown).toContain(`· ${format} · 1 value\n1 `);
    expect(shown).toMatch(/^Left out, .*: 1\nline \d: police\[\.\]example$/mu);
  });

  test("alone in a file imports nothing, and says why", async () => {
    expect(await desk.answer("/ioc import", { file: textFile(["police.example"]) })).toBe(
      [
        'Nothing was imported. No indicator was found in "list[.]txt".',
        "Left out, since their domain belongs to the taskforce (a server of its roster): 1",
        "line 1: police[.]example",
        advice,
      ].join("\n"),
    );
  });

  test("a question that was asked before somebody joined the roster is asked anew", async () => {
    const typed = { file: textFile(["night.example", "owl.example"]) };
    const { asks } = await desk.type("/ioc import", typed);
    await storage.transaction((tx) => tx.stores.roster.save({ userId: user("@eve:owl.example"), country: "BE" }));
    const again = await desk.type("/ioc import", { ...typed, confirmed: asks?.digest ?? "" });
    expect(again.outcome).toBe("asked");
  });
});
