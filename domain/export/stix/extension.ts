// The form in which our own codes travel in STIX 2.1 (section 7.3, "Extension Definition"); docs/EXPORT.md tells the same to people.

/** What we add to STIX: properties of indicators and markings, and the observables for which STIX has no type. */
export const extensionId = "extension-definition--d0723f4c-3319-4f46-88db-e1a5e5407025";
/** TLP 2.0 as OASIS publishes it (cti-stix-common-objects, "tlp-2.0"). */
export const tlp2ExtensionId = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
/** The program itself, which defines the extension. */
export const programId = "identity--dc973e5f-628b-4b3e-818a-387c07e41b84";

/** When the fixed objects were defined: part of them, like their ids. */
const defined = "2026-11-25T00:00:00.000Z";

const schema = `A property-extension of marking-definition with one of:
"pap": red, amber, green or clear (MISP taxonomy "PAP", version 3);
"handling": a list of H0, H1, H2, H3 (Europol handling codes; H1: not for use in court without the provider's permission, H2: not to be passed on without it, H3: other restrictions, which the description of what is marked tells);
"only": a list of countries (ISO 3166-1 alpha-2) whose persons alone may see it.
A property-extension of indicator, vulnerability, attack-pattern and course-of-action:
"kind": the kind of value, a word; "value": the value, where the pattern does not hold it as it is;
"evaluation": source A, B, C or X and information 1 to 4 (Europol 4x4); "category": suspect, contact, victim, witness, minor, technical or unknown;
"share": what another case learns that holds it too: silent, hit, contact or open;
"seen": when it was last seen (timestamp); "source" and "note": text, where there is any.
New observables, used in patterns: cryptocurrency-wallet (value), bank-account (iban, bic), payment-card (card_number), phone-number (value), cryptographic-key (value: the fingerprint), tls-fingerprint (ja3, jarm), analytics-id (value), text (value). All properties are strings.`;

/** The fixed objects that every bundle of ours carries. */
export const fixedObjects = [
  {
    type: "identity",
    spec_version: "2.1",
    id: programId,
    created: defined,
    modified: defined,
    name: "Liaison",
    identity_class: "system",
  },
  {
    type: "extension-definition",
    spec_version: "2.1",
    id: extensionId,
    created_by_ref: programId,
    created: defined,
    modified: defined,
    name: "Liaison codes",
    description:
      "Handling codes, PAP, evaluation and other protections of police information on indicators, and observables that STIX lacks.",
    schema,
    version: "1.0.0",
    extension_types: ["new-sco", "property-extension"],
  },
] as const;
