import type { KindDefinition } from "#domain/kinds/define.ts";

/** A list of declarations, also by name. */
export interface Registry<N extends string> {
  /** In the order in which a value is tried. */
  readonly all: readonly KindDefinition<N>[];
  readonly names: readonly N[];
  of(name: N): KindDefinition<N>;
  /** The kind of this name, if there is one. */
  named(word: string | undefined): N | undefined;
}

/** Makes declarations accessible by name. */
export function registryOf<const N extends string>(all: readonly KindDefinition<N>[]): Registry<N> {
  const byName = new Map<string, KindDefinition<N>>(all.map((kind) => [kind.name, kind]));
  return {
    all,
    names: all.map(({ name }) => name),
    of: (name) => {
      const found = byName.get(name);
      if (found === undefined) throw new Error(`${name} is no kind of this list`);
      return found;
    },
    named: (word) => byName.get(word ?? "")?.name,
  };
}
