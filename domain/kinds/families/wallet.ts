import { defineKind, type KindDefinition } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import type { Detect } from "#domain/kinds/traits/detection.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { money, untyped } from "#domain/kinds/traits/misp.ts";
import { type Names, unnamed } from "#domain/kinds/traits/names.ts";
import { at } from "#domain/kinds/traits/stix.ts";

/** A kind for addresses of one currency: `shape` says what is meant as one, `canonicalise` holds it against its checksum. */
export const defineWallet = <const N extends string>(wallet: {
  readonly name: N;
  readonly label: string;
  readonly examples: readonly (readonly [string, string])[];
  readonly rejects: readonly string[];
  readonly shape: RegExp;
  canonicalise(text: string): string | undefined;
  readonly detect: Detect;
  /** Where others have a name for the currency. */
  readonly names?: Names;
  /** MISP has a type of this name. */
  readonly hasMispType?: true;
}): KindDefinition<N> => {
  const { shape, hasMispType, ...rest } = wallet;
  const read = (text: string) => (shape.test(text) ? wallet.canonicalise(text) : undefined);
  const misprinted = (text: string) => shape.test(text) && wallet.canonicalise(text) === undefined;
  return defineKind({
    names: unnamed,
    ...rest,
    canonicalise: read,
    looksLike: misprinted,
    misprinted,
    halfLife: lasting,
    stix: at("cryptocurrency-wallet:value", { observables: "x-opencti-cryptocurrency-wallet:value cryptocurrency-wallet:address" }),
    misp: hasMispType ? money(wallet.name) : untyped("Financial fraud"),
    keys: itself,
    defang: asItIs,
  });
};
