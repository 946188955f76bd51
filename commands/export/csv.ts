import { exportCommand } from "./define-export.ts";

export const exportCsv = exportCommand("csv");
