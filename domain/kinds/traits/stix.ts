/** How others write it; each a list with blanks between them. */
interface Elsewhere {
  /** Paths `type:property` of observables of other programs that hold it, as in `hostname:value`. */
  readonly observables?: string;
  /** Paths that patterns alone name it by. */
  readonly paths?: string;
  /** Paths that may as well be of other kinds which name them here: tried one after the other. */
  readonly among?: string;
}

/** A comparison in a pattern. */
export interface StixPattern extends Elsewhere {
  readonly as: "pattern";
  /** Of STIX's own observables (STIX 2.1, section 6), else of those that our extension defines, under names that other programs use. */
  readonly path: string;
  readonly operator?: "ISSUBSET";
  /** The service of an account. */
  readonly account?: string;
  /** Other words for that service. */
  readonly services?: string;
  /** The name of the algorithm, among those of `hashes` (section 10.7), without dashes and in lower case. */
  readonly algorithm?: string;
  /** STIX keeps the number alone, without this before it. */
  readonly number?: string;
}

/** An object of its own, which names the value by a reference. */
export interface StixObject extends Elsewhere {
  readonly as: "object";
  /** The type of the object for a value. */
  type(value: string): "vulnerability" | "attack-pattern" | "course-of-action";
  /** All these types. */
  readonly types: readonly string[];
  /** `source_name` of the reference; others write names that begin with `sources`. */
  readonly source: string;
  readonly sources: string;
  /** Without a reference the object's name is read. */
  readonly named?: true;
}

/** How a kind stands in STIX: a comparison in a pattern, a rule of its own language, or an object that is no indicator. */
export type StixForm = StixPattern | StixObject | { readonly as: "language"; readonly language: string };

/** The value of an observable. */
export const at = (path: string, elsewhere?: Elsewhere & Pick<StixPattern, "operator">): StixForm => ({
  as: "pattern",
  path,
  ...elsewhere,
});
/** A digest of a file. */
export const digest = (name: string, algorithm: string): StixForm => ({ as: "pattern", path: `file:hashes.${name}`, algorithm });

/** Where networks stand, whichever family or range they are of. */
export const networkPaths =
  "ipv4-addr:value ipv6-addr:value network-traffic:src_ref.value network-traffic:dst_ref.value domain-name:resolves_to_refs.value";
