import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { canariesIn, contentOf, filesBelow } from "../support/canaries.ts";
import { connected, copyOut, databaseOf, homeOf, tables } from "../support/copy-out.ts";
import type { Officer } from "../support/officer.ts";
import type { CaseRoom, Stage } from "../support/stage.ts";

const value = "resting-canary-7f3a.example";
const canaries = [
  value,
  "resting-canary",
  "canary-note-55d1",
  "canary-tag-41c2",
  "Canary Zebrafinch",
  "canary-member",
  "canary-free-text-9b",
  "canary-file-3c",
  "canary-content-e8",
];

/** What is left on the disk after everything above: nothing that an officer typed, and nobody's name. */
export function atRest(stage: () => Stage): void {
  describe("at rest", () => {
    let member: Officer;
    let here: CaseRoom;
    beforeAll(async () => {
      member = await stage().officer("canary-member", "NL");
      here = await stage().openCase("Canary Zebrafinch", member);
      await member.say(here.room, `/ioc add ${value} tag:canary-tag-41c2 note: canary-note-55d1`);
      await member.say(here.room, "/ioc add type:text canary-free-text-9b");
      await member.say(here.room, "/ioc add wrong tpl:canary-free-text-9b");
      // it waits for its code, and the file with it
      const file = { name: "canary-file-3c.txt", mimetype: "text/plain", bytes: Buffer.from("canary-content-e8.example\n".repeat(200)) };
      const asked = await member.expectAnswer(await member.sendFile(here.room, file, "/ioc import"));
      expect(asked.body).toContain("Nothing was done yet");
    });
    const owner = () => databaseOf(stage().data);
    const dump = () =>
      connected(owner(), async (client) => {
        const names = await tables(client);
        const hits: string[] = [];
        for (const name of names) hits.push(...canariesIn(canaries, await copyOut(client, name)).map((canary) => `${name}: ${canary}`));
        return { names, hits };
      });
    const scan = () =>
      [...filesBelow(stage().data), ...filesBelow(homeOf(stage().data))]
        .filter((path) => basename(path) !== "master.key")
        .flatMap((path) => canariesIn(canaries, contentOf(path)).map((canary) => `${path}: ${canary}`));

    test("no table of any schema holds a value, a note, a title or a member's id", async () => {
      const { names, hits } = await dump();
      expect(names.length).toBeGreaterThan(10);
      expect(hits).toEqual([]);
    });

    test("nor does any file of the data folder and of its database, but the master key", async () => {
      await connected(owner(), (client) => client.query("checkpoint"));
      expect(filesBelow(homeOf(stage().data)).length).toBeGreaterThan(500);
      expect(scan()).toEqual([]);
    });

    test("this search finds what is there: raw, as hex and as base64", async () => {
      await connected(owner(), async (client) => {
        await client.query("create table public.control (a bytea, b text)");
        await client.query("insert into public.control values ($1, $2)", [
          Buffer.from(`xx${value}`),
          Buffer.from(`y${value}zz`).toString("base64"),
        ]);
      });
      try {
        expect((await dump()).hits).toContain(`public.control: ${value}`);
      } finally {
        await connected(owner(), (client) => client.query("drop table public.control"));
      }
      writeFileSync(join(stage().data, "control.log"), Buffer.from(`abc${value}`).toString("hex"));
      expect(scan().some((found) => found.includes("control.log"))).toBe(true);
    });

    test("the bot's own output names no content either", () => {
      expect(canariesIn(canaries, Buffer.from(stage().output()))).toEqual([]);
    });
  });
}
