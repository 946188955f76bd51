/** Days until nothing is left of a record (τ), and how soon most of it is lost (δ). */
export interface Lifetime {
  readonly days: number;
  readonly speed: number;
}

/** Stays true however old it is: persons, accounts, wallets, techniques, rules. */
export const lasting = "lasting";
