import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { grid, round } from "./figures.ts";
import type { Profile } from "./inspected.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
type Frame = Profile["nodes"][number]["callFrame"];

/** File within the project, package, or part of the runtime that a function belongs to. */
function placeOf({ functionName, url }: Frame): { readonly layer: string; readonly file: string } {
  if (functionName === "(garbage collector)") return { layer: "garbage collection", file: "" };
  if (url === "" || url.startsWith("node:")) return { layer: "Node itself: system calls, sockets, crypto, promises", file: url };
  if (url.startsWith("wasm:")) return { layer: "encryption machine (wasm)", file: "wasm" };
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  const [, inside] = path.split(/.*\/node_modules\//u);
  if (inside !== undefined) {
    const name = inside.split("/", inside.startsWith("@") ? 2 : 1).join("/");
    return { layer: name, file: inside };
  }
  const file = relative(root, path);
  return {
    layer: `our ${file
      .split("/")
      .slice(0, file.startsWith("bot/encryption/") ? 2 : 1)
      .join("/")}`,
    file,
  };
}

/** Without the hashes and types that Rust puts into its names. */
const plain = (name: string): string => {
  const short = name.replaceAll(/\[[0-9a-f]{16}\]/gu, "");
  return short === "" ? "(unnamed)" : short.length > 90 ? `…${short.slice(-90)}` : short;
};

/** Milliseconds per command by layer, and the functions that take most themselves. */
export function processorTables(
  { nodes, samples, timeDeltas }: Profile,
  commands: number,
): { readonly layers: string; readonly functions: string } {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const layers = new Map<string, number>();
  const functions = new Map<string, number>();
  samples.forEach((id, at) => {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === "(idle)") return;
    const took = (timeDeltas[at] ?? 0) / 1_000 / commands;
    const { layer, file } = placeOf(frame);
    layers.set(layer, (layers.get(layer) ?? 0) + took);
    const name = `${plain(frame.functionName)} ${file}`.trim();
    functions.set(name, (functions.get(name) ?? 0) + took);
  });
  const rows = (of: ReadonlyMap<string, number>, most: number) =>
    [...of]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([name, took]) => [name.replaceAll("|", "\\|"), `${round(took)} ms`]);
  const sum = [...layers.values()].reduce((all, took) => all + took, 0);
  return {
    layers: grid(["layer", "per command"], [...rows(layers, 14), ["**all**", `${round(sum)} ms`]]),
    functions: grid(["function", "per command, itself"], rows(functions, 20)),
  };
}
