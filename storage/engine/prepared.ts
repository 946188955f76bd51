import {
  type Compilable,
  type DeleteResult,
  DummyDriver,
  type InsertResult,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryId,
  type RootOperationNode,
  type UpdateResult,
} from "kysely";

/** A statement with its values. The type of its rows is inferred from the query that it was compiled from. */
export interface Statement<Row> {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Only a type: no statement has it. */
  readonly row?: Row;
}
/** The rows of a prepared statement. */
export type RowOf<P extends (given: never) => Statement<unknown>> = P extends (given: never) => Statement<infer Row> ? Row : never;

/** Stands in a query for a value that is given with each run. */
class Parameter {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * What is given with each run becomes `$1`, `$2` …, each name once. What the query itself says is written out, as by hand:
 * the planner sees that a partial index serves only from what it can read.
 */
class StatementCompiler extends PostgresQueryCompiler {
  readonly #places = new Map<string, number>();

  override compileQuery(node: RootOperationNode, queryId: QueryId): ReturnType<PostgresQueryCompiler["compileQuery"]> {
    this.#places.clear();
    return super.compileQuery(node, queryId);
  }
  protected override appendValue(value: unknown): void {
    if (!(value instanceof Parameter)) this.appendImmediateValue(value);
    else if (this.#places.has(value.name)) this.append(`$${this.#places.get(value.name)}`);
    else {
      super.appendValue(value);
      this.#places.set(value.name, this.numParameters);
    }
  }
}

/** Builds queries over the tables of a schema. It has no connection: sessions run what it compiles. */
export const builder = <Tables>(schema: string): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new StatementCompiler(),
    },
  }).withSchema(schema);

/** A statement that returns nothing has no rows. */
type RowsOf<Output> = Output extends InsertResult | UpdateResult | DeleteResult ? never : Output;

/** The text of each statement that is declared in what was loaded; a test lets PostgreSQL plan them all. */
export const declared: (() => string)[] = [];

/**
 * A statement that is built and compiled once, when it is first needed. `build` gets a parameter in place of each value, so
 * the text cannot depend on values.
 */
export function prepared<Output>(build: () => Compilable<Output>): () => Statement<RowsOf<Output>>;
export function prepared<Given extends object, Output>(
  build: (given: Given) => Compilable<Output>,
): (given: Given) => Statement<RowsOf<Output>>;
export function prepared(build: (given: object) => Compilable): (given?: object) => Statement<unknown> {
  let compiled: { readonly sql: string; readonly names: readonly string[] } | undefined;
  const once = () => (compiled ??= compile(build));
  declared.push(() => once().sql);
  return (given = {}) => {
    const { sql, names } = once();
    return { sql, values: names.map((name): unknown => Reflect.get(given, name)) };
  };
}

function compile(build: (given: object) => Compilable): { readonly sql: string; readonly names: readonly string[] } {
  const given = new Proxy(
    {},
    {
      get: (_, name) => new Parameter(String(name)),
      ownKeys() {
        throw new TypeError("a prepared statement takes each of its values by name");
      },
    },
  );
  const { sql, parameters } = build(given).compile();
  return { sql, names: parameters.map((parameter) => (parameter instanceof Parameter ? parameter.name : "")) };
}
