import { alertAck } from "./alert/ack.ts";
import { alertList } from "./alert/list.ts";
import { alertSourceAdd } from "./alert/source-add.ts";
import { alertSourceList } from "./alert/source-list.ts";
import { alertSourceRemove } from "./alert/source-remove.ts";
import { botHelp } from "./bot/help.ts";
import { botStatus } from "./bot/status.ts";
import { botVersion } from "./bot/version.ts";
import { botWhy } from "./bot/why.ts";
import { caseAdd } from "./case/add.ts";
import { caseAdmit } from "./case/admit.ts";
import { caseCodes } from "./case/codes.ts";
import { caseInfo } from "./case/info.ts";
import { caseLead } from "./case/lead.ts";
import { caseList } from "./case/list.ts";
import { caseMembers } from "./case/members.ts";
import { caseOpen } from "./case/open.ts";
import { caseRemove } from "./case/remove.ts";
import { no } from "./confirm/no.ts";
import { ok } from "./confirm/ok.ts";
import { enrichJobs } from "./enrich/jobs.ts";
import { enrichRecords } from "./enrich/records.ts";
import { exportCsv } from "./export/csv.ts";
import { exportList } from "./export/list.ts";
import { exportMisp } from "./export/misp.ts";
import { exportStix } from "./export/stix.ts";
import type { Command } from "./framework/define.ts";
import { hitList } from "./hit/list.ts";
import { hitShow } from "./hit/show.ts";
import { iocAdd } from "./ioc/add.ts";
import { iocCancel } from "./ioc/cancel.ts";
import { iocFind } from "./ioc/find.ts";
import { iocFp } from "./ioc/fp.ts";
import { iocImport } from "./ioc/import.ts";
import { iocList } from "./ioc/list.ts";
import { iocSeen } from "./ioc/seen.ts";
import { iocSet } from "./ioc/set.ts";
import { iocShow } from "./ioc/show.ts";
import { iocSpill } from "./ioc/spill.ts";
import { iocWithdraw } from "./ioc/withdraw.ts";
import { meetCancel } from "./meet/cancel.ts";
import { meetFix } from "./meet/fix.ts";
import { meetList } from "./meet/list.ts";
import { meetPlan } from "./meet/plan.ts";
import { meetShow } from "./meet/show.ts";
import { meetVote } from "./meet/vote.ts";
import { officerAdd } from "./officer/add.ts";
import { officerList } from "./officer/list.ts";
import { officerRemove } from "./officer/remove.ts";
import { officerVerify } from "./officer/verify.ts";
import { taskAdd } from "./task/add.ts";
import { taskDone } from "./task/done.ts";
import { taskDrop } from "./task/drop.ts";
import { taskList } from "./task/list.ts";
import { taskMine } from "./task/mine.ts";
import { taskReopen } from "./task/reopen.ts";
import { taskSet } from "./task/set.ts";
import { taskTake } from "./task/take.ts";

/** Every command that exists, in the order in which help shows them. */
export const commands: readonly Command[] = [
  iocAdd,
  iocImport,
  iocCancel,
  iocList,
  iocShow,
  iocFind,
  iocSeen,
  iocFp,
  iocSet,
  iocWithdraw,
  iocSpill,
  exportStix,
  exportMisp,
  exportCsv,
  exportList,
  enrichRecords,
  enrichJobs,
  hitList,
  hitShow,
  taskAdd,
  taskList,
  taskMine,
  taskTake,
  taskDone,
  taskReopen,
  taskSet,
  taskDrop,
  meetPlan,
  meetList,
  meetShow,
  meetVote,
  meetFix,
  meetCancel,
  alertList,
  alertAck,
  alertSourceAdd,
  alertSourceList,
  alertSourceRemove,
  caseInfo,
  caseCodes,
  caseMembers,
  caseAdd,
  caseAdmit,
  caseRemove,
  caseOpen,
  caseList,
  caseLead,
  officerAdd,
  officerRemove,
  officerList,
  officerVerify,
  ok,
  no,
  botStatus,
  botHelp,
  botVersion,
  botWhy,
];
