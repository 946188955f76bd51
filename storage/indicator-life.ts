import type { IndicatorLife } from "./index.ts";
import { indicatorHistory } from "./indicator-history.ts";
import { indicatorSearch } from "./indicator-search.ts";
import { indicatorDoubt, indicatorSeen } from "./indicator-seen.ts";
import { indicatorSet } from "./indicator-set.ts";
import { indicatorSpill } from "./indicator-spill.ts";
import type { Session } from "./session.ts";

/** What happens to records after they were logged. */
export const indicatorLife = (session: Session): IndicatorLife => ({
  set: indicatorSet(session),
  seen: indicatorSeen(session),
  doubt: indicatorDoubt(session),
  spill: indicatorSpill(session),
  history: indicatorHistory(session),
  ...indicatorSearch(session),
});
