import { Spine } from "./2026-11-23-spine.ts";
import { PrivateRooms } from "./2026-11-24-private-rooms.ts";

/** All migrations in order; a name that is in the database and not here is a newer program's. */
export const migrations = [
  { name: "2026-11-23-spine", class: Spine },
  { name: "2026-11-24-private-rooms", class: PrivateRooms },
];
