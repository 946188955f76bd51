import type { Tables, Way } from "#domain/extract/tables.ts";
import type { Heading } from "#domain/kinds/traits/detection.ts";

/** Lines under a heading that says what stands in them. */
export interface Section extends Way<Heading> {
  readonly from: number;
  readonly to: number;
}

const heading = /^\s{0,8}(?:#{1,6}|={1,6}|\*\*)\s{0,4}\S|:\s{0,4}(?:\*\*)?\s{0,4}$/u;
const item = /^\s{0,12}(?:[-*•·–—>+|`"'{]|\d{1,3}[.)]\s|\S{1,300}\s{0,8}$)/u;

/** The topic of a heading: short, marked as one, and naming one kind. */
function topicOf(line: string, { headings }: Tables): Way<Heading> | undefined {
  return line.length > 80 || line.length < 3 || !heading.test(line) ? undefined : headings.find(({ topic }) => topic.test(line));
}

/** Whether a line begins or ends as headings do: most lines do not, and are not looked at closely. */
function mayBeHeading(text: string, begin: number, end: number): boolean {
  let from = begin;
  while (from < end && isBlank(text.charCodeAt(from))) from += 1;
  const first = text.charCodeAt(from);
  if (from < end && (first === 0x23 || first === 0x3d || first === 0x2a)) return true;
  let to = end;
  while (to > from && (isBlank(text.charCodeAt(to - 1)) || text.charCodeAt(to - 1) === 0x2a)) to -= 1;
  return text.charCodeAt(to - 1) === 0x3a;
}
const isBlank = (code: number): boolean => code <= 0x20 || code === 0xa0;

/** The lists under headings such as "Mutexes:" or "=== JA3". */
export function sectionsOf(text: string, tables: Tables): readonly Section[] {
  const sections: Section[] = [];
  let about: Way<Heading> | undefined;
  let from = 0;
  const close = (to: number) => {
    if (about !== undefined && to > from) sections.push({ ...about, from, to });
    about = undefined;
  };
  for (let begin = 0; begin < text.length; ) {
    const next = text.indexOf("\n", begin);
    const end = next < 0 ? text.length : next;
    if (about !== undefined || mayBeHeading(text, begin, end)) {
      const line = text.slice(begin, Math.min(end, begin + 400));
      const topic = topicOf(line, tables);
      if (topic !== undefined) {
        close(begin);
        about = topic;
        from = end + 1;
      } else if (about !== undefined && line.trim() !== "" && (heading.test(line) || !item.test(line))) close(begin);
    }
    begin = end + 1;
  }
  close(text.length);
  return sections;
}

/** The kind that the section around `place` is about. */
export function sectionAt(sections: readonly Section[], place: number): Section["kind"] | undefined {
  let [low, high] = [0, sections.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.to ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  const section = sections[low];
  return section !== undefined && section.from <= place ? section.kind : undefined;
}
