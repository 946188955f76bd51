import type { Codes } from "#domain/codes/codes.ts";
import { kindsByWord } from "#domain/import/type-names.ts";
import { derived, type Kind, type Kinds } from "#domain/kinds/index.ts";

/** What a column holds beside values. */
export type Particular = "type" | "tags" | "note" | "source" | "seen" | "seen-last" | keyof Codes;
/** What the header of a column says of it. */
export interface Meaning {
  /** Values of any kind, or of these. */
  readonly values?: "any" | readonly Kind[];
  readonly particular?: Particular;
  /** Known to hold neither: numbers of records, scores. */
  readonly aside?: true;
}

const meaning = (names: string, one: Meaning): readonly (readonly [string, Meaning])[] => names.split(/\s+/u).map((name) => [name, one]);

/** Headers that name no kind, in English, German, French, Spanish and Dutch, folded by `fold`. */
const general = [
  ...meaning("value indicator indicatorvalue ioc iocs iocvalue observable observablevalue artifact artefact iok", { values: "any" }),
  ...meaning("wert indikator valeur indicateur observables valor indicador waarde indicatorwaarde kenmerk", { values: "any" }),
  ...meaning("hash hashes filehash hashwert hachage checksum prufsumme", { values: "any" }),
  ...meaning("wallet walletaddress", { values: "any" }),
  ...meaning("type kind indicatortype ioctype observabletype typ art tipo soort", { particular: "type" }),
  ...meaning("tlp tlplevel trafficlightprotocol tlpmarking", { particular: "tlp" }),
  ...meaning("pap", { particular: "pap" }),
  ...meaning("handling handlingcode", { particular: "handling" }),
  ...meaning("evaluation eval", { particular: "evaluation" }),
  ...meaning("share", { particular: "share" }),
  ...meaning("category cat", { particular: "category" }),
  ...meaning("only", { particular: "only" }),
  ...meaning("tag tags label labels schlagworte etiquettes etiquetas labels", { particular: "tags" }),
  ...meaning("note notes comment comments description context remark remarks details notiz bemerkung kommentar beschreibung", {
    particular: "note",
  }),
  ...meaning("commentaire remarque comentario descripcion nota opmerking beschrijving toelichting", { particular: "note" }),
  ...meaning("source src feed origin reporter quelle fuente bron herkunft provenance", { particular: "source" }),
  ...meaning("firstseen firstseenutc firstobserved date datetime timestamp time seen seenat created dateadded datum zeit", {
    particular: "seen",
  }),
  ...meaning("zeitstempel zuerstgesehen erstmalsgesehen horodatage premierevue fecha vistoporprimeravez tijdstip", { particular: "seen" }),
  ...meaning("lastseen lastseenutc lastobserved zuletztgesehen dernierevue", { particular: "seen-last" }),
  ...meaning("id uuid ref iocid eventid number no nr port score confidence confidencelevel count status reference references", {
    aside: true,
  }),
];
const known = derived(
  (kinds): ReadonlyMap<string, Meaning> =>
    new Map([...[...kindsByWord(kinds, "headers")].map(([name, values]) => [name, { values }] as const), ...general]),
);

/** A header without case, accents and what stands between its words. */
export const fold = (header: string): string =>
  header
    .slice(0, 200)
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();

/** What the header of a column says of it; undefined for a header that is not known. */
export const meaningOf = (header: string, kinds?: Kinds): Meaning | undefined => known(kinds).get(fold(header));
