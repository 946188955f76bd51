import type { Definition } from "#domain/kinds/define.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { type MispForm, untyped } from "#domain/kinds/traits/misp.ts";
import type { StixForm, StixPattern } from "#domain/kinds/traits/stix.ts";

/** The form of accounts at one service in STIX: by the name that people type there, or by the service's own id. */
export const accountStix = (
  property: "account_login" | "user_id",
  rest: Pick<StixPattern, "account" | "services" | "paths"> = {},
): StixForm => ({ as: "pattern", path: `user-account:${property}`, ...rest });

/** What accounts of persons have in common; MISP has no type for most services. */
export const account = {
  halfLife: lasting,
  misp: untyped("Social network"),
} as const satisfies Pick<Definition<string>, "halfLife"> & { readonly misp: MispForm };
