import { indicator } from "#domain/indicators/indicator.ts";
import { ok } from "#domain/primitives/result.ts";
import { tag } from "#domain/primitives/text.ts";
import { block, defineCommand, maybe, named } from "../../../../commands/framework/define.ts";

const facts = { name: "a b", summary: "", effect: "reads", examples: ["a b"] } as const;
const said = ok({ answer: { type: "version", version: "1" } } as const);

/** Compiled, never run: what must not be declared. */
export const mistakes = [
  // @ts-expect-error the permission is required
  defineCommand({ ...facts, where: "case", args: {}, needs: [], run: async () => said }),
  // @ts-expect-error the place is required
  defineCommand({ ...facts, permission: "read", args: {}, needs: [], run: async () => said }),
  // @ts-expect-error a first example is required
  defineCommand({ ...facts, examples: [], where: "case", permission: "read", args: {}, needs: [], run: async () => said }),
  defineCommand({
    ...facts,
    where: "coordination",
    permission: "coordinator",
    args: {},
    needs: ["cases"],
    async run({ here, cases }) {
      // @ts-expect-error the coordination room has no case
      await cases.get(here.case);
      return said;
    },
  }),
  defineCommand({
    ...facts,
    where: "case",
    permission: "read",
    args: {},
    needs: ["cases"],
    // @ts-expect-error the roster was not asked for
    async run({ roster }) {
      return roster === undefined ? said : said;
    },
  }),
  defineCommand({
    ...facts,
    where: "anywhere",
    permission: "read",
    args: { tag: maybe(named(tag, "")), value: block(indicator, "") },
    needs: [],
    async run({ args }) {
      // @ts-expect-error what may be left out may be undefined
      const word: string = args.tag;
      // @ts-expect-error a pasted line is unread
      const kind: string = args.value[0]?.read.value.kind;
      return word === kind ? said : said;
    },
  }),
];
