// Markings that are none of TLP or PAP as they are written today: words of other languages, levels of other offices, statements.

import { type Marks, readTlp } from "#domain/codes/markings.ts";

const between = String.raw`\s{0,3}[:：=]\s{0,3}`;
/** What a document calls its level, in the languages of the taskforce's desks. */
const names = [
  "(?:security |data |document )?classification(?: level)?|protective marking|security marking|handling caveat|sensitivity|confidentiality",
  "einstufung|vertraulichkeit(?:sstufe)?|geheimhaltungsgrad|vs-grad|schutzklasse|klassifizierung",
  "niveau de confidentialité|confidentialité|mention de protection|niveau de protection|diffusion",
  "clasificación|confidencialidad|nivel de confidencialidad|classificação|confidencialidade|grau de sigilo",
  "classificazione|riservatezza|livello di riservatezza",
  "rubricering|vertrouwelijkheid|classificatie|merking",
  "klauzula(?: tajności)?|poufność|klasyfikacja",
  "sekretess|sekretessklass|klassifikation|turvaluokka",
].join("|");
/** Words that restrict who may know something. */
const levels = [
  "(?:top )?secret|confidential|restricted|official[- ]sensitive|(?:for )?internal(?: use)?(?: only)?|not for (?:further )?distribution|limited distribution",
  "law enforcement sensitive|for official use only|fouo|noforn|orcon|limdis|eyes only|eu[- ]restricted|restreint ue",
  "vs[\\s–-]{1,3}nfd|vs[\\s–-]{1,3}vertraulich|(?:nur )?für den dienstgebrauch|(?:streng )?(?:vertraulich|geheim)|nur intern",
  "diffusion restreinte|restreinte?|confidentiel(?:le)?|secret|usage interne|non public",
  "difusión (?:limitada|restringida)|restringid[oa]|reservad[oa]|confidencial|secreto|uso interno",
  "riservat[oa]|riservatissimo|segret[oa]|uso interno",
  "(?:departementaal |zeer )?vertrouwelijk|geheim|intern gebruik",
  "zastrzeżone|poufne|(?:ściśle )?tajne|do użytku (?:wewnętrznego|służbowego)",
  "hemlig|begränsat hemlig|sekretess|luottamuksellinen|salainen",
].join("|");
/** A level behind its name: `Einstufung: VS-NfD`. */
const named = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${names})${between}[^\n]{0,40}?(?<![\p{L}\p{N}])(?:${levels})(?![\p{L}\p{N}])`,
  "iu",
);
/** A level alone on its line, as at the head and the foot of a page. */
const alone = new RegExp(
  String.raw`(?<=^|\n)[^\S\n]{0,20}[*_#=/ –-]{0,6}(?:${levels})(?:\s?\/{1,2}\s?(?:${levels}))*[*_#=/ –-]{0,6}[^\S\n]{0,20}\r?(?=\n|$)`,
  "iu",
);
/** TLP by its long name, or with a colour that it does not have: `TLP:ROT`, `TLP:PURPLE`. */
const colours =
  "rot|rouge|roj[oa]|ross[oa]|rood|czerwon[ey]|vermelho|röd|punainen|gelb|ambre|ámbar|ambra|âmbar|oranje|orange|bursztynow[ey]|gul|keltainen|yellow|purple|blue|black|violet|grün|vert|verde|groen|zielon[ey]|grön|vihreä";
const coloured = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:TLP|PAP)${between}|(?:TLP|PAP)[ _-])(?:${colours})(?![\p{L}\p{N}])`, "iu");
const longName = new RegExp(
  String.raw`(?<![\p{L}\p{N}])traffic[\s-]light[\s-]protocol(?:\s?\(TLP\))?(?:${between}|\s(?:is|level)\s)["'“([]?(RED|AMBER(?:[\s+_-]{1,3}STRICT)?|GREEN|CLEAR|WHITE|[\p{L}]{3,12})(?![\p{L}\p{N}])`,
  "iu",
);

/** A marking of another sort in a text. */
export interface ForeignMarking {
  /** As it stands there, at most 80 UTF-16 units. */
  readonly words: string;
  /** A word of TLP behind its long name; absent: nobody here knows what it allows. */
  readonly tlp?: string;
}

/** Longest text that is looked at, in UTF-16 units from its beginning and before its end: markings stand at the edges of pages. */
const looked = 512 * 1024;

/** The first marking of another sort in a text; undefined if there is none. Linear. */
export function foreignMarking(text: string): ForeignMarking | undefined {
  const seen = text.length <= 2 * looked ? text : `${text.slice(0, looked)}\n${text.slice(-looked)}`;
  const long = longName.exec(seen);
  if (long) return { words: shortened(long[0]), ...(long[1] && known.test(long[1]) && { tlp: long[1] }) };
  const found = coloured.exec(seen) ?? named.exec(seen) ?? alone.exec(seen);
  return found ? { words: shortened(found[0]) } : undefined;
}

const known = /^(?:red|amber(?:[\s+_-]{1,3}strict)?|green|clear|white)$/iu;
/** What holds by it: its level, or the strictest that it may be. */
export const held = ({ tlp = "" }: ForeignMarking): Marks => ({ tlp: readTlp(tlp) ?? "red" });

const shortened = (words: string): string => words.replace(/\s+/gu, " ").trim().slice(0, 80);
