import { runInput } from "../../../infra/local/day/run-input";
import { reconcile } from "../../../infra/local/reconciliation/reconcile";
import { succeeded } from "../../../infra/local/run";

const nothing = { log: [], deadLetters: [], outbox: { sms: [], emails: [] } };
const { summary } = reconcile(runInput([], [], "America/New_York"), nothing);

test("a run succeeds if everything is accounted for and no role refused a call", () => {
  const problem = { of: "notification-1", problem: "has no outcome" };
  const refusal = { role: "Role", action: "ses:SendRawEmail", resource: "*", times: 1 };
  expect(succeeded({ reconciliation: { summary, problems: [] }, refused: [] })).toBe(true);
  expect(succeeded({ reconciliation: { summary, problems: [problem] }, refused: [] })).toBe(false);
  expect(succeeded({ reconciliation: { summary, problems: [] }, refused: [refusal] })).toBe(false);
});
