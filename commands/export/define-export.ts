import { oneOf, secondOfficers } from "#domain/cases/second-officer.ts";
import { category, tlp } from "#domain/codes/codes.ts";
import { type ExportFormat, exportFormats } from "#domain/export/formats.ts";
import { type ExportWish, tally } from "#domain/export/selection.ts";
import { kind } from "#domain/indicators/indicator.ts";
import { choice } from "#domain/primitives/reader.ts";
import { ok } from "#domain/primitives/result.ts";
import { line, tag } from "#domain/primitives/text.ts";
import { when } from "#domain/time/when.ts";
import { type Command, defineCommand, maybe, named, type Values } from "../framework/define.ts";

const args = {
  tlp: maybe(named(tlp, "the strictest label that leaves; without it amber+strict")),
  since: maybe(named(when, "only logged since then (UTC)")),
  type: maybe(named(kind, "only this kind")),
  tag: maybe(named(tag, "only with this tag")),
  cat: maybe(named(category, "only this category; victims and minors leave only so")),
  for: maybe(named(choice("for", ["intel", "court"]), "for what it is meant; without it intel")),
  reason: named(line("a reason", 500), "why; takes the rest of the line"),
};

const wishOf = ({ tlp: label, since, type, tag: word, cat, for: purpose }: Values<typeof args>): ExportWish => ({
  for: purpose ?? "intel",
  ...(label !== undefined && { tlp: label }),
  ...(since !== undefined && { since }),
  ...(type !== undefined && { kind: type }),
  ...(word !== undefined && { tag: word }),
  ...(cat !== undefined && { category: cat }),
});

/** One command per format, alike in all but that. */
export const exportCommand = (format: ExportFormat): Command =>
  defineCommand({
    name: `export ${format}`,
    summary: `Make a ${exportFormats[format].name} file of this case's records, with what their codes allow to leave.`,
    where: "case",
    permission: "lead",
    effect: "sends",
    args,
    needs: ["exports", "cases"],
    examples: [`export ${format} reason:joint takedown`, `export ${format} tlp:green since:2026-11-01 type:domain reason:joint takedown`],
    async run({ args: typed, caller, here, origin, now, exports, cases }) {
      const wish = wishOf(typed);
      const audience = await exports.audience(here.case, now);
      const second = secondOfficers(await cases.officers(here.case, now), caller.userId).length > 0;
      const counting = tally(wish, { by: caller.userId, audience, second });
      for await (const page of exports.pages(here.case)) for (const record of page) counting.take(record);
      const count = counting.count();
      const told = { codes: here.codes, format, for: wish.for, count };
      if (count.total === 0) return ok({ answer: { type: "export-nothing", ...told } });
      await exports.ask(here.case, { format, wish, reason: typed.reason, by: caller.userId, second: count.second, origin }, now);
      return ok({ answer: { type: "export-begun", ...told } });
    },
    async confirm({ caller, here, now, confirmedBy, exports, cases, would }) {
      const { answer } = would;
      if (answer.type !== "export-begun") return ok(undefined);
      const audience = await exports.audience(here.case, now);
      const seconds = secondOfficers(await cases.officers(here.case, now), caller.userId).map(({ userId }) => userId);
      const of = answer.count.second ? oneOf(seconds, confirmedBy) : undefined;
      return ok({ show: { ...answer, type: "export-shown", readers: audience.length }, ...(of !== undefined && { of: [of] }) });
    },
  });
