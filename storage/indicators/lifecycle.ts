import type { Session } from "../engine/session.ts";
import { indicatorSearch } from "../hits/search.ts";
import type { Lifecycle } from "../index.ts";
import { commandRemoved } from "./changes.ts";
import { indicatorHistory } from "./history.ts";
import { indicatorDoubt, indicatorSeen } from "./seen.ts";
import { indicatorSet } from "./set.ts";
import { indicatorSpill } from "./spill.ts";

/** What happens to records after they were logged. */
export const lifecycle = (session: Session): Lifecycle => ({
  set: indicatorSet(session),
  seen: indicatorSeen(session),
  doubt: indicatorDoubt(session),
  spill: indicatorSpill(session),
  history: indicatorHistory(session),
  commandRemoved: commandRemoved(session),
  ...indicatorSearch(session),
});
