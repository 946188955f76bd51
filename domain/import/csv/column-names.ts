import type { Codes } from "#domain/codes/codes.ts";
import { kindsByWord } from "#domain/import/type-names.ts";
import { known as allKinds, derived, type Kind, type Kinds } from "#domain/kinds/index.ts";

/** What a column holds beside values. */
export type Particular =
  | "type"
  | "tags"
  | "note"
  | "source"
  | "seen"
  | "seen-last"
  | "detection"
  | "relation"
  | "object"
  | "recipient"
  | keyof Codes;
/** What the header of a column says of it. */
export interface Meaning {
  /** Values of any kind, or of these. */
  readonly values?: "any" | readonly Kind[];
  readonly particular?: Particular;
  /** Known to hold neither: numbers of records, scores. */
  readonly aside?: true;
  /** It may hold markings, or classes of other things: what stands in it decides. */
  readonly perhaps?: true;
  /** A fingerprint of a sort that we do not keep, which is as long as one that we do. */
  readonly foreign?: true;
}

const meaning = (names: string, one: Meaning): readonly (readonly [string, Meaning])[] => names.split(/\s+/u).map((name) => [name, one]);

/** Headers that name no kind, in English, German, French, Spanish and Dutch, folded by `fold`. */
const general = [
  ...meaning("value indicator indicatorvalue ioc iocs iocvalue observable observablevalue artifact artefact iok", { values: "any" }),
  ...meaning("wert indikator valeur indicateur observables valor indicador waarde indicatorwaarde kenmerk", { values: "any" }),
  ...meaning("hash hashes filehash hashwert hachage checksum prufsumme", { values: "any" }),
  ...meaning("wallet walletaddress", { values: "any" }),
  ...meaning("type kind indicatortype ioctype observabletype typ art tipo soort", { particular: "type" }),
  ...meaning("marking markings protectivemarking securitymarking handlingmarking sensitivity confidentiality", { particular: "tlp" }),
  ...meaning("einstufung vertraulichkeit vertraulichkeitsstufe verschlusssachengrad geheimhaltungsgrad schutzklasse", {
    particular: "tlp",
  }),
  ...meaning("marquage confidentialite niveaudeconfidentialite sensibilite marcado confidencialidad nivelconfidencialidad", {
    particular: "tlp",
  }),
  ...meaning("vertrouwelijkheid markering rubricering riservatezza klauzula poufnosc sekretess skyddsniva", { particular: "tlp" }),
  ...meaning(
    "classification klassifizierung klassifikation clasificacion classificatie classificazione klasyfikacja diffusion niveaudediffusion niveldedifusion гриф",
    {
      particular: "tlp",
      perhaps: true,
    },
  ),
  ...meaning("toids ids detection", { particular: "detection" }),
  ...meaning(
    "to recipient recipients recipientaddress recipientemail recipientemailaddress recipientmail emailrecipient emailto emaildst",
    {
      particular: "recipient",
    },
  ),
  ...meaning("targetemail victim victims victimemail empfanger empfangeradresse destinataire destinataires destinatario destinatarios", {
    particular: "recipient",
  }),
  ...meaning("ontvanger ontvangers odbiorca mottagare modtager mottaker opfer victime victima slachtoffer", { particular: "recipient" }),
  ...meaning("objectrelation", { particular: "relation" }),
  ...meaning("objectname", { particular: "object" }),
  ...meaning("handling handlingcode", { particular: "handling" }),
  ...meaning("evaluation eval", { particular: "evaluation" }),
  ...meaning("share", { particular: "share" }),
  ...meaning("category cat", { particular: "category" }),
  ...meaning("only", { particular: "only" }),
  ...meaning("attributetag attributetags eventtag eventtags tag tags label labels schlagworte etiquettes etiquetas labels", {
    particular: "tags",
  }),
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
export function meaningOf(header: string, kinds?: Kinds): Meaning | undefined {
  const folded = fold(header);
  const whole = known(kinds).get(folded);
  if (whole !== undefined) return whole;
  if (/^tlp|tlp$|trafficlight/u.test(folded)) return { particular: "tlp" };
  if (/^pap(?:level|marking|colou?r|tag|\d+)?$|permissibleactions/u.test(folded)) return { particular: "pap" };
  return fingerprint(header, kinds);
}

/** Sorts of fingerprints that are no digests of files, though they look like them. */
const foreignPrints =
  /^(?:ja3s?|ja4\p{L}*|hassh(?:server)?|pehash|vhash|telfhash|symhash|dhash|phash|cdhash|richpe|rich|cert|certificate|x509|ssl|tls|serial|thumbprint|favicon|icon|jarm|guid)$/u;

/** Of a name of several words the fingerprint that it names: the special one rather than the digest that it is made by (`ja3_md5`). */
export function fingerprint(header: string, kinds?: Kinds): Meaning | undefined {
  const words = header
    .slice(0, 200)
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const kindsOf = (word: string) => {
    const values = known(kinds).get(word)?.values;
    return values === undefined || values === "any" || !values.every((kind) => isPrint(kind, kinds)) ? undefined : values;
  };
  const named = words.flatMap((word) => kindsOf(word) ?? []);
  const special = named.filter((kind) => !isDigest(kind));
  if (special.length > 0) return { values: [...new Set(special)] };
  if (words.some((word) => foreignPrints.test(word)) && (named.length > 0 || words.some((word) => /hash|print|md5|sha/u.test(word))))
    return { foreign: true };
  return named.length === 0 ? undefined : { values: [...new Set(named)] };
}

/** Told by its length alone. */
const isDigest = (kind: Kind): boolean => /^(?:md5|sha\d+)$/u.test(kind);
/** A kind of which every value is a fingerprint in hexadecimal digits. */
const isPrint = (kind: Kind, kinds: Kinds = allKinds): boolean =>
  kinds.all.find(({ name }) => name === kind)?.examples.every(([, value]) => /^[\da-f]{32,}$/iu.test(value)) === true;
