/** Words before the parts of a mail that another one quotes, in some languages of the taskforce's desks; of others the shape tells. */
const words = {
  from: "from|von|de|da|van|od|från|fra|lähettäjä|feladó|от",
  to: "to|an|à|a|para|aan|do|till|til|vastaanottaja|címzett|кому",
  copy: "cc|bcc|kopie|copie|copia|kopia|kopi|dw|копия",
  about:
    "subject|betreff|objet|asunto|oggetto|onderwerp|temat|assunto|ämne|emne|aihe|tárgy|тема|date|sent|gesendet|datum|envoyé|enviado|fecha|inviato|data|verzonden|wysłano|skickat|sendt|päiväys|elküldve|дата",
  answers:
    "reply-to|return-path|sender|antwort an|répondre à|responder a|rispondi a|beantwoorden|odpowiedz do|svar till|svar til|vastausosoite|válaszcím",
  contact: "e-mail|email|mail|e-post|courriel|correo|contact|kontakt|contacto|contatto|tel|phone|telefon|fax|mobile|web|website|www",
} as const;
/** What a line of headers says by its label; undefined for a language that is not listed. */
export type Part = keyof typeof words | undefined;
const parts: ReadonlyMap<string, Part> = new Map(
  (["from", "to", "copy", "about", "answers", "contact"] as const).flatMap((part) =>
    words[part].split("|").map((word) => [word, part] as const),
  ),
);

/** A line that begins with a label. */
export interface HeaderLine {
  readonly part: Part;
  /** What stands behind the colon. */
  readonly value: string;
}
const shape = /^[>＞\s]{0,20}[*_]{0,2}([\p{L}\p{M}][\p{L}\p{M}\p{Zs}.'’/-]{0,40}?)[*_]{0,2}\s?([:：])[*_]{0,2}(.*)$/u;
const longestLine = 4_000;

/** Reads a line as clients write the headers of mails that they quote: a label of few words, a colon of any width, a value. */
export function headerLine(line: string | undefined): HeaderLine | undefined {
  if (line === undefined || line.length > longestLine) return undefined;
  const [, label = "", colon, value = ""] = shape.exec(bare(line)) ?? [];
  // "https://" and "mailto:x" are no labels; scripts without blanks between words write none here either
  if (colon === undefined || (colon === ":" && /^\S/u.test(value) && /^[\x20-\x7e]*$/u.test(label))) return undefined;
  return { part: parts.get(label.trim().toLowerCase().normalize("NFC")), value: value.trim() };
}

/** A line without its end and the marks by which scripts that run from right to left are kept in order. */
export const bare = (line: string): string => line.replace(/[\p{Cf}\r]/gu, "");

const address = /[^\s<>,;:"'[\]()：；，]{1,64}@[^\s<>,;:"'[\]()：；，]{1,255}/gu;
/** The addresses of mails in a line. */
export const addressesOf = (line: string): readonly string[] => bare(line.slice(0, longestLine)).match(address) ?? [];
