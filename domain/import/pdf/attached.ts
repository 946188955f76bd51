import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { PDFDocumentProxy as Pdf } from "pdfjs-dist";
import { raise } from "#domain/codes/markings.ts";
import type { Asked } from "#domain/import/formats/define.ts";
import type { Gathering } from "#domain/import/gather.ts";
import type { Reading } from "#domain/import/reading.ts";
import { noteOf, oneLine } from "#domain/import/words.ts";

/** A file in a PDF, by what PDF.js calls it: the document's own, or one that hangs on a page. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
}

/** Files of one PDF that are read, bytes of all of them, those that are named where they are not read, and remarks of one. */
const most = { files: 100, bytes: 20 * 1024 * 1024, named: 5, told: 20 } as const;

/** Reads the files in a PDF by what is in them; those that cannot be read are named. Values stand at the first page. */
export async function takeAttachedFiles(
  gather: Gathering,
  pdf: Pdf,
  onPages: readonly AttachedFile[],
  inside: Asked["inside"],
): Promise<void> {
  // what is damaged in them is no reason to leave the text out
  const own = await pdf.getAttachments().catch(() => null);
  const files = new Map<string, string>();
  for (const [id, { filename }] of own ?? []) files.set(id, filename);
  for (const { id, name } of onPages) if (!files.has(id)) files.set(id, name);
  const unread: string[] = [];
  let left: number = most.bytes;
  let looked = 0;
  for (const [id, filename] of files) {
    const name = oneLine(filename, 80) ?? "?";
    looked += 1;
    const bytes = looked > most.files ? null : await pdf.getAttachmentContent(id).catch(() => null);
    const size = bytes?.length ?? 0;
    const read = bytes === null || size === 0 || size > left ? undefined : await inside({ name, sha256: bytesToHex(sha256(bytes)), bytes });
    left -= read === undefined ? 0 : size;
    if (read?.ok) take(gather, name, read.value);
    else unread.push(name);
  }
  if (unread.length > 0) gather.unclear(1, { code: "attached-files", names: unread.slice(0, most.named), count: unread.length });
}

function take(gather: Gathering, name: string, { rows, marking, notUnderstood }: Reading): void {
  const note = noteOf(`attachment: ${name}`);
  raise(gather.marks, marking);
  for (const row of rows) gather.row({ ...(note !== undefined && { note }), ...row, line: 1 });
  for (const { line, why } of notUnderstood.slice(0, most.told)) gather.unclear(1, { code: "in-attachment", name, line, why });
  if (notUnderstood.length > most.told) gather.unclear(1, { code: "in-attachment-more", name, count: notUnderstood.length - most.told });
}
