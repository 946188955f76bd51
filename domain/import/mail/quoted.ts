/** Words before the parts of a mail that another one quotes, in the languages of the taskforce's desks. */
const words = {
  from: "from|von|de|da|van|od|från|fra|lähettäjä|feladó|от",
  to: "to|an|à|a|para|aan|do|till|til|vastaanottaja|címzett|кому",
  copy: "cc|bcc|kopie|copie|copia|kopia|kopi|dw|копия",
  about:
    "subject|betreff|objet|asunto|oggetto|onderwerp|temat|assunto|ämne|emne|aihe|tárgy|тема|date|sent|gesendet|datum|envoyé|enviado|fecha|inviato|data|verzonden|wysłano|skickat|sendt|päiväys|elküldve|дата",
} as const;
type Part = keyof typeof words;
const parts: readonly (readonly [Part, RegExp])[] = (["from", "to", "copy", "about"] as const).map((part) => [
  part,
  new RegExp(String.raw`^[>\s]{0,20}\*{0,2}(?:${words[part]})\s?\*{0,2}:\*{0,2}\s`, "iu"),
]);
const address = /[^\s<>,;:"'[\]()]{1,64}@[^\s<>,;:"'[\]()]{1,255}/gu;
/** Lines of one block of headers. */
const mostLines = 12;
const longestLine = 4_000;

/** What a text quotes of another mail: whom that went to, and where its first block of headers begins. */
export interface Quoted {
  readonly recipients: readonly string[];
  readonly from: number;
}

/** Finds mails that were passed on inside of a text (no standard: what clients write); undefined if there is none. Linear. */
export function quotedIn(text: string): Quoted | undefined {
  const recipients: string[] = [];
  let first: number | undefined;
  const lines = text.split("\n");
  for (let at = 0, from = 0; at < lines.length; from += (lines[at]?.length ?? 0) + 1, at += 1) {
    if (partOf(lines[at]) !== "from") continue;
    const block = lines.slice(at, at + mostLines);
    const end = block.findIndex((line, index) => index > 0 && line.replace(/[>\s]/gu, "") === "");
    const found = addressed(end === -1 ? block : block.slice(0, end));
    if (found === undefined) continue;
    first ??= from;
    recipients.push(...found);
  }
  return first === undefined ? undefined : { recipients, from: first };
}

const partOf = (line: string | undefined): Part | undefined =>
  line === undefined || line.length > longestLine ? undefined : parts.find(([, shape]) => shape.test(`${line} `))?.[0];

/** Whom the mail of these headers went to; undefined for lines that are none: a mail has more than a sender. */
function addressed(block: readonly string[]): readonly string[] | undefined {
  const found: string[] = [];
  let part: Part | undefined;
  const seen = new Set<Part>();
  for (const line of block) {
    part = partOf(line) ?? part;
    if (part !== undefined) seen.add(part);
    if (part === "to" || part === "copy") found.push(...(line.slice(0, longestLine).match(address) ?? []));
  }
  return seen.has("about") || (seen.has("from") && seen.has("to")) ? found : undefined;
}
