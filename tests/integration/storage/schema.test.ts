import { beforeAll, expect, test } from "vitest";
import { entities } from "../../../storage/entities.ts";
import { ormOn } from "../../../storage/migrations/run.ts";
import { connected } from "../../support/copy-out.ts";
import { onPostgres } from "./fresh.ts";

const postgres = onPostgres();
let ownerUrl: string;
beforeAll(async () => {
  ({ ownerUrl } = await postgres.open());
});

/** Every column of a fresh database as its catalogue has it: `liaison.work.attempts integer not null default`. */
const migrated = () =>
  connected(ownerUrl, async (client) => {
    const { rows } = await client.query<{ column: string }>(
      `select concat_ws(' ', n.nspname || '.' || c.relname || '.' || a.attname, replace(format_type(a.atttypid, a.atttypmod), '(6)', ''),
           case when a.attnotnull then 'not null' else 'null' end,
           case when a.attnum = any(k.indkey) then 'key' end,
           case when a.atthasdef or a.attidentity <> '' then 'default' end) as column
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
           left join pg_index k on k.indrelid = c.oid and k.indisprimary
         where n.nspname in ('liaison', 'device', 'keyring') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
    );
    return rows.map(({ column }) => column).sort();
  });

/** The same, as the entities have it. */
async function declared(): Promise<readonly string[]> {
  const orm = await ormOn(ownerUrl);
  try {
    return entities
      .flatMap((entity) => {
        const { schema, tableName, props } = orm.getMetadata().get(entity.meta.class ?? entity);
        return props.map(({ fieldNames, columnTypes, nullable, primary, default: preset, defaultRaw, autoincrement }) =>
          [
            `${schema}.${tableName}.${fieldNames[0]}`,
            sqlName(columnTypes[0]),
            nullable ? "null" : "not null",
            ...(primary ? ["key"] : []),
            ...(preset !== undefined || defaultRaw !== undefined || autoincrement ? ["default"] : []),
          ].join(" "),
        );
      })
      .sort();
  } finally {
    await orm.close(true);
  }
}
/** Types by the name that the catalogue gives them; six digits of a second are all there are. */
const names: Readonly<Record<string, string>> = {
  int: "integer",
  serial: "integer",
  bigserial: "bigint",
  "varchar(255)": "character varying(255)",
  "timestamptz(6)": "timestamp with time zone",
};
const sqlName = (type = ""): string => names[type] ?? type;

test("the migrated schema is what the entities say: columns, types, nullability, keys and defaults", async () => {
  expect(await migrated()).toEqual(await declared());
});
