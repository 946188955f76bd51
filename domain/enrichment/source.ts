import { type Codes, type Pap, paps, type Tlp, tlps } from "#domain/codes/codes.ts";
import type { Indicator, Kind } from "#domain/indicators/indicator.ts";

/** What a source of enrichment says of itself, checked when something is queued for it and again when it runs. */
export interface SourceCard {
  readonly name: string;
  /** `local` asks nobody, `passive` asks what somebody else has collected, `active` touches the thing itself. */
  readonly reach: "local" | "passive" | "active";
  /** What leaves the machine when it is asked. */
  readonly discloses: "nothing" | "hash" | "value";
  /** The strictest labels of what it may be asked about. */
  readonly ceiling: { readonly tlp: Tlp; readonly pap: Pap };
  readonly kinds: readonly Kind[];
  /** It is asked already when a value is logged. */
  readonly atEntry?: true;
}

/** Whether anything more can be learnt of a record that was just logged: what stood on no list a moment ago is on none now. */
export const isWorthAsking = (sources: readonly SourceCard[], { kind }: Indicator, warned: boolean): boolean =>
  sources.some(({ kinds, atEntry }) => kinds.includes(kind) && (warned || !atEntry));

/** What one source knows of one indicator, as short facts in its own words. */
export interface Finding {
  readonly source: string;
  readonly facts: readonly string[];
}

/** How much the warning lists hold; `unreadable` files of the operator's folder hold no list now. */
export interface ListsHeld {
  readonly lists: number;
  readonly entries: number;
  readonly unreadable: number;
}

/** PAP:RED allows no action that others could notice, PAP:AMBER none but passive ones (MISP taxonomy "PAP" v3). */
const farthest: Readonly<Record<Pap, readonly SourceCard["reach"][]>> = {
  red: ["local"],
  amber: ["local", "passive"],
  green: ["local", "passive", "active"],
  clear: ["local", "passive", "active"],
};

/** Whether a source may be asked about what carries these codes. A record that never leaves the case is asked about nowhere else. */
export function mayAsk({ reach, discloses, ceiling }: SourceCard, codes: Codes): boolean {
  if (discloses === "nothing") return true;
  if (codes.only !== undefined || codes.share === "silent") return false;
  const within = tlps.indexOf(codes.tlp) >= tlps.indexOf(ceiling.tlp) && paps.indexOf(codes.pap) >= paps.indexOf(ceiling.pap);
  return within && farthest[codes.pap].includes(reach);
}
