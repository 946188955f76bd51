import { type Codes, handlings, paps, type Share, shares, tlps } from "#domain/codes.ts";

/** Codes that protect everything that any of these protects; `first` gives what has no order (evaluation, category). */
export function strictest(first: Codes, others: readonly Codes[]): Codes {
  return others.reduce(both, first);
}

function both(a: Codes, b: Codes): Codes {
  const only = a.only && b.only ? a.only.filter((country) => b.only?.includes(country)) : (a.only ?? b.only);
  return {
    tlp: stricter(tlps, a.tlp, b.tlp),
    pap: stricter(paps, a.pap, b.pap),
    handling: handlings.filter((code) => a.handling.includes(code) || b.handling.includes(code)),
    evaluation: a.evaluation,
    share: stricter<Share>(shares, a.share, b.share),
    category: a.category,
    ...(only && { only }),
  };
}

/** Of two words the one that stands earlier in `order`, which goes from strict to open. */
export const stricter = <W>(order: readonly W[], a: W, b: W): W => (order.indexOf(a) <= order.indexOf(b) ? a : b);
