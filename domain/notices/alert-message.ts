import { calls, type NewAlert } from "#domain/alerts/alert.ts";
import type { Message } from "#domain/notices/message.ts";

/** What a case's room hears of a new alert: one message, which is itself the call where one is due. */
export function alertMessage(of: Message["to"], { alert, content, inCharge }: NewAlert): Message {
  const called = calls(content.severity) ? inCharge : [];
  return {
    to: of,
    notice: { type: "alert", codes: alert.codes, alert, content, called },
    ...(called.length > 0 && { mentions: called }),
  };
}
