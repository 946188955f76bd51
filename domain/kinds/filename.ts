import { fileEndings, ratherFile } from "#domain/kinds/checks/file-endings.ts";
import { isPrefetch } from "#domain/kinds/checks/verdicts.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { readDomain } from "#domain/kinds/domain.ts";
import { bracketDots } from "#domain/kinds/traits/defang.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { fileNames } from "#domain/kinds/traits/names.ts";
import { at } from "#domain/kinds/traits/stix.ts";
import { endsInName, showText } from "#domain/primitives/harmless-text.ts";

/** What no file system of a desktop takes; controls are what stands below the blank. */
const forbidden = /[\\/:*?"<>|]|[^\u0020-\u{10ffff}]/u;

/** The end of a name after its last dot, in lower case. */
export const endingOf = (name: string): string => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

/** What a name is found by, alone or at the end of a path. */
export const fileKey = (name: string): string => `file ${name.toLowerCase()}`;

/** The name of a file without its folder, as written. */
export const filename = defineKind({
  name: "filename",
  label: "a file name",
  examples: [
    ["Invoice.pdf.exe", "Invoice.pdf.exe"],
    ["loader[.]dll", "loader.dll"],
    ["OWL.EXE-1A2B3C4D.pf", "OWL.EXE-1A2B3C4D.pf"],
    ["night_owl-2.0.tar.gz", "night_owl-2.0.tar.gz"],
  ],
  rejects: ["a/b.exe", "C:\\a.exe", "a\u0001.exe", "x".repeat(256)],
  canonicalise: (text) => {
    const name = text.trim();
    return name === "" || name.length > 255 || forbidden.test(name) ? undefined : name;
  },
  looksLike: () => false,
  shows: (text) =>
    isPrefetch(text) || (/[^\s.]\.[\w-]{1,18}$/u.test(text) && (fileEndings.has(endingOf(text)) || ratherFile.has(endingOf(text)))),
  blanks: "name",
  detect: [grammar("hosts")],
  names: { ...fileNames, elsewhere: { types: "file-path", headers: "" } },
  halfLife: { days: 365, speed: 1 },
  stix: at("file:name", {
    paths: "process:name process:image_ref.name process:binary_ref.name email-message:body_multipart.body_raw_ref.name",
  }),
  misp: { ...payload("filename"), warned: "attachment malware-sample" },
  keys: (value) => ({ self: [fileKey(value)], parents: [] }),
  // clients make links of names under a top-level domain
  defang: (value) => (endsInName(value) && readDomain(value) !== undefined ? bracketDots(value) : showText(value)),
});
