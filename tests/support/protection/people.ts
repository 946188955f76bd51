import fc from "fast-check";
import type { Person, Role } from "./model.ts";

const one = (id: string): fc.Arbitrary<Person> =>
  fc
    .record({
      role: fc.constantFrom<Role>("contribute", "lead", "contribute", "lead", "read", "none"),
      country: fc.constantFrom("NL", "NL", "FR", undefined),
      agency: fc.constantFrom("police", undefined),
      isThere: fc.constantFrom(true, true, true, false),
    })
    .map(({ isThere, country, agency, role }) => ({
      id,
      role,
      ...(country && { country }),
      ...(agency && { agency }),
      ...(isThere && { since: 0 }),
    }));

/** Four officers, in the case or not, in its room or not. */
export const aCrew: fc.Arbitrary<readonly Person[]> = fc.tuple(
  ...["@anna:one.office.example", "@bruno:two.office.example", "@chloe:two.office.example", "@dirk:one.office.example"].map(one),
);
