import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { read, sources } from "./support/house-rules.ts";

const floors = ["domain", "storage", "commands", "jobs", "bot", "config"];
const layered = floors.flatMap(sources);

describe("what the pages say of the tree is true", () => {
  const pages = ["docs/ARCHITECTURE.md", "CONTRIBUTING.md"];
  const folders = [...floors, "tests", "bench"];
  test.each(pages)("%s names no path that does not exist", (page) => {
    const named = [...read(page).matchAll(/`((?:[a-z-]+\/)+[\w.-]*)`/gu)]
      .map(([, path = ""]) => path)
      .filter((path) => folders.includes(path.split("/")[0] ?? ""));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(path) && !existsSync(`${path}.ts`))).toEqual([]);
  });
  test("docs/ARCHITECTURE.md has a line for every folder", () => {
    const text = read("docs/ARCHITECTURE.md");
    const held = new Set(layered.filter((file) => !file.includes("/data/")).map(dirname));
    const named = (folder: string) => text.includes(`\`${folder}/\``) || text.includes(`\`${basename(folder)}/\``);
    expect([...held].filter((folder) => !named(folder))).toEqual([]);
  });
});
