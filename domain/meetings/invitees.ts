import { country } from "#domain/people/country.ts";
import { type Person, person } from "#domain/people/person.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";

/** Who is asked to a meeting: an officer, or all members of a country (ISO 3166-1 alpha-2). */
export type Invitee = Person | { readonly country: string };

const named = /^(?:@|\[|https:)/iu;

/** Officers and countries of the case, separated by commas: `@bruno,FR`. */
export const invitees: Reader<readonly Invitee[]> = {
  expects: "@name,FR",
  verbatim: true,
  people: "several",
  read: (typed, now) => {
    const found: Invitee[] = [];
    for (const piece of typed.split(/[,;]/u).map((one) => one.trim())) {
      if (piece === "") continue;
      const desk = country.read(piece, now);
      const one = desk.ok ? ok({ country: desk.value }) : named.test(piece) ? person.read(piece, now) : undefined;
      if (one === undefined)
        return fail({
          code: "unreadable",
          typed: `"${piece.slice(0, 60)}"`,
          expected: "invitee",
          write: "invitee",
        });
      if (!one.ok) return one;
      found.push(one.value);
    }
    return found.length > 0 ? ok(found) : fail({ code: "missing", argument: "to:" });
  },
};
