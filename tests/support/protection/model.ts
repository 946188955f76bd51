// The table "Who may see what" once more, written from the design and without the code that it judges.

const labels = ["clear", "green", "amber", "amber+strict", "red"];
const shares = ["silent", "hit", "contact", "open"];
export type Role = "none" | "read" | "contribute" | "lead";

export interface Person {
  readonly id: string;
  readonly role: Role;
  readonly country?: string;
  readonly agency?: string;
  /** Since when they are in the case's room; absent: they are not. */
  readonly since?: number;
}
export interface Content {
  readonly tlp: string;
  readonly handling: readonly string[];
  readonly share: string;
  readonly only?: readonly string[] | undefined;
  readonly note?: string | undefined;
}
/** A record as the model keeps it. */
export interface Held extends Content {
  readonly ref: string;
  readonly provider: string;
  readonly loggedAt: number;
  /** Who has put each protection there. */
  readonly owners: ReadonlyMap<string, string>;
  /** What its provider, or who stands in for them, has permitted. */
  readonly granted?: string | undefined;
  readonly value: number;
  /** By whom it was withdrawn. */
  readonly withdrawn?: string;
}

/** Everything that protects, one by one. */
export function protections({ tlp, handling, share, only, note }: Content): ReadonlySet<string> {
  const all = new Set<string>();
  for (const label of labels.slice(1, labels.indexOf(tlp) + 1)) all.add(`tlp ${label}`);
  for (const kept of shares.slice(shares.indexOf(share) + 1)) all.add(`no ${kept}`);
  for (const code of handling) if (code !== "H0") all.add(code);
  if (only !== undefined) for (const land of ["NL", "FR", "none"]) if (!only.includes(land)) all.add(`not ${land}`);
  if (handling.includes("H3") && note !== undefined) all.add(`conditions ${note}`);
  return all;
}
export const without = (a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] => [...a].filter((one) => !b.has(one));

export function mayRead(person: Person, of: Content & { readonly loggedAt: number }, people: readonly Person[]): boolean {
  if (of.only !== undefined && !of.only.includes(person.country ?? "none")) return false;
  const was = (one: Person) => one.role !== "none" && one.since !== undefined && one.since <= of.loggedAt;
  if (of.tlp === "clear" || of.tlp === "green") return true;
  if (person.role === "none") return false;
  if (of.tlp === "amber") return true;
  if (was(person)) return true;
  return of.tlp === "amber+strict" && person.agency !== undefined && people.some((one) => was(one) && one.agency === person.agency);
}

/** What another case that holds the same value learns: nothing, that there is a hit, a contact, or the record. */
export function leaves({ tlp, handling, share, only, granted }: Content & Pick<Held, "granted">): number {
  const typed = shares.indexOf(share);
  const permitted = handling.every((code) => code === "H0") ? typed : Math.min(typed, shares.indexOf(granted ?? "hit"));
  return tlp === "red" || tlp === "amber+strict" || only !== undefined ? Math.min(permitted, 1) : permitted;
}

/** What a change that was asked for would take away, and whether more would leave by it. */
export interface Loss {
  readonly before: Held;
  readonly lost: readonly string[];
  readonly more: boolean;
}

/** Whether one officer's code is enough for what another one wants. Raising asks nobody. */
export function isRight({ before, lost, more }: Loss, asker: Person, confirmer: Person, people: readonly Person[]): boolean {
  if (lost.length === 0 && !more) return true;
  if (asker.role === "none" || (asker.id !== before.provider && !mayRead(asker, before, people))) return false;
  const isOther = confirmer.id !== asker.id;
  const stands = confirmer.since !== undefined && (confirmer.role === "lead" || confirmer.role === "contribute") && isOther;
  const hears = confirmer.role !== "none" && mayRead(confirmer, before, people);
  if (asker.id === before.provider) {
    const others = new Set(lost.map((one) => before.owners.get(one) ?? asker.id).filter((one) => one !== asker.id));
    if (others.size === 0 || asker.role === "lead") return !isOther;
    const raised = confirmer.role !== "none" && confirmer.since !== undefined && [...others].every((one) => one === confirmer.id);
    return isOther && (raised || (hears && confirmer.role === "lead" && stands));
  }
  const personal = before.tlp === "red" || before.tlp === "amber+strict";
  const guarded = lost.some((one) => !one.startsWith("tlp ") || personal) || more;
  if (!guarded) return !isOther;
  const provider = people.find(({ id }) => id === before.provider);
  if (provider !== undefined && provider.role !== "none" && mayRead(provider, before, people)) return confirmer.id === provider.id;
  return stands && hears;
}

/** Whether a record leaves in a file for intelligence that an officer makes for the room. */
export function leavesInFile(record: Held, by: Person, people: readonly Person[]): boolean {
  const own = record.provider === by.id;
  const room = people.filter(({ role, since }) => role !== "none" && since !== undefined);
  if (record.withdrawn || record.tlp === "red") return false;
  if (!own && record.handling.some((code) => code !== "H0") && (record.granted !== "open" || record.share !== "open")) return false;
  if (room.some((one) => !mayRead(one, record, people))) return false;
  const second = room.some(({ id, role }) => id !== by.id && role !== "read");
  return second || !takesTwo(record, by);
}
export const takesTwo = ({ tlp, provider, only, handling }: Held, by: Person): boolean =>
  tlp === "amber+strict" || (provider !== by.id && (only !== undefined || handling.includes("H2") || handling.includes("H3")));
