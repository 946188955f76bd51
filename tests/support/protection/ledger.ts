import { expect } from "vitest";
import type { Typed } from "./actions.ts";
import { type Content, type Held, isRight, type Loss, leaves, type Person, protections, without } from "./model.ts";

/** A record as the code that is judged has it. */
export interface Seen extends Content {
  readonly ref: string;
  readonly by: string;
  readonly withdrawn?: string;
}
/** A command of an officer about records. */
export interface Command {
  readonly text: string;
  readonly does: "log" | "set" | "withdraw" | "export";
  /** Those that it names. */
  readonly refs: readonly string[];
  /** What it logs. */
  readonly value?: number;
  readonly typed: Typed;
}
/** What was done, by whom and by whose code. */
export interface Cause {
  readonly command: Command;
  readonly asker: Person;
  readonly confirmer: Person | undefined;
  readonly people: readonly Person[];
  readonly minute: number;
  /** It says that it has happened. */
  readonly done: boolean;
}

/** The model's records: follows what the code does, and finds fault with what it may not do. */
export class Ledger {
  readonly #held = new Map<string, Held>();

  all(): readonly Held[] {
    return [...this.#held.values()];
  }
  of(ref: string): Held {
    const held = this.#held.get(ref);
    if (held === undefined) throw new Error(`no record ${ref}`);
    return held;
  }

  /** A value is logged anew only where nobody else protects what was withdrawn of it. */
  #free({ command: { value }, asker }: Cause): void {
    for (const one of this.all().filter((held) => held.value === value)) {
      const { ref, provider, withdrawn, owners } = one;
      expect(withdrawn, `${ref} is there already`).toBeDefined();
      expect(withdrawn === provider || provider === asker.id, `${asker.id} logs anew what ${withdrawn} withdrew of ${provider}`).toBe(true);
      const others = [...owners].filter(([, owner]) => owner !== provider && owner !== asker.id);
      expect(others, `${asker.id} logs anew what others have raised of ${ref}`).toEqual([]);
    }
  }

  /** Takes over what the records are now, if whoever has done it was allowed to; true if something has changed. */
  settle(records: readonly Seen[], cause: Cause): boolean {
    const before = JSON.stringify(this.all());
    for (const seen of records) {
      const known = this.#held.get(seen.ref);
      if (known === undefined) this.#free(cause);
      this.#held.set(seen.ref, known === undefined ? fresh(seen, cause) : judged(known, seen, cause));
    }
    return JSON.stringify(this.all()) !== before;
  }
}

function fresh(seen: Seen, { asker, command: { does, typed, value = -1 }, minute, done }: Cause): Held {
  expect([does, done]).toEqual(["log", true]);
  expect(["contribute", "lead"]).toContain(asker.role);
  expect(seen.by).toBe(asker.id);
  const owners = new Map([...protections(seen)].map((one) => [one, asker.id]));
  return { ...contentOf(seen), ref: seen.ref, value, provider: asker.id, loggedAt: minute, owners, granted: typed.share };
}

function judged(before: Held, seen: Seen, cause: Cause): Held {
  const { command, asker, confirmer, people, done } = cause;
  const after = contentOf(seen);
  const isSame = JSON.stringify(after) === JSON.stringify(contentOf(before)) && seen.withdrawn === before.withdrawn;
  if (isSame && (!done || command.does !== "set" || !command.refs.includes(seen.ref))) return before;
  expect(done, "what was asked about or refused has changed nothing").toBe(true);
  if (seen.withdrawn !== undefined) return ended(before, cause);
  // logging its value again brings it back
  if (before.withdrawn !== undefined) expect([command.does, command.value], "a withdrawn record is changed").toEqual(["log", before.value]);
  const granted = command.does === "set" ? grantedBy(before, after, command.typed, asker.id) : kept(before, after);
  const loss = lossOf(before, { ...after, granted });
  if (command.does === "set") expect(after).toEqual(contentOf(changed(before, command.typed)));
  if (confirmer === undefined) expect(loss, `${asker.id} alone: ${command.text}`).toMatchObject({ lost: [], more: false });
  else
    expect(
      isRight(loss, asker, confirmer, people) || isRight(loss, asker, asker, people),
      `${confirmer.id} confirms ${asker.id}'s ${command.text}: ${loss.lost.join()}`,
    ).toBe(true);
  // the conditions are words of the provider's
  const owner = (one: string) => (one.startsWith("conditions") ? before.provider : (before.owners.get(one) ?? asker.id));
  const { withdrawn: _withdrawn, ...live } = before;
  return { ...live, ...after, granted, owners: new Map([...protections(after)].map((one) => [one, owner(one)])) };
}

/** Its provider or a lead ends a record, at once or by their code. */
function ended(before: Held, { asker, confirmer, people }: Cause): Held {
  const isRightFor = (one: Person) => one.role === "lead" || (one.role !== "none" && one.id === before.provider);
  const own = isRightFor(asker) && asker.role !== "read";
  const other = confirmer !== undefined && isRightFor(confirmer) && (confirmer.since !== undefined || confirmer.id === before.provider);
  expect(before.withdrawn, "withdrawn twice").toBeUndefined();
  expect(own || other, `${(confirmer ?? asker).id} of ${people.map(({ id, role }) => `${id} ${role}`).join()} ends ${before.ref}`).toBe(
    true,
  );
  return { ...before, withdrawn: asker.id };
}

const lossOf = (before: Held, after: Content & Pick<Held, "granted">): Loss => ({
  before,
  lost: without(protections(before), protections(after)),
  more: leaves(after) > leaves(before),
});
/** What somebody's change would take away from a record. */
export function lossBy(before: Held, typed: Typed, by: string): Loss {
  const after = changed(before, typed);
  return lossOf(before, { ...after, granted: grantedBy(before, after, typed, by) });
}

/** Of a share that is typed its provider's word is a permission, and so is the code of whoever lets more leave by it. */
function grantedBy(before: Held, after: Content, { share }: Typed, by: string): string | undefined {
  if (share === undefined) return kept(before, after);
  const { lost, more } = lossOf(before, { ...after, granted: share });
  const opens = more || lost.some((one) => one.startsWith("no "));
  return by === before.provider || opens ? share : kept(before, after);
}
/** A permission was given for what stood there then: another handling code ends it. */
const kept = (before: Held, after: Content): string | undefined =>
  after.handling.some((code) => code !== "H0" && !before.handling.includes(code)) ? undefined : before.granted;

const contentOf = ({ tlp, handling, share, only, note }: Content): Content => ({ tlp, handling, share, only, note });
const changed = (before: Content, { tlp, h, share, only, note }: Typed): Content => ({
  tlp: tlp ?? before.tlp,
  handling: h === undefined ? before.handling : h.split("+"),
  share: share ?? before.share,
  only: only === undefined ? before.only : only === "all" ? undefined : only.split(",").toSorted(),
  note: note ?? before.note,
});
