import { sourceKinds } from "#domain/alerts/alert.ts";
import { caseReference } from "#domain/cases/case-ref.ts";
import { choice } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, maybe, named, one } from "../framework/define.ts";
import { openCase } from "../lookup/open-case.ts";

export const alertSourceAdd = defineCommand({
  name: "alert source add",
  summary: "Let alerts of a tool into a case's room; its address and secret come to you in private.",
  where: "coordination",
  permission: "coordinator",
  answers: "private",
  effect: "saves",
  args: {
    kind: one(choice("kind", sourceKinds), "webhook: the tool posts signed messages"),
    case: named(caseReference, "into whose room they go"),
    name: maybe(named(line("a name", 100), "as the case's room reads it")),
  },
  needs: ["about", "alertSources", "cases"],
  examples: ["alert source add webhook case:C-2026-0007", 'alert source add webhook case:C-2026-0007 name:"EDR Amsterdam"'],
  async run({ args, caller, now, about, alertSources, cases }) {
    if (about.hooks === undefined) return fail({ code: "no-hooks" });
    const found = await openCase(args.case, cases);
    if (!found.ok) return found;
    const { source, token, secret } = await alertSources.add({
      kind: args.kind,
      case: found.value.id,
      ...(args.name !== undefined && { name: args.name }),
      by: caller.userId,
      now,
    });
    return ok({
      answer: {
        type: "alert-source-added",
        source,
        ref: found.value.ref,
        address: `${about.hooks}/hooks/${token}`,
        // Standard Webhooks, "Signature scheme": how a symmetric secret is written
        secret: `whsec_${secret.toString("base64")}`,
      },
    });
  },
});
