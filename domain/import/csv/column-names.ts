import type { Codes } from "#domain/codes/codes.ts";
import { kindsNamed } from "#domain/import/type-names.ts";
import type { Kind } from "#domain/indicators/indicator.ts";

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
const values = (names: string, kinds: string): readonly (readonly [string, Meaning])[] =>
  meaning(names, { values: kindsNamed(kinds) ?? "any" });

/** Headers in English, German, French, Spanish and Dutch, folded by `fold`. */
const known: ReadonlyMap<string, Meaning> = new Map([
  ...meaning("value indicator indicatorvalue ioc iocs iocvalue observable observablevalue artifact artefact iok", { values: "any" }),
  ...meaning("wert indikator valeur indicateur observables valor indicador waarde indicatorwaarde kenmerk", { values: "any" }),
  ...values(
    "ip ips ipaddress ipaddr ipv4 ipv6 ipv4address ipv6address srcip sourceip dstip dstipaddress destip destinationip remoteip",
    "ip",
  ),
  ...values("ipadresse ipadressen adresseip adressesip direccionip ipadres ipadressen quellip zielip", "ip"),
  ...values("domain domains domainname fqdn host hosts hostname dns domane domanenname rechnername domaine nomdedomaine", "domain"),
  ...values("nomdhote dominio nombrededominio domein domeinnaam hostnaam", "domain"),
  ...values("url urls uri link links adresseurl lien enlace webadresse adresseweb", "url"),
  ...values("email emails emailaddress mail mailaddress sender from emailadresse mailadresse absender adressemail adresseemail", "email"),
  ...values("courriel correo correoelectronico afzender emailadres", "email"),
  ...meaning("hash hashes filehash hashwert hachage checksum prufsumme", { values: "any" }),
  ...["md5", "sha1", "sha256", "sha512", "ssdeep", "tlsh", "imphash", "authentihash", "ja3", "jarm"].flatMap((one) =>
    values(`${one} ${one}hash hash${one}`, one),
  ),
  ...values("cve cveid", "cve"),
  ...values("asn", "asn"),
  ...values("mac macaddress macadresse adressemac", "mac"),
  ...values("btc bitcoin bitcoinaddress btcaddress", "btc"),
  ...values("eth ethereum ethaddress", "eth"),
  ...meaning("wallet walletaddress", { values: "any" }),
  ...values("iban kontonummer rekeningnummer", "iban"),
  ...values("bic swift", "bic"),
  ...values("phone phonenumber telefon telefonnummer telephone telefono telefoon telefoonnummer msisdn", "phone"),
  ...values("filename dateiname nomdefichier nombredearchivo bestandsnaam", "filename"),
  ...values("filepath path pfad dateipfad chemin ruta pad", "filepath"),
  ...values("regkey registrykey", "regkey"),
  ...values("mutex", "mutex"),
  ...values("useragent", "useragent"),
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
]);

/** A header without case, accents and what stands between its words. */
export const fold = (header: string): string =>
  header
    .slice(0, 200)
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();

/** What the header of a column says of it; undefined for a header that is not known. */
export const meaningOf = (header: string): Meaning | undefined => known.get(fold(header));
