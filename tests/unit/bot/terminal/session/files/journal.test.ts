import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFileJournal } from "../../../../../../bot/terminal/session/files/journal.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "liaison-journal-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const key = Buffer.alloc(32, 7);
const put = (store: string, id: string, value: string) => ({ store, key: Buffer.from(id), value: Buffer.from(value) });
const batch = (part: object) => ({ drop: [], put: [], remove: [], ...part });
async function filled(name: string): Promise<string> {
  const path = join(folder, name);
  const journal = openFileJournal(path, key);
  await journal.load();
  await journal.write(
    batch({ put: [put("s/a", "1", "one"), put("s/a", "2", "two"), put("s/b", "1", "secret-three")], about: Buffer.from("about") }),
  );
  await journal.write(batch({ put: [put("s/a", "1", "uno")], remove: [{ store: "s/a", key: Buffer.from("2") }] }));
  return path;
}
const rowsOf = async (path: string, withKey = key) => {
  const { records, about, generation } = await openFileJournal(path, withKey).load();
  return {
    rows: records.map(({ store, key: id, value }) => [store, String(id), String(value)].join(" ")).toSorted(),
    about: about && String(about),
    generation,
  };
};

describe("the store of a terminal's device in a file", () => {
  test("comes back as it was left, twice", async () => {
    const path = await filled("whole");
    const left = { rows: ["s/a 1 uno", "s/b 1 secret-three"], about: "about", generation: 2 };
    expect(await rowsOf(path)).toEqual(left);
    expect(await rowsOf(path)).toEqual(left);
  });
  test("a dropped object store loses its rows before the new ones come", async () => {
    const path = await filled("drop");
    const journal = openFileJournal(path, key);
    await journal.load();
    expect(await journal.write(batch({ drop: ["s/a"], put: [put("s/a", "9", "nine")] }))).toBe(3);
    expect((await rowsOf(path)).rows).toEqual(["s/a 9 nine", "s/b 1 secret-three"]);
  });
  test("is for this user alone and shows nothing", async () => {
    const path = await filled("sealed");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path).includes("secret-three")).toBe(false);
    expect((await rowsOf(path, Buffer.alloc(32, 8))).rows).toEqual([]);
  });
  test("a write that was cut off counts as not made; a changed one ends what is believed", async () => {
    const cut = await filled("cut");
    truncateSync(cut, statSync(cut).size - 1);
    expect((await rowsOf(cut)).rows).toEqual(["s/a 1 one", "s/a 2 two", "s/b 1 secret-three"]);
    const changed = await filled("changed");
    const bytes = readFileSync(changed);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 1, bytes.length - 3);
    writeFileSync(changed, bytes);
    expect((await rowsOf(changed)).generation).toBe(1);
  });
});
