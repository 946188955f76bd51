/** PostgreSQL documentation, "Error Codes": connection, insufficient resources, shutdown and start, the system below it. */
const classes = /^(?:08|53|57P|58)/u;

/** Whether a fault is the database's own: it is full, or ends. Whatever was asked of it may do when it is back. */
export function isOutage(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  if ("code" in fault && typeof fault.code === "string") return fault.code.length === 5 && classes.test(fault.code);
  // the driver gives this no code
  return fault.message.startsWith("Connection terminated");
}
