/** Characters that are read at once: enough for any message, little enough to keep memory and time even. */
export const portion = 262_144;

/** Where to cut a text that is longer than a portion: behind the last empty line, else the last line, else the last blank; nothing that is found goes over those. */
export function cut(text: string, from: number): number {
  const limit = from + portion;
  if (text.length <= limit) return text.length;
  for (const end of ["\n\n", "\n", " "]) {
    const at = text.lastIndexOf(end, limit - end.length);
    if (at > from + portion / 2) return at + end.length;
  }
  return limit;
}
