import { type Codes, paps, settle, type TypedCodes, tlps } from "#domain/codes/codes.ts";
import { sameCodes, stricter, strictest } from "#domain/codes/strictest.ts";
import { isWorthAsking } from "#domain/enrichment/source.ts";
import { type Indicator, indicator, kind } from "#domain/indicators/indicator.ts";
import type { Value } from "#domain/paste/row.ts";
import type { Domains } from "#domain/people/domains.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { line, tags } from "#domain/primitives/text.ts";
import { when } from "#domain/time/when.ts";
import { leftOutOf } from "../../domain/paste/left-out.ts";
import { type Pasted, readValues } from "../../domain/paste/read.ts";
import { codeOptions, typedCodes } from "../framework/code-options.ts";
import { block, defineCommand, maybe, named } from "../framework/define.ts";
import { ownDomains } from "../lookup/own-domains.ts";

/** Values of one command. */
const most = 500;

export const iocAdd = defineCommand({
  name: "ioc add",
  summary: "Log indicators in this case: on this line, and one or more on each line below.",
  where: "case",
  permission: "contribute",
  effect: "logs",
  args: {
    value: block(indicator, "one or more indicators, defanged or not"),
    type: maybe(named(kind, "read them as this kind; a line is one text, mutex or useragent, all lines are one yara")),
    ...codeOptions,
    tag: maybe(named(tags, "tags, separated by commas")),
    src: maybe(named(line("a source", 200), "where it comes from")),
    seen: maybe(named(when, "when it was seen (UTC)")),
    note: maybe(named(line("a note", 2000), "takes the rest of the line")),
  },
  needs: ["indicators", "enrichment", "roster", "cases", "about"],
  suggestFor: ["new", "log", "create", "insert", "put", "paste"],
  examples: ["ioc add evil[.]example 198[.]51[.]100[.]7 tlp:green", "ioc add hxxp://evil[.]example/a tag:c2 note: seen in the drill"],
  async run({ args, caller, here, origin, now, indicators, enrichment, roster, cases, about }) {
    const pasted = readValues(args.value, args.type, most);
    if (pasted.values.length === 0) return fail({ code: "missing", argument: "value" });
    if (pasted.values.length > most) return fail({ code: "too-many", most });
    const wish = typedCodes(args);
    const typed = settle(wish, here.codes);
    const codes = marked(typed, pasted.marking);
    if (codes.handling.includes("H3") && args.note === undefined) return fail({ code: "needs-option", because: "H3", option: "note" });
    const own = await ownDomains({ roster, cases, about }, here.case);
    const values = pasted.values.map((one) => (args.type !== undefined && one.line === 1 ? one : unlessOwn(one, own)));
    const refused = values.flatMap(({ line: at, read }) => (read.ok ? [] : [{ line: at, fault: read.fault }]));
    const found = once(values.flatMap(({ read }) => (read.ok ? [read.value] : [])));
    if (found.length === 0) return fail({ code: "no-value", refused });
    const particulars = {
      codes,
      ...(wish.share !== undefined && { permits: codes.share }),
      typed: { ...wish, ...markedWish(wish, pasted.marking) },
      tags: args.tag ?? [],
      ...(args.note !== undefined && { note: args.note }),
      ...(args.src !== undefined && { source: args.src }),
      ...(args.seen !== undefined && { seenAt: args.seen }),
      warned: about.warned,
    };
    const dropped = leftOutOf(args.value);
    const logged = (await indicators.log(here.case, found, particulars, { by: caller.userId, now })).map((one) => {
      const leftOut = dropped(one.indicator);
      return {
        ...one,
        ...(one.again && !sameCodes(one.codes, settle(wish, one.codes)) && { keeps: true as const }),
        ...(leftOut.length > 0 && { leftOut }),
      };
    });
    const asked = logged.filter(({ again, indicator, warned }) => !again && isWorthAsking(about.sources, indicator, warned !== undefined));
    if (asked.length > 0)
      await enrichment.ask(here.case, { records: asked.map(({ ref }) => ref), by: caller.userId, origin, automatic: true }, now);
    const marking = [
      ...(codes.tlp === typed.tlp ? [] : [`TLP:${codes.tlp.toUpperCase()}`]),
      ...(codes.pap === typed.pap ? [] : [`PAP:${codes.pap.toUpperCase()}`]),
    ].join(" ");
    return ok({
      answer: {
        type: "indicators-logged",
        codes: strictest(
          codes,
          logged.map((one) => one.codes),
        ),
        logged,
        refused,
        with: {
          ...(args.tag !== undefined && { tags: args.tag }),
          ...(args.src !== undefined && { source: args.src }),
          ...(args.seen !== undefined && { seenAt: args.seen }),
          ...(args.note !== undefined && { note: args.note }),
        },
        ...(marking !== "" && { marking }),
      },
    });
  },
});

/** What stands at the taskforce's own domains is no indicator. With its kind on the command's own line it is meant all the same. */
function unlessOwn(one: Value, own: Domains): Value {
  const domain = one.read.ok ? own.of(one.read.value) : undefined;
  if (!one.read.ok || domain === undefined) return one;
  const { kind, value } = one.read.value;
  return { ...one, read: fail({ code: "own-domain", typed: value, kind, domain }) };
}

/** A stricter marking in the pasted text holds. */
function marked(codes: Codes, marking: Pasted["marking"]): Codes {
  const tlp = stricter(tlps, codes.tlp, marking.tlp ?? codes.tlp);
  const pap = stricter(paps, codes.pap, marking.pap ?? codes.pap);
  return tlp === codes.tlp && pap === codes.pap ? codes : { ...codes, tlp, pap };
}

/** What a marking adds to what was typed, for records that are known: it raises as if typed. */
const markedWish = (wish: TypedCodes, { tlp, pap }: Pasted["marking"]): TypedCodes => ({
  ...(tlp && { tlp: stricter(tlps, wish.tlp ?? tlp, tlp) }),
  ...(pap && { pap: stricter(paps, wish.pap ?? pap, pap) }),
});

const once = (found: readonly Indicator[]): readonly Indicator[] => [
  ...new Map(found.map((one) => [`${one.kind} ${one.value}`, one])).values(),
];
