import { readPattern } from "#domain/import/stix/pattern.ts";
import { derived, type Kind, type Kinds, known } from "#domain/kinds/index.ts";
import type { StixForm } from "#domain/kinds/traits/stix.ts";

/** What a path of an object names: one of these kinds, or any that its value shows. */
export type Named = readonly Kind[] | "any";

const listOf = (paths: string | undefined): readonly string[] => paths?.split(" ") ?? [];
const key = (path: readonly string[]): string => `${path[0]}:${path.slice(1).join(".")}`.toLowerCase();

/** The kinds of hashes by the names of their algorithms. */
const algorithms = derived(
  ({ all }): ReadonlyMap<string, Kind> =>
    new Map(all.flatMap(({ name, stix }) => (stix.as === "pattern" && stix.algorithm !== undefined ? [[stix.algorithm, name]] : []))),
);
/** The kind of a hash by the name of its algorithm; undefined for one that we do not keep. */
export const hashNamed = (algorithm: string, kinds?: Kinds): Kind | undefined =>
  algorithms(kinds).get(algorithm.toLowerCase().replace(/[^a-z0-9]/gu, ""));

/** The kinds of accounts by the names of their services. */
const services = derived(
  ({ all }): ReadonlyMap<string, Kind> =>
    new Map(
      all.flatMap(({ name, stix }) =>
        stix.as === "pattern" && stix.account !== undefined
          ? [stix.account, ...listOf(stix.services)].map((one) => [one, name] as const)
          : [],
      ),
    ),
);
/** The kind of an account at this service, where there is one for it. */
export const accountOf = (service: string | undefined, kinds?: Kinds): Kind | undefined => services(kinds).get(service ?? "");

/** The paths by which a kind alone is named, our own first; quoted names are read as patterns write them. */
function ownPaths(stix: StixForm): readonly string[] {
  if (stix.as === "language" || (stix.as === "pattern" && stix.account !== undefined)) return [];
  const [test] = (stix.as === "pattern" && readPattern(`[${stix.path} = 'x']`)) || [];
  return [...(test !== undefined && "path" in test ? [key(test.path)] : []), ...listOf(stix.observables), ...listOf(stix.paths)];
}

/** What paths name: several kinds under one path are told apart by their value, unless they say themselves that they stand among others. */
const paths = derived(({ all }): ReadonlyMap<string, Named> => {
  const found = new Map<string, Named>();
  for (const { name, stix } of all) for (const path of ownPaths(stix)) found.set(path, found.has(path) ? "any" : [name]);
  const among = new Map<string, Kind[]>();
  for (const { name, stix } of all)
    if (stix.as !== "language") for (const path of listOf(stix.among)) among.set(path, [...(among.get(path) ?? []), name]);
  return new Map([...found, ...among]);
});

/** The kinds that a path names; undefined for one that names no indicator, or none that we know. */
export function namedAt(path: readonly string[], kinds?: Kinds): Named | undefined {
  const last = path.at(-1) ?? "";
  const hash = path.at(-2)?.toLowerCase() === "hashes" ? hashNamed(last, kinds) : undefined;
  return hash === undefined ? paths(kinds).get(key(path)) : [hash];
}

/** Properties that hold the value of an observable, by its type (STIX 2.1, section 6): our own before those of other programs. */
const properties = derived(({ all }): ReadonlyMap<string, readonly string[]> => {
  const patterns = all.flatMap(({ stix }) => (stix.as === "pattern" ? [stix] : []));
  const found = new Map<string, string[]>();
  for (const path of [...patterns.map((one) => one.path), ...patterns.flatMap((one) => listOf(one.observables))]) {
    const [type = "", name = "", ...deeper] = path.split(/[:.]/u);
    const names = found.get(type) ?? [];
    if (deeper.length === 0 && !names.includes(name)) found.set(type, [...names, name]);
  }
  return found;
});
export const propertiesOf = (type: string, kinds?: Kinds): readonly string[] | undefined => properties(kinds).get(type);

/** What may lie within a range: ranges, then what else stands at their paths. */
export const within = derived(({ all }): readonly Kind[] => {
  const patterns = all.flatMap(({ name, stix }) => (stix.as === "pattern" ? [{ name, ...stix }] : []));
  const ranges = patterns.filter(({ operator }) => operator === "ISSUBSET");
  const others = patterns.filter((one) => !ranges.includes(one) && ranges.some(({ path }) => path === one.path));
  return [...ranges, ...others].map(({ name }) => name);
});

/** What only narrows another comparison down: nothing is lost when it stands beside a value that was taken. */
const narrowing = new Set([
  ...["network-traffic:dst_port", "network-traffic:src_port", "network-traffic:protocols", "user-account:account_type", "file:size"],
  ...[
    "network-traffic:dst_ref.type",
    "network-traffic:src_ref.type",
    "file:mime_type",
    "x509-certificate:issuer",
    "email-message:is_multipart",
  ],
]);
export const narrows = (path: readonly string[]): boolean => narrowing.has(key(path));

/** A value as people write it: of some STIX keeps the number alone. */
export function typedAs(named: Named, value: string, kinds: Kinds = known): string {
  const [first] = named === "any" ? [] : named;
  const stix = first && kinds.of(first).stix;
  return stix?.as === "pattern" && stix.number !== undefined && /^\d{1,10}$/u.test(value) ? stix.number + value : value;
}

/** The name of a path as it is written in a remark. */
export const written = (path: readonly string[]): string => `${path[0]}:${path.slice(1).join(".")}`;
