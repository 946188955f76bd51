import { defineKind } from "#domain/kinds/define.ts";
import { fileKey } from "#domain/kinds/filename.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";
import type { MatchKeys } from "#domain/kinds/traits/keys.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { fileNames } from "#domain/kinds/traits/names.ts";
import { at } from "#domain/kinds/traits/stix.ts";
import { defangText } from "#domain/primitives/harmless-text.ts";

const windows = /^(?:[A-Za-z]:[\\/]|\\\\[\w.$-]+(?:@SSL)?(?:@\d{1,5})?\\|%[\w()]{1,40}%[\\/]|\.{1,2}\\|\$env:\w+\\|\\[\w.$-]+\\)/iu;
const unix = /^(?:~|\.{1,2}|\$\w{1,40}|\$\{\w{1,40}\})?\/[^/]/u;
/** Controls are what stands below the blank. */
const forbidden = /["|]|[^\u0020-\u{10ffff}]/u;

/** Itself, and the name at its end, unless it ends in its folder. */
function pathKeys(path: string): MatchKeys {
  const base = /[^\\/]+$/u.exec(path)?.[0];
  return { self: [`path ${path.toLowerCase()}`], parents: base === undefined ? [] : [fileKey(base)] };
}

/** A file's or folder's path on Windows or Unix, as written. */
export const filepath = defineKind({
  name: "filepath",
  label: "a file path",
  examples: [
    ["C:\\Users\\Public\\night owl.exe", "C:\\Users\\Public\\night owl.exe"],
    ["%APPDATA%\\owl[.]dll", "%APPDATA%\\owl.dll"],
    ["\\\\files.example\\share\\owl.js", "\\\\files.example\\share\\owl.js"],
    ["\\\\198.51.100.7@8080\\DavWWWRoot\\run.lnk", "\\\\198.51.100.7@8080\\DavWWWRoot\\run.lnk"],
    ["/tmp/.owl/run.sh", "/tmp/.owl/run.sh"],
    ["~/Library/LaunchAgents/owl.plist", "~/Library/LaunchAgents/owl.plist"],
  ],
  rejects: ["owl.exe", "//", "a/b", 'C:\\a"b', `/${"x".repeat(1100)}`],
  canonicalise: (text) => {
    // text of programs has each backslash twice
    const path = text.trim().replace(/(?<=[^\\])\\\\(?=[^\\])/gu, "\\");
    return path.length <= 1024 && (windows.test(path) || unix.test(path)) && !forbidden.test(path) ? path : undefined;
  },
  looksLike: (text) => /^[A-Za-z]:\\/u.test(text),
  shows: (text) => windows.test(text) || /^[~.]{0,2}\/[^/]+\/[^/]/u.test(text),
  reading: "brackets",
  blanks: "name",
  detect: [grammar("paths")],
  names: {
    types: "file-path",
    headers: "filepath path pfad dateipfad chemin ruta pad",
    elsewhere: fileNames,
  },
  halfLife: { days: 365, speed: 1 },
  // a path may be a folder's as well; the whole of it stands in one comparison
  stix: at("directory:path", { paths: "process:cwd file:parent_directory_ref.path" }),
  misp: { ...payload("filename"), tells: false, warned: "filename attachment" },
  keys: pathKeys,
  defang: defangText,
});
