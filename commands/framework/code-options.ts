import { category, evaluation, handling, pap, share, type TypedCodes, tlp } from "#domain/codes/codes.ts";
import { countries } from "#domain/people/country.ts";
import { maybe, named, type Values } from "./define.ts";

/** The code options, the same for every command that takes all of them. */
export const codeOptions = {
  tlp: maybe(named(tlp, "who may see it (Traffic Light Protocol)")),
  pap: maybe(named(pap, "what may be done with it (Permissible Actions Protocol)")),
  h: maybe(named(handling, "handling codes, joined by +; H3 needs note:")),
  eval: maybe(named(evaluation, "source and information (4x4)")),
  cat: maybe(named(category, "whom or what it concerns; victim and minor are always silent")),
  share: maybe(named(share, "what another case learns that holds it too")),
  only: maybe(named(countries, "only persons of these countries may see it")),
};

/** The codes that were typed. */
export const typedCodes = ({ tlp, pap, h, eval: value, cat, share, only }: Values<typeof codeOptions>): TypedCodes => ({
  ...(tlp !== undefined && { tlp }),
  ...(pap !== undefined && { pap }),
  ...(h !== undefined && { handling: h }),
  ...(value !== undefined && { evaluation: value }),
  ...(cat !== undefined && { category: cat }),
  ...(share !== undefined && { share }),
  ...(only !== undefined && { only }),
});
