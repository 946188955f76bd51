import type { InferKyselyDB } from "@mikro-orm/postgresql";
import type { Selectable } from "kysely";
import { builder } from "./engine/prepared.ts";
import type { Entities } from "./entities.ts";

/** The tables of the schema `liaison` with their columns, as the entities say them. */
export interface Tables extends InferKyselyDB<Entities["liaison"]> {}
interface KeyringTables extends InferKyselyDB<Entities["keyring"]> {}

/** Columns of a table, as a query returns them. */
export type Row<Table extends keyof Tables, Column extends keyof Tables[Table] = keyof Tables[Table]> = Pick<
  Selectable<Tables[Table]>,
  Column & keyof Selectable<Tables[Table]>
>;

export const db = builder<Tables>("liaison");
export const keyring = builder<KeyringTables>("keyring");
