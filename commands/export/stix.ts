import { exportCommand } from "./define-export.ts";

export const exportStix = exportCommand("stix");
