import type { Codes } from "#domain/codes/codes.ts";
import type { ImportFacts, ImportLine, ShownKind } from "#domain/import/summary.ts";
import { nothing, type Policies, whenSaid } from "#domain/notices/define-policy.ts";
import type { Ref } from "#domain/primitives/ids.ts";

export type ImportNotice =
  /** Before it begins, in private: `held` of the values are in the case already; `shown` are some of them, if not all. */
  | ({
      readonly type: "import-asked";
      readonly codes: Codes;
      readonly held: number;
      readonly shown: readonly ShownKind[];
    } & ImportFacts)
  | ({ readonly type: "import-started"; readonly codes: Codes; readonly ref: Ref<"IMP"> } & ImportFacts)
  | { readonly type: "import-progress"; readonly codes: Codes; readonly oldest: Date; readonly line: ImportLine }
  /** `asked`: the sources are asked about the records by themselves. */
  | { readonly type: "import-done"; readonly codes: Codes; readonly oldest: Date; readonly line: ImportLine; readonly asked: boolean }
  | { readonly type: "import-cancelled"; readonly codes: Codes; readonly oldest: Date; readonly line: ImportLine };

export const importPolicies: Policies<ImportNotice> = {
  "import-asked": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "import-started": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "import-progress": { labelled: true, hears: "case", oldest: ({ oldest }) => oldest, shows: nothing },
  "import-done": { labelled: true, hears: "case", oldest: ({ oldest }) => oldest, shows: nothing },
  "import-cancelled": { labelled: true, hears: "case", oldest: ({ oldest }) => oldest, shows: nothing },
};
