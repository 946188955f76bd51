import type { Mutant } from "../define.ts";

const tests = ["tests/integration/storage/hits/hits.test.ts"];
const domain = [
  "tests/unit/domain/hits/disclosure.test.ts",
  "tests/unit/domain/hits/hit.test.ts",
  "tests/unit/domain/hits/notification.test.ts",
];

export const hits: readonly Mutant[] = [
  {
    name: "another case is told of a silent record",
    file: "domain/hits/notification.ts",
    from: 'parts.has("hit") && (match',
    to: "(match",
    tests: domain,
  },
  {
    name: "a record is met before its grace is over",
    file: "storage/hits/correlate.ts",
    from: "i.state = 'live' and i.ripe_at <= $2 and",
    to: "i.state = 'live' and i.ripe_at <= $2::timestamptz + interval '1 year' and",
    tests,
    title: "nothing meets before its grace is over",
  },
  { name: "a case meets itself", file: "storage/hits/correlate.ts", from: " and n.case_id <> m.case_id and", to: " and", tests },
  {
    name: "a withdrawn record discloses what it shared",
    file: "domain/hits/disclosure.ts",
    from: "return withdrawn || isConfined",
    to: "return isConfined",
    tests: domain,
  },
  {
    name: "whom to ask is told whatever is shared",
    file: "domain/hits/hit.ts",
    from: 'learned(other).has("contact") ? other.by',
    to: "true ? other.by",
    tests: domain,
  },
  {
    name: "the value is told whatever is shared",
    file: "domain/hits/hit.ts",
    from: '...(parts.has("value") && { value',
    to: "...(true && { value",
    tests: domain,
  },
];
