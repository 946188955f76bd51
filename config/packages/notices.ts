// `npm run notices` writes THIRD-PARTY-NOTICES.md: the licence of everything that the product is installed with.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LockedPackage, lockfileOf, productionPackages } from "./lockfile.ts";

const heading = `# Third-party notices

Liaison is installed with these packages. Written by \`npm run notices\` from the lockfile and the packages themselves.

A package for some platforms only (marked *) brings its licence in its own folder: PostgreSQL under the PostgreSQL License, Node.js
under MIT with the licences of its parts. Synapse (AGPL-3.0) is installed for the sandbox and the tests alone, and is not part of the product.
`;
const isLicense = (path: string): boolean => /(?:^|\/)(?:licen[cs]e|copying|notice)[^/]*$/iu.test(path) && !path.includes("node_modules/");

/** The licences in a package's folder, the same text once. */
function textsIn(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const files = paths.filter((path) => isLicense(path) && !/\.[cm]?[jt]s$/u.test(path)).toSorted();
  const read = files.map((file) =>
    readFileSync(join(folder, file), "utf8")
      .replaceAll("\r\n", "\n")
      .replaceAll(/[ \t]+$/gmu, "")
      .trim(),
  );
  return [...new Set(read)].filter((text) => text !== "");
}

const titled = ({ name, version }: LockedPackage): string => `${name} ${version}`;

/** The page, from the lockfile and the installed packages below `root`. The same on every platform. */
export function notices(root: string): string {
  const all = [...new Map(productionPackages(lockfileOf(root)).map((one) => [titled(one), one])).values()];
  const rows = all.map((one) => `| ${titled(one)}${one.isForPlatform ? " *" : ""} | ${one.license || "not stated"} |`);
  const byText = Map.groupBy(
    all.filter((one) => !one.isForPlatform).flatMap((one) => textsIn(join(root, one.folder)).map((text) => ({ one, text }))),
    ({ text }) => text,
  );
  const texts = [...byText].map(([text, of]) => `## ${of.map(({ one }) => titled(one)).join(", ")}\n\n\`\`\`\`text\n${text}\n\`\`\`\`\n`);
  return [heading, ["| package | licence |", "| --- | --- |", ...rows, ""].join("\n"), ...texts].join("\n");
}

if (import.meta.main) writeFileSync("THIRD-PARTY-NOTICES.md", notices("."));
