import { type AliasedRawBuilder, type RawBuilder, sql } from "kysely";

/** Types of PostgreSQL that lists of values are handed over in. */
type Cast = "boolean" | "bytea" | "int" | "bigint" | "text" | "timestamptz" | "uuid";
type List = readonly [Cast, readonly unknown[] | null];
/** One row for each place in the lists. */
type Unnested<Lists> = { [Name in keyof Lists]: Lists[Name] extends readonly [Cast, readonly (infer Value)[] | null] ? Value : never };

/** Any of the values: `where("id", "=", anyOf(ids))`, whatever their number. */
export const anyOf = <Value>(values: readonly Value[]): RawBuilder<Value> => sql<Value>`any(${values})`;
/** None of them: `where("id", "<>", noneOf(ids))`. */
export const noneOf = <Value>(values: readonly Value[]): RawBuilder<Value> => sql<Value>`all(${values})`;

/** A value that may be absent: then what is compared with it holds for no row. */
export const orNull = <Value>(value: Value | null): RawBuilder<Value> => sql<Value>`${value}`;

/** Lists of equal length as a table: `rowsOf("n", { id: ["uuid", ids], body: ["bytea", bodies] })`. */
export function rowsOf<Alias extends string, Lists extends Readonly<Record<string, List>>>(
  alias: Alias,
  lists: Lists,
): AliasedRawBuilder<Unnested<Lists>, Alias> {
  const values = Object.values(lists).map(([cast, list]) => sql`${list}::${sql.raw(cast)}[]`);
  const names = Object.keys(lists).map((name) => sql.ref(name));
  return sql<Unnested<Lists>>`unnest(${sql.join(values)})`.as<Alias>(sql`${sql.ref(alias)}(${sql.join(names)})`);
}
