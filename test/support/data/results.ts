import { countAnswers } from "../../../infra/local/reconciliation/reconcile-replies";
import type { Results } from "../../../infra/local/reconciliation/results";

/** The results of a run in which nothing happened. */
export const NO_RESULTS: Results = {
  log: [],
  deadLetters: [],
  outbox: { sms: [], emails: [], receipts: [], replies: [] },
  replies: [],
  optedOut: [],
};

export const NO_ANSWERS = countAnswers(NO_RESULTS);
