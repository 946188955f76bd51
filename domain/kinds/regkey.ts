import { backslashed } from "#domain/extract/detectors/backslashed.ts";
import { put } from "#domain/extract/scan.ts";
import { defineKind } from "#domain/kinds/define.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";
import { itselfInAnyCase } from "#domain/kinds/traits/keys.ts";
import { attribute } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";
import { defangText } from "#domain/primitives/harmless-text.ts";

const hives: ReadonlyMap<string, string> = new Map([
  ["HKLM", "HKEY_LOCAL_MACHINE"],
  ["HKCU", "HKEY_CURRENT_USER"],
  ["HKCR", "HKEY_CLASSES_ROOT"],
  ["HKU", "HKEY_USERS"],
  ["HKCC", "HKEY_CURRENT_CONFIG"],
]);
const shape = /^(?:Computer\\)?(HK[A-Z_]{1,30}):?((?:\\+[^\\\p{Cc}]{1,255})+)\\*$/iu;

/** From its hive on. */
function registryKey(scan: Scan, from: number, kind: Findable): number {
  const end = backslashed(scan.text, from, true);
  return put(scan, kind, from, end) ? end : -1;
}

/** A key or value of the Windows registry: the hive written out, single backslashes, otherwise as written. */
export const regkey = defineKind({
  name: "regkey",
  label: "a registry key",
  examples: [
    ["HKCU\\Software\\Night Owl\\Run", "HKEY_CURRENT_USER\\Software\\Night Owl\\Run"],
    ["hklm:\\\\Software\\\\Owl\\\\", "HKEY_LOCAL_MACHINE\\Software\\Owl"],
    ["HKEY_USERS\\S-1-5-18\\Owl", "HKEY_USERS\\S-1-5-18\\Owl"],
  ],
  rejects: ["HKLM", "HKEY_NOWHERE\\Owl", "Software\\Owl", "HKLM\\a\u0000b"],
  canonicalise: (text) => {
    const [, name = "", path = ""] = shape.exec(text.trim()) ?? [];
    const upper = name.toUpperCase();
    const hive = hives.get(upper) ?? [...hives.values()].find((known) => known === upper);
    return hive === undefined ? undefined : hive + path.replace(/\\+/gu, "\\").trimEnd();
  },
  looksLike: (text) => /^HKEY_/u.test(text),
  reading: "brackets",
  blanks: "name",
  detect: [
    { as: "rooted", before: "\\", word: /^hk/i, read: registryKey },
    { as: "rooted", before: ":\\", word: /^hk[a-z_]{1,18}$/i, read: registryKey },
  ],
  names: { types: "registry-key windows-registry-key", headers: "regkey registrykey" },
  halfLife: { days: 730, speed: 1 },
  stix: at("windows-registry-key:key"),
  misp: attribute("regkey", "Persistence mechanism", true),
  keys: itselfInAnyCase,
  defang: defangText,
});
