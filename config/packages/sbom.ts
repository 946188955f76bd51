// `npm run sbom` writes sbom.cdx.json: what the product is installed with, in CycloneDX' format.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { findNpm } from "../bootstrap/machine.mjs";
import { lockfileOf, productionPackages } from "./lockfile.ts";

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly purl: string;
}
/** CycloneDX 1.5, as npm writes it and as far as something is done about it. */
export interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * npm's own list of the lockfile in `root`. Told to leave out what is for development, npm leaves out as well what both need
 * (seen: the encryption machine), so that is done here.
 */
export function sbom(root: string): Sbom {
  const [npm, before] = findNpm() ?? ["npm", []];
  const args = [...before, "sbom", "--sbom-format=cyclonedx", "--package-lock-only"];
  const { status, stdout, stderr } = spawnSync(npm, args, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`npm could not say what is installed:\n${stderr}`);
  // its form is npm's
  const all = JSON.parse(stdout) as Sbom;
  const kept = new Map(productionPackages(lockfileOf(root)).map(({ name, version }) => [`${name}@${version}`, name]));
  const own = all.metadata.component["bom-ref"];
  const isKept = (ref: string): boolean => ref === own || kept.has(ref);
  return {
    ...all,
    metadata: { ...all.metadata, component: { ...all.metadata.component, name: "liaison" } },
    // what stands under another's name is not that other
    components: all.components.flatMap((one) => {
      const name = kept.get(one["bom-ref"]);
      return name === undefined ? [] : [{ ...one, name }];
    }),
    dependencies: all.dependencies
      .filter(({ ref }) => isKept(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isKept) })),
  };
}

if (import.meta.main) writeFileSync("sbom.cdx.json", `${JSON.stringify(sbom("."), null, 2)}\n`);
