import { outline } from "#domain/confirm-code.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import type { Transaction } from "../../storage/index.ts";
import type { Command, Raw } from "./define.ts";

/** What would happen, looked at without doing it. */
export interface Preview {
  /** Who is shown it; whoever of them types their code first sets it going. Nobody else can, whatever has changed meanwhile. */
  readonly of: readonly UserId[];
  /** What the command declares to be shown, or else the answer that there would be; absent where reading it is the deed itself. */
  readonly show?: Notice;
  /** `show` is the answer that there would be. */
  readonly would: boolean;
  /** Equal as long as the same would happen. */
  readonly digest: string;
}

/**
 * Runs the command in a savepoint that is always undone. Undefined if it may run without a code, which with `always` none
 * may. What a person did wrong comes back as it would from the run itself.
 */
export async function preview(
  command: Command,
  raw: Raw,
  tx: Pick<Transaction, "stores" | "attempt">,
  always: boolean,
): Promise<Result<Preview | undefined>> {
  if (command.needsNoCode || (command.confirm === undefined && !always)) return ok(undefined);
  let seen: Result<Preview | undefined> = ok(undefined);
  await tx.attempt(async () => {
    seen = await look(command, raw, tx, always);
    // only a fault undoes to the savepoint; nobody is shown this one
    return fail({ code: "already", what: { is: "looked-at" } });
  });
  return seen;
}

async function look(
  command: Command,
  raw: Raw,
  { stores }: Pick<Transaction, "stores">,
  always: boolean,
): Promise<Result<Preview | undefined>> {
  // whoever types the code, what would happen is the same
  const { confirmedBy: _confirmer, ...unconfirmed } = raw;
  const handled = await command.run(unconfirmed);
  if (!handled.ok) return handled;
  const { answer, messages = [] } = handled.value;
  const declared = await command.confirm?.({ ...raw, would: handled.value });
  if (declared !== undefined && !declared.ok) return declared;
  const asks = declared?.value;
  if (asks === undefined && !always) return ok(undefined);
  // who only reads changes nothing, whatever there is to read by then
  const reads = command.effect === "reads" && asks === undefined;
  const { place } = raw;
  // an answer that the gate would filter line by line, or that is for one pair of eyes, is not shown inside another message
  const shown = asks?.show ?? (reads || command.answers === "private" ? undefined : answer);
  const deed = asks?.show ?? (reads ? undefined : outline({ answer, messages }));
  const codes = place.where === "case" && !reads ? place.codes : undefined;
  return ok({
    of: asks?.of ?? [raw.caller.userId],
    ...(shown && { show: shown }),
    would: asks === undefined,
    digest: stores.confirmations.digest({ command: command.name, deed, codes }),
  });
}
