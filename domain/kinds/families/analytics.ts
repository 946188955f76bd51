import type { Definition } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { untyped } from "#domain/kinds/traits/misp.ts";
import { unnamed } from "#domain/kinds/traits/names.ts";
import { at } from "#domain/kinds/traits/stix.ts";

/** What ids by which sites are measured and paid have in common. */
export const analytics = {
  names: unnamed,
  halfLife: { days: 730, speed: 1 },
  stix: at("analytics-id:value"),
  misp: untyped("Network activity"),
  keys: itself,
  defang: asItIs,
} satisfies Partial<Definition<string>>;
