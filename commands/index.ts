import { alertAck } from "./alert-ack.ts";
import { alertList } from "./alert-list.ts";
import { alertSourceAdd } from "./alert-source-add.ts";
import { alertSourceList } from "./alert-source-list.ts";
import { alertSourceRemove } from "./alert-source-remove.ts";
import { botHelp } from "./bot-help.ts";
import { botStatus } from "./bot-status.ts";
import { botVersion } from "./bot-version.ts";
import { botWhy } from "./bot-why.ts";
import { caseAdd } from "./case-add.ts";
import { caseAdmit } from "./case-admit.ts";
import { caseInfo } from "./case-info.ts";
import { caseList } from "./case-list.ts";
import { caseMembers } from "./case-members.ts";
import { caseOpen } from "./case-open.ts";
import type { Command } from "./define.ts";
import { enrichRecords } from "./enrich.ts";
import { enrichJobs } from "./enrich-jobs.ts";
import { hitList } from "./hit-list.ts";
import { hitShow } from "./hit-show.ts";
import { iocAdd } from "./ioc-add.ts";
import { iocList } from "./ioc-list.ts";
import { iocShow } from "./ioc-show.ts";
import { iocWithdraw } from "./ioc-withdraw.ts";
import { meetCancel } from "./meet-cancel.ts";
import { meetFix } from "./meet-fix.ts";
import { meetList } from "./meet-list.ts";
import { meetPlan } from "./meet-plan.ts";
import { meetShow } from "./meet-show.ts";
import { meetVote } from "./meet-vote.ts";
import { no } from "./no.ts";
import { officerAdd } from "./officer-add.ts";
import { officerList } from "./officer-list.ts";
import { officerVerify } from "./officer-verify.ts";
import { ok } from "./ok.ts";
import { taskAdd } from "./task-add.ts";
import { taskDone } from "./task-done.ts";
import { taskDrop } from "./task-drop.ts";
import { taskList } from "./task-list.ts";
import { taskMine } from "./task-mine.ts";
import { taskReopen } from "./task-reopen.ts";
import { taskSet } from "./task-set.ts";
import { taskTake } from "./task-take.ts";

/** Every command that exists, in the order in which help shows them. */
export const commands: readonly Command[] = [
  iocAdd,
  iocList,
  iocShow,
  iocWithdraw,
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
  caseMembers,
  caseAdd,
  caseAdmit,
  caseOpen,
  caseList,
  officerAdd,
  officerList,
  officerVerify,
  ok,
  no,
  botStatus,
  botHelp,
  botVersion,
  botWhy,
];
