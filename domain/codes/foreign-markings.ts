// Markings that are none of TLP or PAP as they are written today: words of other languages, levels of other offices, statements.

import { type Marks, readTlp, unmark } from "#domain/codes/markings.ts";

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
  "vs[\\s–—-]{1,5}(?:nfd|vertraulich|nur für den dienstgebrauch)|(?:nur )?für den dienstgebrauch|(?:streng )?(?:vertraulich|geheim)|nur intern",
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
/** Colours of other languages that TLP does not have, where nothing but a blank or a hyphen says that one is meant. */
const colours =
  "rot|rouge|roj[oa]|ross[oa]|rood|czerwon[ey]|vermelho|röd|rød|punainen|červen[áéý]|roşu|roșu|kırmızı|kirmizi|piros|crven[aio]|красный|червоний|κόκκινο|gelb|ambre|ámbar|ambra|âmbar|oranje|orange|bursztynow[ey]|żółty|gul|keltainen|yellow|purple|blue|black|violet|grün|vert|verde|groen|zielon[ey]|grön|vihreä";
const known = String.raw`RED|AMBER(?:[\s+_-]{1,3}STRICT)?|GREEN|CLEAR|WHITE`;
const ended = String.raw`(?![\p{L}\p{M}\p{N}_])`;
/** TLP with whatever word behind its sign, or with a version or a word between: `TLP:ROT`, `TLP2.0:RED`, `TLP level – AMBER`, `[TLP][RED]`. */
const signed = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:TLP|PAP)(?:\s?v?\d(?:\.\d)?)?\s{0,3}(?:level|rating|marking|colou?r|code)?(?:\s{0,3}(?:[:：=·•|]|\]\s?\[)\s{0,3}|\s{1,3}[–—-]\s{1,3})["'“(]?(${known}|[\p{L}\p{M}][\p{L}\p{M}+&]{0,19})${ended}`,
  "giu",
);
/** TLP with a version and a level behind a blank, or with a colour that it does not have: `TLP 2.0 RED`, `TLP-PURPLE`. */
const coloured = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:TLP|PAP)\s?v?\d(?:\.\d)?\s{1,3}(${known})|(?:TLP|PAP)[ _-](?:${colours}))(?![\p{L}\p{M}\p{N}])`,
  "iu",
);
/** A colour behind the name of a level: `Einstufung: rot`, `Marking: RED`. */
const namedColour = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:marking|markierung|sensibilité|sensibilidad|sensibilità|${names})\s{0,3}[:：=]\s{0,3}["'“(]?(?:(${known})|(?:${colours}))${ended}`,
  "giu",
);
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
  if (long) return { words: shortened(long[0]), ...(long[1] && isKnown.test(long[1]) && { tlp: long[1] }) };
  const found = firstOf(signed, seen) ?? coloured.exec(seen) ?? firstOf(namedColour, seen) ?? named.exec(seen) ?? alone.exec(seen);
  if (found === undefined || found === null) return undefined;
  const [words, level] = found;
  return { words: shortened(words), ...(level !== undefined && isKnown.test(level) && { tlp: level }) };
}

const isKnown = new RegExp(`^(?:${known})$`, "iu");
/** Whether a word is a colour of another language, as in a column of levels: `ROUGE`. */
export const isForeignColour = (word: string): boolean => foreignColour.test(word.trim());
const foreignColour = new RegExp(`^(?:${colours})$`, "iu");

const isLevel = new RegExp(`(?:${known}|${colours})$`, "iu");
/** A word that is no value. */
const goesOn = /^[^\S\n]{1,3}\p{Ll}[\p{L}'’-]*(?=[\s,;:]|$)/u;
/** The first that no sentence goes on behind, and that is not written as TLP and PAP are today, which others read (markings.ts). */
function firstOf(pattern: RegExp, text: string): RegExpExecArray | undefined {
  for (const found of text.matchAll(pattern)) {
    const end = found.index + found[0].length;
    const isSentence = !isLevel.test(found[0]) && goesOn.test(text.slice(end, end + 40));
    if (!isSentence && unmark(found[0], {}) === found[0]) return found;
  }
  return undefined;
}
/** What holds by it: its level, or the strictest that it may be. */
export const held = ({ tlp = "" }: ForeignMarking): Marks => ({ tlp: readTlp(tlp) ?? "red" });

const shortened = (words: string): string => words.replace(/\s+/gu, " ").trim().slice(0, 80);
