import { burn, type Entry } from "@kenjiuno/msgreader/lib/Burner.js";

/** A storage or stream of a compound file to be made. */
interface Node {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly children?: readonly Node[];
}

const storage = 1;
const stream = 2;
const root = 5;

/** A compound file (MS-CFB) with these entries under its root. */
export function compoundFile(children: readonly Node[]): Uint8Array {
  const entries: Entry[] = [];
  const add = ({ name, bytes, children: inner }: Node, type: number): number => {
    const at = entries.length;
    const entry: Entry = { name, type, length: bytes?.length ?? 0, ...(bytes && { binaryProvider: () => bytes }) };
    entries.push(entry);
    if (inner) entry.children = inner.map((one) => add(one, one.children ? storage : stream));
    return at;
  };
  add({ name: "Root Entry", children }, root);
  return burn(entries);
}

const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf16le"));
/** A property of a message that is kept in a stream of its own (MS-OXMSG): the id as four hex digits. */
export const property = (id: string, value: string | Uint8Array): Node =>
  typeof value === "string" ? { name: `__substg1.0_${id}001F`, bytes: utf16(value) } : { name: `__substg1.0_${id}0102`, bytes: value };
/** The table of fixed properties, empty, with what stands before it. */
const table = (before: number): Node => ({ name: "__properties_version1.0", bytes: new Uint8Array(before) });

/** What a made message holds. */
interface Message {
  readonly properties: readonly Node[];
  readonly recipients?: readonly string[];
  readonly attachments?: readonly (readonly [name: string, bytes: Uint8Array])[];
  readonly inner?: Message;
}

function nodes({ properties, recipients = [], attachments = [], inner }: Message, before: number): readonly Node[] {
  return [
    table(before),
    ...properties,
    ...recipients.map((address, at) => ({ name: `__recip_version1.0_#0000000${at}`, children: [table(8), property("39FE", address)] })),
    ...attachments.map(([name, bytes], at) => ({
      name: `__attach_version1.0_#0000000${at}`,
      children: [table(8), property("3707", name), property("3701", bytes)],
    })),
    ...(inner
      ? [{ name: "__attach_version1.0_#00000009", children: [table(8), { name: "__substg1.0_3701000D", children: nodes(inner, 24) }] }]
      : []),
  ];
}

/** A message as Outlook saves it. */
export const outlookMessage = (message: Message): Uint8Array => compoundFile(nodes(message, 32));

/** A PDF with a page per text, each line of it drawn below the other; `streams` are put as the pages' contents instead. */
export function pdfFile(
  pages: readonly string[],
  content: (text: string) => { dictionary: string; bytes: Uint8Array } = drawn,
  trailer = "",
  typeface = "/Subtype /Type1 /BaseFont /Helvetica",
): Uint8Array {
  const objects: Uint8Array[] = [];
  const text = (one: string): Uint8Array => new Uint8Array(Buffer.from(one, "latin1"));
  const kids = pages.map((_, at) => `${3 + 2 * at} 0 R`).join(" ");
  const font = 3 + 2 * pages.length;
  objects.push(text("<< /Type /Catalog /Pages 2 0 R >>"), text(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`));
  for (const [at, page] of pages.entries()) {
    const { dictionary, bytes } = content(page);
    objects.push(
      text(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${4 + 2 * at} 0 R /Resources << /Font << /F1 ${font} 0 R >> >> >>`,
      ),
      new Uint8Array(Buffer.concat([text(`<< /Length ${bytes.length} ${dictionary} >>\nstream\n`), bytes, text("\nendstream")])),
    );
  }
  objects.push(text(`<< /Type /Font ${typeface} >>`));
  return pdfOf(objects, trailer);
}

/** A PDF of these objects, of which the first is its catalog. */
export function pdfOf(objects: readonly Uint8Array[], trailer = ""): Uint8Array {
  const text = (one: string): Uint8Array => new Uint8Array(Buffer.from(one, "latin1"));
  const parts: Uint8Array[] = [text("%PDF-1.4\n")];
  const offsets: number[] = [];
  let length = 9;
  for (const [at, object] of objects.entries()) {
    offsets.push(length);
    const whole = Buffer.concat([text(`${at + 1} 0 obj\n`), object, text("\nendobj\n")]);
    parts.push(new Uint8Array(whole));
    length += whole.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    text(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

/** The operators that draw a text, as they are. */
export function drawn(text: string): { dictionary: string; bytes: Uint8Array } {
  const lines = text.split("\n").map((line) => `(${line.replace(/[\\()]/gu, "\\$&")}) Tj 0 -14 Td`);
  return { dictionary: "", bytes: new Uint8Array(Buffer.from(`BT /F1 12 Tf 50 700 Td ${lines.join(" ")} ET`, "latin1")) };
}
