import { shareHeld } from "#domain/codes/table.ts";
import { onlyOrAll, type RecordChange, reworded, tagChange } from "#domain/indicators/change.ts";
import type { SetLine } from "#domain/indicators/history.ts";
import { changedLines, ruling } from "#domain/indicators/who-changes.ts";
import { refs } from "#domain/primitives/ref.ts";
import { type Failed, fail, ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { codeOptions, typedCodes } from "../framework/code-options.ts";
import { defineCommand, many, maybe, named, type Values } from "../framework/define.ts";
import { notRuled, refusal } from "./rights/refusals.ts";

const args = {
  ids: many(refs("IOC"), "numbers and ranges; for who logged them, or a lead"),
  ...codeOptions,
  only: maybe(named(onlyOrAll, "only persons of these countries may see it; all ends that")),
  tag: maybe(named(tagChange, "tags to put on; with a minus before it, to take off")),
  src: maybe(named(line("a source", 200), "where it comes from")),
  note: maybe(named(line("a note", 2000), "takes the rest of the line")),
};

const changeOf = ({ ids: _ids, only, tag, src, note, ...rest }: Values<typeof args>): RecordChange => ({
  codes: typedCodes({ ...rest, only: undefined }),
  ...(only !== undefined && { only }),
  ...(tag !== undefined && { tags: tag }),
  ...(src !== undefined && { source: src }),
  ...(note !== undefined && { note }),
});

export const iocSet = defineCommand({
  name: "ioc set",
  summary:
    "Change codes, tags, source or note of records. What then protects less needs your code, or the code of who logged it; what was before is kept.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args,
  needs: ["lifecycle", "cases"],
  suggestFor: ["change", "edit", "update", "modify", "tag", "codes"],
  examples: ["ioc set 1-37 tlp:amber+strict", "ioc set 12 only:NL,FR tag:c2,-old note: seen in the drill"],
  async run({ args: typed, caller, here, now, confirmedBy, lifecycle, cases }) {
    const wanted = typed.ids.flat();
    const change = changeOf(typed);
    const { codes, ...others } = change;
    if (Object.keys(others).length === 0 && Object.keys(codes).length === 0)
      return fail({ code: "missing", argument: "tlp: or another option" });
    const edit = { refs: wanted, by: caller.userId, lead: caller.level === "lead", now, ...(confirmedBy && { confirmedBy }) };
    const { lines, ...refused } = await lifecycle.set(here.case, edit, change);
    const ruled = ruling(lines, change, { by: caller.userId, officers: await cases.officers(here.case, now) });
    const changed = changedLines(lines);
    const same = lines.filter((one) => !changed.includes(one)).map(({ ref }) => ref);
    return (
      refusal(refused, wanted) ??
      (ruled !== "free" && "refused" in ruled && ruled.refused === "deaf" ? notRuled(ruled) : undefined) ??
      forbidden(lines, codes.share) ??
      ok({ answer: { type: "indicators-set", codes: here.codes, lines: changed, same } })
    );
  },
  async confirm({ args: typed, would: { answer }, caller, here, now, confirmedBy, cases }) {
    if (answer.type !== "indicators-set") return ok(undefined);
    const asking = { by: caller.userId, officers: await cases.officers(here.case, now), asked: confirmedBy };
    const ruled = ruling(answer.lines, changeOf(typed), asking);
    if (ruled === "free") return ok(undefined);
    if ("refused" in ruled) return notRuled(ruled);
    const lines = ruled.lowered.map(({ ref, was, now: after }) => ({
      ref,
      was: was.codes,
      now: after.codes,
      permits: shareHeld(after),
      ...(reworded(was, after) && { reworded: true as const }),
    }));
    return ok({ show: { type: "indicators-lowering", codes: answer.codes, lines }, of: [ruled.of] });
  },
});

/** Victims and minors are never shared, and H3 says nothing without its text. */
function forbidden(lines: readonly SetLine[], share: string | undefined): Failed | undefined {
  const silent = lines.filter(({ now }) => share !== undefined && now.codes.share !== share);
  if (silent.length > 0) return fail({ code: "stays-silent", refs: silent.map(({ ref }) => ref) });
  const mute = lines.some(({ now }) => now.codes.handling.includes("H3") && now.note === undefined);
  return mute ? fail({ code: "needs-option", because: "H3", option: "note" }) : undefined;
}
