import fc from "fast-check";
import type { Role } from "./model.ts";

/** What may be typed of a record; what is absent stays. */
export interface Typed {
  readonly tlp?: string;
  readonly h?: string;
  readonly share?: string;
  readonly only?: string;
  readonly note?: string;
}
/** Persons, records and questions are named by numbers, of which the rest counts. */
export type Action =
  | { readonly does: "log"; readonly by: number; readonly value: number; readonly typed: Typed }
  | { readonly does: "set"; readonly by: number; readonly records: readonly number[]; readonly typed: Typed }
  | { readonly does: "withdraw"; readonly by: number; readonly records: readonly number[] }
  | { readonly does: "code"; readonly by: number; readonly question: number }
  | { readonly does: "answer"; readonly question: number }
  | { readonly does: "export"; readonly by: number }
  | { readonly does: "change"; readonly who: number; readonly to: Change };
/** What becomes of a person: `room` is whether they are in it, anew if they were already. */
export interface Change {
  readonly role?: Role;
  readonly country?: "NL" | "FR";
  readonly room?: boolean;
}

const who = fc.nat(3);
const values = (only: readonly string[]) => ({
  tlp: fc.constantFrom("clear", "green", "amber", "amber+strict", "red"),
  h: fc.constantFrom("H0", "H1", "H2", "H1+H2", "H3", "H2+H3"),
  share: fc.constantFrom("silent", "hit", "contact", "open"),
  only: fc.constantFrom(...only),
  note: fc.constantFrom("a", "b"),
});
const typed: fc.Arbitrary<Typed> = fc.record(values(["NL", "FR"]), { requiredKeys: [] });
/** A change of one code or two. */
const few: fc.Arbitrary<Typed> = fc
  .tuple(
    fc.record(values(["NL", "FR", "NL,FR", "all"])),
    fc.shuffledSubarray(["tlp", "h", "share", "only", "note"] as const, { minLength: 1, maxLength: 2 }),
  )
  .map(([all, keys]): Typed => Object.fromEntries(keys.map((key) => [key, all[key]])));
const records = fc.oneof({ weight: 4, arbitrary: fc.nat(2).map((one) => [one]) }, { weight: 1, arbitrary: fc.constant([0, 1]) });

export const anAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant("log" as const), by: who, value: fc.nat(2), typed }) },
  { weight: 8, arbitrary: fc.record({ does: fc.constant("set" as const), by: who, records, typed: few }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("withdraw" as const), by: who, records }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant("answer" as const), question: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("code" as const), by: who, question: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("export" as const), by: who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("change" as const),
      who,
      to: fc.record(
        {
          role: fc.constantFrom<Role>("none", "read", "contribute", "lead"),
          country: fc.constantFrom<"NL" | "FR">("NL", "FR"),
          room: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    }),
  },
);

/** As an officer types it. */
export const optionsOf = ({ note, ...rest }: Typed): string =>
  [...Object.entries(rest).map(([key, value]) => ` ${key}:${value}`), note === undefined ? "" : ` note: ${note}`].join("");
