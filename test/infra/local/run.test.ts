import { runInput } from "../../../infra/local/day/run-input";
import { reconcile } from "../../../infra/local/reconciliation/reconcile";
import { succeeded } from "../../../infra/local/run";
import { CLINICS } from "../../support/data/clinics";
import { NO_RESULTS } from "../../support/data/results";

const { summary } = reconcile(runInput([], [], CLINICS), NO_RESULTS);

test("a run succeeds if everything is accounted for and no role refused a call", () => {
  const problem = { of: "notification-1", problem: "has no outcome" };
  const refusal = { role: "Role", action: "ses:SendRawEmail", resource: "*", times: 1 };
  expect(succeeded({ reconciliation: { summary, problems: [] }, refused: [] })).toBe(true);
  expect(succeeded({ reconciliation: { summary, problems: [problem] }, refused: [] })).toBe(false);
  expect(succeeded({ reconciliation: { summary, problems: [] }, refused: [refusal] })).toBe(false);
});
