/** A `timestamptz` as PostgreSQL writes it on our connections (ISO style, UTC): `2026-03-01 10:00:00.123+00`. */
export const timestamp = (text: string): Date => new Date(text.replace(" ", "T").replace(/\+00$/u, "Z"));
