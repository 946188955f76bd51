import type { Codes, Tlp } from "#domain/codes/codes.ts";
import { extensionId, tlp2ExtensionId } from "#domain/export/stix/extension.ts";
import { stableId } from "#domain/export/stix/stable-id.ts";

/** Ids that OASIS gave the marks of TLP 2.0, the same in every file of everybody. */
const tlpIds: Readonly<Record<Tlp, string>> = {
  clear: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
  green: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
  amber: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
  "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
  red: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
};

/** A marking-definition (STIX 2.1, section 7.2.1) by extension. */
export interface Marking {
  readonly type: "marking-definition";
  readonly spec_version: "2.1";
  readonly id: string;
  readonly created: string;
  readonly name: string;
  readonly extensions: Readonly<Record<string, object>>;
}
const marking = (of: Pick<Marking, "id" | "created" | "name">, extension: string, content: object): Marking => ({
  type: "marking-definition",
  spec_version: "2.1",
  ...of,
  extensions: { [extension]: { extension_type: "property-extension", ...content } },
});

const tlpMarking = (tlp: Tlp): Marking =>
  marking({ id: tlpIds[tlp], created: "2022-10-01T00:00:00.000Z", name: `TLP:${tlp.toUpperCase()}` }, tlp2ExtensionId, { tlp_2_0: tlp });

/** One of ours: the same content has the same id everywhere. */
const ours = (name: string, content: object): Marking =>
  marking({ id: `marking-definition--${stableId("marking", name)}`, created: "2026-11-25T00:00:00.000Z", name }, extensionId, content);

/** The markings of a record: TLP 2.0, PAP, handling codes, and the countries where there is such a limit. */
export const markingsOf = ({ tlp, pap, handling, only }: Codes): readonly Marking[] => [
  tlpMarking(tlp),
  ours(`PAP:${pap.toUpperCase()}`, { pap }),
  ours(`Handling ${handling.join("+")}`, { handling }),
  ...(only ? [ours(`Only for ${only.join(", ")}`, { only })] : []),
];
