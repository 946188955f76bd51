import { type NewAlert, rings } from "#domain/alerts/alert.ts";
import type { Say } from "#domain/notices/message.ts";

/** What a case's room hears of a new alert: one message, which is itself the call where one is due. */
export function alertSay(of: Say["to"], { alert, content, inCharge }: NewAlert): Say {
  const called = rings(content.severity) ? inCharge : [];
  return {
    to: of,
    notice: { say: "alert", codes: alert.codes, alert, content, called },
    ...(called.length > 0 && { rings: called }),
  };
}
