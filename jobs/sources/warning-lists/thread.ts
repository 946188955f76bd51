import { parentPort, workerData } from "node:worker_threads";
import type { Held } from "#domain/warning-lists/pack.ts";
import { readHere, type ThreadAnswer } from "./reader.ts";

/** What goes over without being copied. */
function arraysOf(held: Held): readonly (Uint8Array | Uint32Array)[] {
  switch (held.type) {
    case "cidr":
      return [held.ipv4, held.ipv6].flatMap(({ firsts, lasts }) => [firsts, lasts]);
    case "substring":
      return [held.parts.byte, held.parts.child, held.parts.sibling, held.parts.back, held.parts.ended];
    case "regex":
      return [];
    default:
      return [held.texts.bytes, held.texts.table];
  }
}

const paths: readonly string[] = workerData;
for (const path of paths) {
  const list = await readHere(path);
  const buffers = list === undefined ? [] : arraysOf(list.held).map(({ buffer }) => buffer);
  parentPort?.postMessage(
    { path, list } satisfies ThreadAnswer,
    buffers.filter((buffer) => buffer instanceof ArrayBuffer),
  );
}
