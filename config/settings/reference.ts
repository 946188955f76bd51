import type { Setting, SettingTable } from "./declare.ts";
import { settingTable } from "./table.ts";

/** `docs/SETTINGS.md`, all of it derived from the table of settings. */
export function settingsReference(table: SettingTable = settingTable): string {
  return [
    "# Settings",
    "",
    "Generated from `config/settings/table.ts`; `tests/unit/config/settings/reference.test.ts` compares, and writes it anew with `-u`.",
    "",
    "All are environment variables. Any other `LIAISON_…` is refused with the nearest name. Where `…_FILE` is named, the value may stand in a",
    "file of mode 0600 instead. Secrets are taken from files only.",
    "",
    "| setting | is | without it | what it does |",
    "|---|---|---|---|",
    ...Object.entries(table).map(row),
    "",
  ].join("\n");
}

function row([name, { reader, fallback, help, fromFile }]: readonly [string, Setting<unknown>]): string {
  const names = [`\`LIAISON_${name}\``, ...(fromFile ? [`\`LIAISON_${name}_FILE\``] : [])].join(", ");
  return `| ${names} | ${reader.expects.replaceAll("|", "\\|")} | ${fallback === undefined ? "" : `\`${fallback}\``} | ${help.replaceAll("|", "\\|")} |`;
}
