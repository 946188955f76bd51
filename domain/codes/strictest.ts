import { type Codes, handlings, paps, type Share, settle, shares, type TypedCodes, tlps } from "#domain/codes/codes.ts";
import { isSilent } from "#domain/codes/lowering.ts";

/** Codes that protect everything that any of these protects; `first` gives what has no order (evaluation, category). */
export function strictest(first: Codes, others: readonly Codes[]): Codes {
  return others.reduce(both, first);
}

/** A record's codes raised to those that were typed, code by code; never lowered. */
export const raised = (before: Codes, typed: TypedCodes): Codes => strictest(before, [settle(typed, before)]);

/** Whether two records are protected alike. */
export const sameCodes = (a: Codes, b: Codes): boolean =>
  a.tlp === b.tlp &&
  a.pap === b.pap &&
  a.evaluation === b.evaluation &&
  a.share === b.share &&
  a.category === b.category &&
  a.handling.join() === b.handling.join() &&
  a.only?.join() === b.only?.join();

function both(a: Codes, b: Codes): Codes {
  const handling = handlings.filter((code) => a.handling.includes(code) || b.handling.includes(code));
  const only = a.only && b.only ? a.only.filter((country) => b.only?.includes(country)) : (a.only ?? b.only);
  return {
    tlp: stricter(tlps, a.tlp, b.tlp),
    pap: stricter(paps, a.pap, b.pap),
    // H0 says that nothing else applies
    handling: handling.length > 1 ? handling.filter((code) => code !== "H0") : handling,
    evaluation: a.evaluation,
    share: stricter<Share>(shares, a.share, b.share),
    category: a.category,
    ...(only && { only }),
  };
}

/** Codes that protect only what both protect; `a` gives what has no order. */
export function mildest(a: Codes, b: Codes): Codes {
  const handling = handlings.filter((code) => a.handling.includes(code) && b.handling.includes(code));
  const { only: _only, ...rest } = a;
  const only = a.only && b.only && [...new Set([...a.only, ...b.only])].sort();
  return {
    ...rest,
    tlp: milder(tlps, a.tlp, b.tlp),
    pap: milder(paps, a.pap, b.pap),
    handling: handling.length > 0 ? handling : ["H0"],
    share: milder<Share>(shares, a.share, b.share),
    category: isSilent(a.category) ? b.category : a.category,
    ...(only && { only }),
  };
}

/** Of two words the one that stands earlier in `order`, which goes from strict to open. */
export const stricter = <W>(order: readonly W[], a: W, b: W): W => (order.indexOf(a) <= order.indexOf(b) ? a : b);
const milder = <W>(order: readonly W[], a: W, b: W): W => (stricter(order, a, b) === a ? b : a);
