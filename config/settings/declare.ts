import type { Reader } from "#domain/primitives/reader.ts";

/** One setting: how it is read, what holds without it, what an operator is told about it. */
export interface Setting<T> {
  readonly reader: Reader<T>;
  /** What holds without it, as it would be typed. */
  readonly fallback?: string;
  /** A file of this name in the data folder holds without it. */
  readonly inData?: string;
  /** What holds without it where that cannot be typed. */
  readonly absent?: T;
  readonly help: string;
  /** The same setting with `_FILE` names a file that holds the value, private to the user. */
  readonly fromFile?: true;
  /** What the program calls it, where that is not its name in camel case. */
  readonly key?: string;
}
/** Settings by the part of their names after `LIAISON_`. */
export type SettingTable = Readonly<Record<string, Setting<unknown>>>;

/** Checks one entry of a table and keeps its exact type. */
export const setting = <T, const S extends Setting<T>>(declared: S & Setting<T>): S => declared;

type Camel<N extends string> = N extends `${infer Head}_${infer Tail}` ? `${Lowercase<Head>}${Capitalize<Camel<Tail>>}` : Lowercase<N>;
type Key<N, S> = S extends { readonly key: infer K extends string } ? K : Camel<N & string>;
type Value<S> = S extends { readonly reader: Reader<infer T> } ? T : never;
/** Whether it always has a value. */
type Sure<S> = S extends { readonly fallback: string } | { readonly inData: string } | { readonly absent: unknown } ? true : false;

/** The settings of a table as the program gets them; what may be missing is optional. */
export type ValuesOf<Table> = {
  readonly [N in keyof Table as Sure<Table[N]> extends true ? Key<N, Table[N]> : never]: Value<Table[N]>;
} & {
  readonly [N in keyof Table as Sure<Table[N]> extends true ? never : Key<N, Table[N]>]?: Value<Table[N]>;
};

/** What the program calls a setting. */
export const keyOf = (name: string, { key }: Setting<unknown>): string =>
  key ?? name.toLowerCase().replace(/_(.)/gu, (_all, letter: string) => letter.toUpperCase());
