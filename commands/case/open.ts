import { caseDefaults, pap, settle, share, tlp } from "#domain/codes/codes.ts";
import { person } from "#domain/people/person.ts";
import { ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, maybe, named, phrase } from "../framework/define.ts";
import { officerNamed } from "../lookup/officer.ts";

export const caseOpen = defineCommand({
  name: "case open",
  summary: "Open a case: its room is made, its lead invited.",
  where: "coordination",
  permission: "coordinator",
  effect: "saves",
  args: {
    title: phrase(line("a title", 200), "the case's name, in quotation marks; it never stands in the room's name"),
    lead: named(person, "who leads it, from the roster"),
    tlp: maybe(named(tlp, "default of its records; amber if left out")),
    pap: maybe(named(pap, "default of its records; amber if left out")),
    share: maybe(named(share, "default of its records; hit if left out")),
  },
  needs: ["cases", "roster"],
  suggestFor: ["new", "create", "start"],
  examples: ['case open "Night Owl" lead:@anna', 'case open "Night Owl" lead:@anna:agency.example tlp:amber+strict share:silent'],
  async run({ args, caller, now, cases, roster }) {
    const lead = await officerNamed(args.lead, roster);
    if (!lead.ok) return lead;
    const codes = settle({ tlp: args.tlp, pap: args.pap, share: args.share }, caseDefaults);
    const opened = await cases.open({ title: args.title, lead: lead.value.userId, codes, by: caller.userId, now });
    const told = { case: opened.case, lead: lead.value.userId, codes };
    return ok({
      answer: { type: "case-opened", ...told },
      messages: [{ to: { case: opened.id }, notice: { type: "case-brief", ...told } }],
    });
  },
});
