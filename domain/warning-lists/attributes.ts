import { type Kind, type Kinds, known } from "#domain/kinds/index.ts";

/** Our kinds by MISP's types of attributes (MISP core format, "attribute types"); a kind's own name stands for itself. */
const byType: ReadonlyMap<string, readonly Kind[]> = kindsByType(known);

function kindsByType({ all }: Kinds): ReadonlyMap<string, readonly Kind[]> {
  const found = new Map<string, Kind[]>();
  for (const { name, misp } of all) {
    const types = [name, ...(misp.tells ? [misp.type.toLowerCase()] : []), ...(misp.warned?.split(" ") ?? [])];
    for (const type of new Set(types)) found.set(type, [...(found.get(type) ?? []), name]);
  }
  return found;
}
const ofType = (type: string): readonly Kind[] => byType.get(type.trim().toLowerCase()) ?? [];

/**
 * The kinds for which a list counts; undefined: for all. A pair (`domain|ip`) is no value of ours: its halves count only where
 * a list names nothing but pairs, since MISP, too, looks a value alone up only where its own type is named.
 */
export function kindsOf(matching: readonly string[]): ReadonlySet<Kind> | undefined {
  if (matching.length === 0 || matching.some((type) => type.trim().toUpperCase() === "ALL")) return undefined;
  const single = matching.filter((type) => !type.includes("|"));
  return new Set((single.length > 0 ? single : matching.flatMap((type) => type.split("|"))).flatMap(ofType));
}
