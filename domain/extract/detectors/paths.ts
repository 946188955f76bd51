import { isAlphanumeric, lineBefore } from "#domain/extract/characters.ts";
import { backslashed, isEnded } from "#domain/extract/detectors/backslashed.ts";
import { put } from "#domain/extract/scan.ts";
import { fileEndings } from "#domain/kinds/checks/file-endings.ts";
import { domain } from "#domain/kinds/domain.ts";
import { endingOf } from "#domain/kinds/filename.ts";
import { filepath } from "#domain/kinds/filepath.ts";
import { ipv4 } from "#domain/kinds/ipv4.ts";
import type { Scan } from "#domain/kinds/traits/detection.ts";

/** A path of Windows that begins at `from` (drive, share, variable); returns its end, or -1. */
export function windowsPath(scan: Scan, from: number): number {
  const { text } = scan;
  const end = backslashed(text, from, false);
  if (end - from < 4 || !put(scan, filepath, from, end)) return -1;
  if (text.startsWith("\\\\", from)) server(scan, from + 2, end);
  return end;
}

/** The machine on which a share is, which may be known by itself; the machine on which somebody is does not count. */
function server(scan: Scan, from: number, to: number): void {
  const host = /^[\w.-]{1,64}/u.exec(scan.text.slice(from, to))?.[0] ?? "";
  if (!host.includes(".") || host.startsWith("127.")) return;
  const end = from + host.length;
  if (!put(scan, ipv4, from, end)) put(scan, domain, from, end);
}

const roots =
  /^(?:~|\.{1,2}|\$\w{1,30}|\$\{\w{1,30}\})?\/(?:bin|boot|dev|etc|home|lib|lib64|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var|Users|Applications|Library|System|Volumes|private|data|storage|sdcard|system|vendor|cores|snap|nix)\/./u;
const names = /[\p{L}\p{M}\p{N}_.~+@%=$#{}()/-]{2,1024}/uy;

/** A path of Unix that begins at `from`; returns its end, or -1. */
export function unixPath(scan: Scan, from: number): number {
  const { text } = scan;
  if (isAlphanumeric(text, from - 1) || /[/.:\\<&_%~)\]}>-]/u.test(text[from - 1] ?? "")) return -1;
  // the same run was read before and does not end as files do
  const isRooted = roots.test(text.slice(from, from + 48));
  if (from < scan.noPath && !isRooted) return -1;
  names.lastIndex = from;
  let found = names.exec(text)?.[0] ?? "";
  const end = from + found.length;
  const closing = /[)}]/u.exec(found);
  if (closing !== null && !/[({]/u.test(found.slice(0, closing.index))) found = found.slice(0, closing.index);
  found = found.replace(/[.,;:!?]+$/u, "");
  const isRelative = found[0] !== "/";
  const parts = found.split("/").filter((part) => part !== "");
  const hasEnd = isEnded(found) || fileEndings.has(endingOf(found));
  scan.noPath = end;
  if (found.includes("//") || !(isRooted || ((isRelative || parts.length > 1) && hasEnd))) return -1;
  if (/^\/\d+\/\d/u.test(found) || (!isRelative && !isRooted && !isPathHere(text, from))) return -1;
  return put(scan, filepath, from, from + found.length) ? from + found.length : -1;
}
/** Outside the usual folders it may be the path of a URL: then words around it say so. */
const isPathHere = (text: string, from: number): boolean =>
  !/(?:GET|POST|PUT|HEAD|uri|url|endpoint|path|request)[^\n]{0,16}$/i.test(lineBefore(text, from, 24));
