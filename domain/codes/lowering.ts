import { type Category, type Codes, paps, shares, tlps } from "#domain/codes/codes.ts";

/** Those whose records never raise a hit. */
export const isSilent = (category: Category): boolean => category === "victim" || category === "minor";

const weaker = <W>(order: readonly W[], before: W, after: W): boolean => order.indexOf(after) > order.indexOf(before);

type Code = keyof Codes;
/** For each code, whether it protects less than before. A new code does not compile until somebody says here when it does. */
const lowers: Readonly<Record<Code, (before: Codes, after: Codes) => boolean>> = {
  tlp: (before, after) => weaker(tlps, before.tlp, after.tlp),
  pap: (before, after) => weaker(paps, before.pap, after.pap),
  // H0 says that nothing else applies; of the others each protects by itself
  handling: (before, after) => before.handling.some((code) => code !== "H0" && !after.handling.includes(code)),
  // how much it is believed protects nobody
  evaluation: () => false,
  share: (before, after) => weaker(shares, before.share, after.share),
  category: (before, after) => isSilent(before.category) && !isSilent(after.category),
  only: ({ only: before }, { only: after }) =>
    before !== undefined && (after === undefined || after.some((country) => !before.includes(country))),
};
// the keys of that record are those of the codes, of which Object.keys does not know
const all = Object.keys(lowers) as readonly Code[];

/** Names of the codes that protect less after than before; none: the change needs no second thought. */
export const lowered = (before: Codes, after: Codes): readonly Code[] => all.filter((code) => lowers[code](before, after));
