import { needsPermission } from "#domain/codes/table.ts";
import { exportFormats, exportName, mostExportBytes } from "#domain/export/formats.ts";
import { tally } from "#domain/export/selection.ts";
import type { Message } from "#domain/notices/message.ts";
import type { Ref } from "#domain/primitives/ids.ts";
import { defineJob } from "./engine/define.ts";

/** Bytes handed in piece by piece, kept as they are and by DEFLATE (RFC 1951). */
function packing() {
  const stream = new CompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  const packed = new Response(stream.readable).arrayBuffer();
  const plain: Buffer[] = [];
  let bytes = 0;
  return {
    bytes: () => bytes,
    async write(text: string): Promise<void> {
      const piece = Buffer.from(text);
      bytes += piece.length;
      plain.push(piece);
      await writer.write(piece);
    },
    async end(): Promise<{ readonly plain: Buffer; readonly packed: string }> {
      await writer.close();
      return { plain: Buffer.concat(plain), packed: Buffer.from(await packed).toString("base64") };
    },
  };
}

/**
 * Makes a file that was asked for and confirmed. What may leave is decided again here, since codes and members may have
 * changed; what was logged after the confirmation is left for the next one. File and list go to the case's room, where the
 * gate judges the file once more.
 */
export const makeExport = defineJob({
  job: "export",
  attempts: 5,
  backoffMs: 1_000,
  needs: ["exports", "cases"],
  async run(id, { exports, cases }, now): Promise<readonly Message[]> {
    const asked = await exports.take(id);
    if (asked === undefined) return [];
    const { case: of, askedAt, format, wish, by, second, origin } = asked;
    const { ref, codes } = await cases.get(of);
    const { mimetype, open } = exportFormats[format];
    const choice = tally(wish, { by, audience: await exports.audience(of, now), second });
    const head = { case: of, ref, at: now };
    const writer = open(head);
    const file = packing();
    const records: Ref<"IOC">[] = [];
    const permitted: Ref<"IOC">[] = [];
    await file.write(writer.start);
    for await (const page of exports.pages(of)) {
      const leaving = page.filter((record) => record.loggedAt <= askedAt && choice.take(record));
      await file.write(leaving.map((record) => writer.add(record)).join(""));
      records.push(...leaving.map((record) => record.ref));
      permitted.push(...leaving.filter((record) => needsPermission(record.codes)).map((record) => record.ref));
      if (file.bytes() > mostExportBytes) break;
    }
    await file.write(writer.end());
    const { plain, packed } = await file.end();
    const to = (notice: Message["notice"]): Message => ({ to: { case: of }, notice, origin });
    const count = choice.count();
    const told = { codes, format, for: wish.for, count };
    if (plain.length > mostExportBytes || count.codes === undefined) {
      await exports.end(id, undefined, now);
      return [
        to(
          count.codes === undefined
            ? { type: "export-nothing", ...told }
            : { type: "export-too-large", codes, format, most: mostExportBytes },
        ),
      ];
    }
    const name = exportName(format, head);
    const made = { name, bytes: plain.length, sha256: exports.hash(plain) };
    await exports.end(id, { ...made, records, permitted }, now);
    return [
      to({ type: "export-file", codes: count.codes, oldest: count.oldest ?? now, file: { name, mimetype, packed } }),
      to({ type: "export-made", ...told, ...made }),
    ];
  },
});
