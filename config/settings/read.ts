import { join } from "node:path";
import { readSecretText } from "../files/secret-file.ts";
import { Refusal } from "../refusal.ts";
import { keyOf, type Setting, type SettingTable, type ValuesOf } from "./declare.ts";

export type Environment = Readonly<Record<string, string | undefined>>;
export const prefix = "LIAISON_";

/** Every name that a table takes. */
export const namesOf = (table: SettingTable): readonly string[] =>
  Object.entries(table).flatMap(([name, one]) => [prefix + name, ...(one.fromFile ? [`${prefix + name}_FILE`] : [])]);

/** The values of a table of settings, or every fault at once, a sentence each. A fault never quotes a value: it may be a secret in the wrong place. */
export function readSettings<const Table extends SettingTable>(
  table: Table,
  env: Environment,
): { readonly ok: true; readonly values: ValuesOf<Table> } | { readonly ok: false; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const values = new Map<string, unknown>();
  for (const [name, one] of Object.entries(table)) {
    try {
      const value = read(env, name, one);
      if (value !== undefined) values.set(keyOf(name, one), value);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(error.message);
    }
  }
  const data = values.get("data");
  for (const [name, one] of Object.entries(table))
    if (one.inData !== undefined && !values.has(keyOf(name, one))) values.set(keyOf(name, one), join(String(data), one.inData));
  // each value comes from the reader of its entry, under that entry's key: what the type says of the table
  return faults.length > 0 ? { ok: false, faults } : { ok: true, values: Object.fromEntries(values) as ValuesOf<Table> };
}

/** A sentence for each password that stands in the environment and could stand in a file. */
export const passwordWarnings = (table: SettingTable, env: Environment): readonly string[] =>
  Object.entries(table)
    .filter(([name, { fromFile }]) => fromFile && URL.parse(env[prefix + name] ?? "")?.password)
    .map(([name]) => `${prefix}${name} holds a password in the environment; ${prefix}${name}_FILE keeps it in a file.`);

function read(env: Environment, name: string, one: Setting<unknown>): unknown {
  const text = textOf(env, name, one) ?? one.fallback;
  if (text === undefined) return one.absent;
  const result = one.reader.read(text, new Date());
  if (!result.ok) throw new Refusal(`${prefix}${name} must be ${one.reader.expects}.`);
  return result.value;
}

/** What is set, from the environment or from the file that `…_FILE` names; empty counts as not set. */
function textOf(env: Environment, name: string, { fromFile }: Setting<unknown>): string | undefined {
  const direct = env[prefix + name] || undefined;
  const file = fromFile ? env[`${prefix}${name}_FILE`] || undefined : undefined;
  if (file === undefined) return direct;
  if (direct !== undefined) throw new Refusal(`${prefix}${name} and ${prefix}${name}_FILE are both set: leave one out.`);
  return readSecretText(file, `The file of ${prefix}${name}_FILE`);
}
