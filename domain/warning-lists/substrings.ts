/** Texts that are sought inside others: a trie with the ways back of Aho and Corasick (1975), in arrays that another thread may make. */
export interface Substrings {
  readonly size: number;
  /** Per state: the byte that leads to it, its first child, its next sibling, where to go on when no child fits. */
  readonly byte: Uint8Array;
  readonly child: Uint32Array;
  readonly sibling: Uint32Array;
  readonly back: Uint32Array;
  /** One for a state in which one of the texts has ended. */
  readonly ended: Uint8Array;
}

/** Bytes that all texts together may have: 13 bytes of memory each. */
export const mostBytes = 4_000_000;
/** Shorter ones stand in nearly every value. */
export const shortest = 3;

/** Makes the trie of as many texts as fit, in their order; `size` of them are in it. Time and memory linear in their bytes. */
export function packSubstrings(all: readonly string[]): Substrings {
  const texts: Uint8Array[] = [];
  let bytes = 1;
  for (const text of all) {
    const encoded = Buffer.from(text, "utf8");
    if (encoded.length < shortest || bytes + encoded.length > mostBytes) continue;
    bytes += encoded.length;
    texts.push(encoded);
  }
  const made = { byte: new Uint8Array(bytes), child: new Uint32Array(bytes), sibling: new Uint32Array(bytes) };
  const ended = new Uint8Array(bytes);
  let states = 1;
  for (const text of texts) {
    let state = 0;
    for (const byte of text) {
      const known = childOf(made, state, byte);
      if (known !== 0) {
        state = known;
        continue;
      }
      made.byte[states] = byte;
      made.sibling[states] = made.child[state] ?? 0;
      made.child[state] = states;
      state = states;
      states += 1;
    }
    ended[state] = 1;
  }
  const trie = {
    size: texts.length,
    byte: made.byte.slice(0, states),
    child: made.child.slice(0, states),
    sibling: made.sibling.slice(0, states),
    back: new Uint32Array(states),
    ended: ended.slice(0, states),
  };
  linkBack(trie);
  return trie;
}

type Trie = Pick<Substrings, "byte" | "child" | "sibling">;
function childOf({ byte, child, sibling }: Trie, state: number, sought: number): number {
  let one = child[state] ?? 0;
  while (one !== 0 && byte[one] !== sought) one = sibling[one] ?? 0;
  return one;
}
/** The state after one more byte. */
function after(trie: Substrings, from: number, byte: number): number {
  for (let state = from; ; state = trie.back[state] ?? 0) {
    const found = childOf(trie, state, byte);
    if (found !== 0 || state === 0) return found;
  }
}

/** From the root outwards, so that the way back of what is nearer is known. */
function linkBack(trie: Substrings): void {
  const queue = new Uint32Array(trie.byte.length);
  let end = 1;
  for (let at = 0; at < end; at += 1) {
    const state = queue[at] ?? 0;
    for (let one = trie.child[state] ?? 0; one !== 0; one = trie.sibling[one] ?? 0) {
      const back = state === 0 ? 0 : after(trie, trie.back[state] ?? 0, trie.byte[one] ?? 0);
      trie.back[one] = back;
      if (trie.ended[back] === 1) trie.ended[one] = 1;
      queue[end] = one;
      end += 1;
    }
  }
}

/** Whether one of them stands in these bytes. Linear in their number. */
export function standsIn(trie: Substrings, bytes: Uint8Array): boolean {
  let state = 0;
  for (const byte of bytes) {
    state = after(trie, state, byte);
    if (trie.ended[state] === 1) return true;
  }
  return false;
}
