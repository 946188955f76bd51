import { expect, test } from "vitest";
import { lockfileOf, productionPackages } from "../../../../config/packages/lockfile.ts";
import { sbom } from "../../../../config/packages/sbom.ts";

test("the SBOM names every production package by its own name, and nothing that is for development alone", () => {
  const { components, dependencies, metadata } = sbom(".");
  const wanted = new Set(productionPackages(lockfileOf(".")).map(({ name, version }) => `pkg:npm/${name.replace("@", "%40")}@${version}`));
  expect(new Set(components.map(({ purl }) => purl))).toEqual(wanted);
  expect(components.filter(({ name, purl }) => !purl.includes(`${name.replace("@", "%40")}@`))).toEqual([]);
  const refs = new Set([metadata.component["bom-ref"], ...components.map((one) => one["bom-ref"])]);
  expect(dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref))).toEqual([]);
});
