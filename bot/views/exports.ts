import { inflateRawSync } from "node:zlib";
import { exportFormats } from "#domain/export/formats.ts";
import type { ExportCount, Stays } from "#domain/export/selection.ts";
import type { ExportLine } from "#domain/export/summary.ts";
import type { ExportNotice } from "#domain/notices/exports.ts";
import type { Views } from "./parts/define.ts";
import { count as counted, ranges, time } from "./parts/facts.ts";
import { dots, join, lines, nothing, own, type Piece, paged, person, text, typed } from "./parts/html.ts";

type Counted = Extract<ExportNotice, { readonly count: ExportCount }>;

/** Reads on after the number of records. */
const reasons: Readonly<Record<Stays, string>> = {
  label: "with a stricter label than asked for",
  protected: "concerning a victim or a minor (cat:victim or cat:minor names them)",
  "false-positive": "held for a false positive",
  permission: "H1 or H2, their provider must permit",
  room: "not for everybody in this room",
  second: "that a second officer in this room must confirm, and there is none",
};

const head = ({ format, for: purpose, count }: Counted): Piece => {
  const kinds = count.kinds.map(({ kind, count: number }) => text`${number} ${own(kind)}`);
  return text`${own(exportFormats[format].name)} for:${own(purpose)} · ${counted(count.total, "record")}${kinds.length === 0 ? nothing : text`: ${join(kinds, ", ")}`}`;
};

/** A line for each reason. */
function leftOut({ left }: ExportCount): Piece {
  if (left.length === 0) return text`Nothing was left out.`;
  const rows = left.map(({ why, count, refs }) => {
    const more = count > refs.length ? text` and ${count - refs.length} more` : nothing;
    return text`${count} ${own(reasons[why])}: ${ranges(refs)}${more}`;
  });
  return lines([text`Left out:`, ...rows]);
}

const carried = ({ sources, notes, permitted }: ExportCount): readonly Piece[] => [
  sources + notes === 0 ? nothing : text`Of them ${sources} name a source, ${notes} carry a note; both are in the file.`,
  permitted === 0
    ? nothing
    : text`${permitted} of them are H1 or H2 and were logged by who exports them: the command is their provider's permission, and is recorded as such.`,
];

const megabytes = (bytes: number): number => Math.round(bytes / (1024 * 1024));

function listed({ at, by, format, for: purpose, reason, made }: ExportLine): Piece {
  const file = made
    ? [
        counted(made.records, "record"),
        made.permitted > 0 ? text`${made.permitted} permitted by it` : nothing,
        own(made.name),
        text`SHA-256 ${own(made.sha256)}`,
      ]
    : [own("no file")];
  return dots([
    time(at),
    text`${own(exportFormats[format].name)} for:${own(purpose)}`,
    text`by ${person(by)}`,
    ...file,
    typed(reason, 500),
  ]);
}

export const exports: Views<ExportNotice> = {
  "export-list": ({ exports: all, total }) =>
    paged(
      total === 0 ? text`This case has no exports.` : text`${counted(total, "export")}, newest first:`,
      all.map(listed),
      total - all.length,
      (more) => text`… and ${more} older.`,
    ),
  "export-shown": (n) =>
    lines([
      head(n),
      ...carried(n.count),
      leftOut(n.count),
      text`The file goes to the case's room, where ${counted(n.readers, "member")} can read it now. No officer is named in it.`,
    ]),
  "export-begun": (n) => text`${head(n)}. The file follows here.`,
  "export-nothing": (n) =>
    lines([
      text`Nothing was sent: no record of this case may leave so. ${head(n)}.`,
      n.count.left.length === 0 ? nothing : leftOut(n.count),
    ]),
  "export-file": ({ file }) => ({
    ...own(file.name),
    file: { name: file.name, mimetype: file.mimetype, content: inflateRawSync(Buffer.from(file.packed, "base64")) },
  }),
  "export-made": (n) => lines([text`${own(n.name)} · ${head(n)}`, text`SHA-256 ${own(n.sha256)} · ${n.bytes} bytes`, leftOut(n.count)]),
  "export-too-large": (n) =>
    text`Nothing was sent: the ${own(exportFormats[n.format].name)} file would have more than ${megabytes(n.most)} MiB. Narrow it by since:, type: or tag:.`,
};
