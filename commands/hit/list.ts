import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

/** More do not fit one message. */
const most = 50;

export const hitList = defineCommand({
  name: "hit list",
  summary: "Where this case met another one, newest first.",
  where: "case",
  permission: "read",
  effect: "reads",
  nounDefault: true,
  args: {},
  needs: ["hits"],
  suggestFor: ["ls", "all", "search", "find"],
  examples: ["hit list"],
  async run({ here, hits }) {
    const { hits: found, total } = await hits.list(here.case, most);
    // what the other case disclosed has codes of its own: only show tells it
    const lines = found.map(({ contact: _contact, value: _value, disclosed: _disclosed, conditions: _conditions, ...line }) => line);
    return ok({ answer: { type: "hit-list", codes: here.codes, hits: lines, total } });
  },
});
