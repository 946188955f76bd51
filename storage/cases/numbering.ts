import { db } from "../database.ts";
import { rowsOf } from "../engine/values.ts";

/** What a case numbers by itself, one after the other. */
type Counter = "next_task" | "next_meeting" | "next_alert" | "next_job" | "next_import";

/** The next `number`, taken. The case's row is locked until the commit: what is rolled back leaves no gap. */
export const nextNumber = (of: string, counter: Counter) =>
  db
    .updateTable("case_file")
    .set(counter, (eb) => eb(counter, "+", 1))
    .where("id", "=", of)
    .returning((eb) => eb(counter, "-", 1).as("number"));

/** What the next hit of each case is from now on; whoever gave the numbers holds the rows of these cases. */
export const nextHits = (cases: readonly string[], next: readonly number[]) =>
  db
    .updateTable("case_file as c")
    .from(rowsOf("n", { id: ["uuid", cases], next: ["int", next] }))
    .set({ next_hit: (eb) => eb.ref("n.next") })
    .whereRef("c.id", "=", "n.id");
