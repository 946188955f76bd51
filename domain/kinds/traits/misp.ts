/** The type and category of an attribute (MISP core format, section 2.3.2), and whether it is good for detection by machines. */
export interface MispForm {
  readonly type: string;
  readonly category: string;
  readonly detects: boolean;
  /** False: the type does not tell the kind, a tag of ours does. */
  readonly tells: boolean;
  /** Further types of attributes, with blanks between them, for which warning lists hold that count for this kind. */
  readonly warned?: string;
}

/** An attribute whose type says what it is. */
export const attribute = (type: string, category: string, detects: boolean): MispForm => ({ type, category, detects, tells: true });
/** The same, good for detection, in the usual categories. */
export const network = (type: string): MispForm => attribute(type, "Network activity", true);
export const payload = (type: string): MispForm => attribute(type, "Payload delivery", true);
export const money = (type: string): MispForm => attribute(type, "Financial fraud", true);
/** A text to MISP, which has no type for it. */
export const untyped = (category: string): MispForm => ({ type: "text", category, detects: false, tells: false });
