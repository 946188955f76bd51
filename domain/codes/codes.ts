import { choice, type Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";

/** Traffic Light Protocol 2.0 (FIRST, August 2022): who may see it. */
export const tlps = ["red", "amber+strict", "amber", "green", "clear"] as const;
/** Permissible Actions Protocol (MISP taxonomy "PAP" v3): what may be done with it. */
export const paps = ["red", "amber", "green", "clear"] as const;
/** Europol handling codes. */
export const handlings = ["H0", "H1", "H2", "H3"] as const;
/** What another case learns of a record that both hold. */
export const shares = ["silent", "hit", "contact", "open"] as const;
export const categories = ["suspect", "contact", "victim", "witness", "minor", "technical", "unknown"] as const;

export type Tlp = (typeof tlps)[number];
export type Pap = (typeof paps)[number];
export type Handling = (typeof handlings)[number];
export type Share = (typeof shares)[number];
export type Category = (typeof categories)[number];
/** Source A, B, C or X, information 1 to 4 (Europol 4×4). */
export type Evaluation = `${"A" | "B" | "C" | "X"}${1 | 2 | 3 | 4}`;

/** Every protection that content carries. */
export interface Codes {
  readonly tlp: Tlp;
  readonly pap: Pap;
  /** In order, without repeats; never empty. */
  readonly handling: readonly Handling[];
  readonly evaluation: Evaluation;
  readonly share: Share;
  readonly category: Category;
  /** Countries (ISO 3166-1 alpha-2) that alone may see it; absent means no such limit. */
  readonly only?: readonly string[];
}

/** What a new case starts with. */
export const caseDefaults: Codes = { tlp: "amber", pap: "amber", handling: ["H1"], evaluation: "X4", share: "hit", category: "unknown" };

const tlpWord = choice("tlp", tlps);
const strict = /^amber\s*\+?\s*strict$/iu;
/** The label of two words may have blanks around its plus, or in its place. */
export const tlp: Reader<Tlp> = { ...tlpWord, read: (typed, now) => tlpWord.read(strict.test(typed) ? "amber+strict" : typed, now) };
export const pap = choice("pap", paps);
export const share = choice("share", shares);
export const category = choice("cat", categories);

const joint = /\s*[+,;&/|]\s*(?=h)|\s+(?:(?:and|und|et|en|och|oraz|y|e|i)\s+)?(?=h)/iu;
const joined = /^h[0-3](?:\+h[0-3]){0,9}$/iu;

/** Handling codes joined by "+", a comma, a blank or "and", in any order. H0 says that nothing else applies, so beside another code it is left out. */
export const handling: Reader<readonly Handling[]> = {
  expects: "H0|H1|H2|H3, joined by +",
  read: (typed) => {
    const codes = typed.split(joint).join("+");
    if (!joined.test(codes))
      return fail({
        code: "unreadable",
        typed: `"${typed}"`,
        expected: "handling",
        write: "handling",
      });
    const parts = codes.toUpperCase().split("+");
    const named = handlings.filter((code) => parts.includes(code));
    return ok(named.length > 1 ? named.filter((code) => code !== "H0") : named);
  },
};

const evaluations: readonly Evaluation[] = (["A", "B", "C", "X"] as const).flatMap((source) =>
  ([1, 2, 3, 4] as const).map((information) => `${source}${information}` as const),
);

/** Europol 4×4: the source's letter and the information's digit, in any case. */
export const evaluation: Reader<Evaluation> = {
  expects: "A1…X4",
  read: (typed) => {
    const found = evaluations.find((code) => code === typed.toUpperCase());
    return found === undefined ? fail({ code: "unreadable", typed: `"${typed}"`, expected: "evaluation", write: "evaluation" }) : ok(found);
  },
};

/** The codes that somebody named. */
export type TypedCodes = { readonly [K in keyof Codes]?: Codes[K] | undefined };

/** Codes as typed over the case's own. Victims and minors are always silent. */
export function settle(typed: TypedCodes, own: Codes): Codes {
  const kind = typed.category ?? own.category;
  const only = typed.only ?? own.only;
  return {
    tlp: typed.tlp ?? own.tlp,
    pap: typed.pap ?? own.pap,
    handling: typed.handling ?? own.handling,
    evaluation: typed.evaluation ?? own.evaluation,
    share: kind === "victim" || kind === "minor" ? "silent" : (typed.share ?? own.share),
    category: kind,
    ...(only && { only }),
  };
}
