import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { read, sources } from "./support/house-rules.ts";

const floors = ["domain", "storage", "commands", "jobs", "bot", "config"];
const layered = floors.flatMap(sources);

describe("what the pages say of the tree is true", () => {
  const pages = ["docs/ARCHITECTURE.md", "docs/SECURITY.md", "CONTRIBUTING.md"];
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

describe("docs/SECURITY.md", () => {
  const promises = (text: string) => {
    const [, promised = ""] = /^## What is promised$(.*?)^## /msu.exec(text) ?? [];
    return promised.split("\n").filter((line) => line.startsWith("| ") && !/^\| (?:promise|---) /u.test(line));
  };
  /** Lines that name no test which vitest runs. */
  const unshown = (text: string) =>
    promises(text).filter((line) => {
      const tests = [...(line.split("|").at(-2) ?? "").matchAll(/`([^`]+)`/gu)].map(([, path = ""]) => path);
      return tests.length === 0 || !tests.every((path) => path.endsWith(".test.ts") && existsSync(path));
    });

  test("names for each promise tests that exist", () => {
    const text = read("docs/SECURITY.md");
    expect(promises(text).length).toBeGreaterThan(30);
    expect(unshown(text)).toEqual([]);
    const page = (shown: string) => `## What is promised\n\n| promise | shown by |\n| --- | --- |\n| It holds | ${shown} |\n\n## Not\n`;
    expect(unshown(page("`tests/documents.test.ts`"))).toEqual([]);
    for (const bad of ["", "a test", "`tests/gone.test.ts`", "`tests/documents.test.ts`, `tests/support/typed.ts`"])
      expect(unshown(page(bad))).toHaveLength(1);
  });

  test.each(["README.md", "docs/ARCHITECTURE.md"])("is named by %s", (page) => {
    expect(read(page)).toMatch(/SECURITY\.md/u);
  });
});
