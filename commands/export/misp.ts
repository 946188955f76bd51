import { exportCommand } from "./define-export.ts";

export const exportMisp = exportCommand("misp");
