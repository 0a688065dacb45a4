import { noteDown } from "../../../infra/local/day/ledger";
import { drawUpAccount } from "../../../infra/local/reconciliation/account";
import { endedWell } from "../../../infra/local/run";

const nothing = { log: [], deadLetters: [], outbox: { sms: [], emails: [] } };
const { summary } = drawUpAccount(noteDown([], [], "America/New_York"), nothing);

test("a run ends well where everything is accounted for and no role refused a call", () => {
  const problem = { of: "notification-1", problem: "has no outcome" };
  const refusal = { role: "Role", action: "ses:SendEmail", resource: "*", times: 1 };
  expect(endedWell({ account: { summary, problems: [] }, refused: [] })).toBe(true);
  expect(endedWell({ account: { summary, problems: [problem] }, refused: [] })).toBe(false);
  expect(endedWell({ account: { summary, problems: [] }, refused: [refusal] })).toBe(false);
});
