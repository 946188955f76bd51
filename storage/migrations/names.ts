/** All migrations in order; a name that is in the database and not here is a newer program's. */
export const migrationNames = [
  "2026-11-23-spine",
  "2026-11-24-private-rooms",
  "2026-11-24-tasks",
  "2026-11-24-alerts",
  "2026-11-24-private-answers",
  "2026-11-24-meetings",
  "2026-11-24-enrichment",
  "2026-11-24-confirmations",
  "2026-11-25-indicator-life",
  "2026-11-25-imports",
  "2026-11-25-received-files",
  "2026-11-25-exports",
  "2026-11-25-shown",
  "2026-11-25-hits-told",
  "2026-12-01-outbox-origin",
  "2026-12-01-audit-content",
] as const;
