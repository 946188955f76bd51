import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A package of the lockfile that the product is installed with, on whatever platform. */
export interface LockedPackage {
  /** As it is called in the registry, also where it stands under another's name. */
  readonly name: string;
  readonly version: string;
  /** Folder from the project's root. */
  readonly folder: string;
  readonly license: string;
  readonly integrity?: string;
  /** It is for some platforms only, so it may be missing here. */
  readonly isForPlatform: boolean;
  /** It would run something when it is installed, where npm lets it. */
  readonly hasInstallScript: boolean;
}

interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly hasInstallScript?: boolean;
}
/** package-lock.json in npm's third format. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, Entry>>;
}

export const lockfileOf = (root: string): Lockfile =>
  // npm writes it, and its tests read it
  JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lockfile;

const inModules = "node_modules/";

/** What of the lockfile is not for development alone, by name and version; the project itself is left out. */
export const productionPackages = ({ packages }: Lockfile): readonly LockedPackage[] =>
  Object.entries(packages)
    .filter(([folder, { dev = false }]) => folder !== "" && !dev)
    .map(([folder, entry]) => ({
      name: entry.name ?? folder.slice(folder.lastIndexOf(inModules) + inModules.length),
      version: entry.version ?? "",
      folder,
      license: entry.license ?? "",
      ...(entry.integrity !== undefined && { integrity: entry.integrity }),
      isForPlatform: entry.os !== undefined || entry.cpu !== undefined,
      hasInstallScript: entry.hasInstallScript ?? false,
    }))
    .toSorted((a, b) => (a.name < b.name || (a.name === b.name && a.version < b.version) ? -1 : 1));
