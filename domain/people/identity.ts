/** A person's cross-signing identity as it is shown now. */
export interface Identity {
  /** The master public key, unpadded base64 (Matrix specification, "Cross-signing"). */
  readonly key: string;
  /** Six words of its fingerprint. */
  readonly words: readonly string[];
  /** It is another one than was pinned or verified before. */
  readonly changed: boolean;
  /** A coordinator has confirmed it, or the operator vouches for its owner. */
  readonly verified: boolean;
}
