import { onlyClinic } from "../../../../../contracts/clinics/clinic";
import { ENV } from "../../../../../contracts/environment";
import type {
  Inbound,
  OriginationIdentity,
} from "../../../../../services/ops/aws/inspection/carriers/inspect-sms-resources";
import { known } from "../../../../../services/ops/aws/inspection/lookup";
import { checkReplies } from "../../../../../services/ops/doctor/checks/check-replies";
import type { Facts } from "../../../../../services/ops/doctor/facts/facts";
import { CLINIC } from "../../../../support/data/clinics";
import { aFunction, found, healthy, INBOUND, MISSING, NAMES, REFUSED } from "../../../../support/data/doctor-facts";

const ARN = "arn:aws:sms-voice:us-east-1:123456789012";
const TOPIC = `arn:aws:sns:us-east-1:123456789012:${NAMES.repliesTopic}`;

function number(
  id: string,
  inbound: Partial<Inbound> = {},
  more: Partial<OriginationIdentity> = {},
): OriginationIdentity {
  const arn = `${ARN}:phone-number/${id}`;
  const common = { createdAt: undefined, policy: MISSING, state: "ACTIVE", isSimulator: false };
  return { arn, ...common, inbound: { ...INBOUND, ...inbound }, ...more };
}
const senderId = (name: string) =>
  number("", {}, { arn: `${ARN}:sender-id/${name}/GB`, sender: name, inbound: undefined });
const pool = (id: string, inbound: Partial<Inbound>) => number("", inbound, { arn: `${ARN}:pool/${id}` });

interface Given {
  readonly wording?: string;
  readonly selfManaged?: string;
  readonly optOutList?: string;
  readonly clinics?: Facts["clinics"];
}
function checks(identities: readonly OriginationIdentity[], given: Given = {}) {
  const { wording = "keys", selfManaged = "false", optOutList = "Default", clinics = known("none") } = given;
  const { functions, smsResources } = healthy();
  const replies = aFunction({}, { [ENV.selfManagedOptOuts]: selfManaged, [ENV.smsOptOutList]: optOutList });
  const sms = aFunction({}, { [ENV.smsWording]: wording });
  const all = new Map([...functions, [NAMES.repliesConsumer, replies], [NAMES.smsConsumer, sms]]);
  return checkReplies(
    healthy({ functions: all, clinics, smsResources: { ...smsResources, identities: known(identities) } }),
  );
}
const result = (title: string, ...args: Parameters<typeof checks>) => {
  const { verdict, seen, remedy } = found(checks(...args), title);
  return { verdict, seen, remedy };
};
const clinic = (id: string, more: object = {}) => ({ ...onlyClinic(CLINIC), id, ...more });

test("a number whose answers reach this environment is ok, and so is the default wording", () => {
  expect(checkReplies(healthy()).map(({ title, verdict, seen }) => [title, verdict, seen])).toEqual([
    ["Numbers for answers", "ok", `answers to phone-number/phone-1 are published to ${NAMES.repliesTopic}`],
    ["Opt-outs", "ok", "AWS answers STOP and HELP"],
    ["Opt-out list", "ok", "Default exists"],
    ["Numbers' opt-out list", "ok", "Default for phone-number/phone-1"],
    ["CANCEL in texts", "ok", "no text asks for CANCEL"],
  ]);
});

describe("Numbers for answers", () => {
  const OTHER = "arn:aws:sns:us-east-1:123456789012:healthcare-sms-replies-prod";

  test.each([
    ["is not two-way", { isTwoWay: false, channelArn: undefined }, "phone-number/one (not two-way)"],
    ["publishes to another environment", { channelArn: OTHER }, "phone-number/one (to healthcare-sms-replies-prod)"],
  ])("fail if texts ask for an answer and the only number %s, with the command that sets it up", (_, inbound, seen) => {
    for (const wording of ["keys", "reply"])
      expect(result("Numbers for answers", [number("one", inbound)], { wording })).toEqual({
        verdict: "fail",
        seen: `not published to ${NAMES.repliesTopic}: ${seen}; texts ask for an answer that nobody gets`,
        remedy: `aws pinpoint-sms-voice-v2 update-phone-number --phone-number-id one --two-way-enabled --two-way-channel-arn ${TOPIC}`,
      });
    expect(result("Numbers for answers", [number("one", inbound)], { wording: "no-reply" })).toMatchObject({
      verdict: "ok",
      seen: expect.stringContaining("no text asks for an answer"),
    });
  });

  test("of which only some are set up are a warning that names the others", () => {
    const some = [number("one"), number("two", { isTwoWay: false }), number("three", { isTwoWay: false })];
    expect(result("Numbers for answers", some)).toMatchObject({
      verdict: "warn",
      seen: expect.stringMatching(/: phone-number\/two \(not two-way\), phone-number\/three \(not two-way\)$/),
      remedy: expect.stringContaining("--phone-number-id two "),
    });
  });

  test("in a pool have the pool's settings, and are set up at the pool, since AWS refuses to change them one by one", () => {
    const one = number("one", { isTwoWay: false }, { poolId: "pool-1" });
    expect(result("Numbers for answers", [one, pool("pool-1", {})]).verdict).toBe("ok");
    expect(result("Numbers for answers", [one, pool("pool-1", { isTwoWay: false })])).toMatchObject({
      verdict: "fail",
      remedy: expect.stringContaining("update-pool --pool-id pool-1 --two-way-enabled"),
    });
  });

  test("are missing where texts come from sender IDs only: nobody can answer those", () => {
    expect(result("Numbers for answers", [senderId("Clinic")])).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("no number receives any"),
    });
    expect(result("Numbers for answers", [senderId("Clinic")], { wording: "no-reply" }).verdict).toBe("ok");
  });

  test("do not include those of AWS's simulator, and those that are not active yet", () => {
    const unused = [
      number("sim", { isTwoWay: false }, { isSimulator: true }),
      number("new", { isTwoWay: false }, { state: "PENDING" }),
    ];
    expect(result("Numbers for answers", [number("one"), ...unused]).verdict).toBe("ok");
  });

  test("are only those of the clinics where each has its own, and any number of the account otherwise", () => {
    const all = [
      number("one", {}, { sender: "+12065550100" }),
      number("other", { isTwoWay: false }, { sender: "+12065550199" }),
    ];
    const own = clinic("north", { sms: { originationNumber: "+12065550100" } });
    expect(result("Numbers for answers", all, { clinics: known([own]) }).verdict).toBe("ok");
    expect(result("Numbers for answers", all, { clinics: known([own, clinic("south")]) }).verdict).toBe("warn");
  });

  test("are judged by the clinics' wordings, if their profiles are given", () => {
    const lost = [number("one", { isTwoWay: false })];
    const quiet = clinic("north", { smsWording: "no-reply" });
    expect(result("Numbers for answers", lost, { clinics: known([quiet]) }).verdict).toBe("ok");
    const asking = clinic("south", { smsWording: "reply" });
    expect(result("Numbers for answers", lost, { clinics: known([quiet, asking]), wording: "no-reply" }).verdict).toBe(
      "fail",
    );
  });
});

test("a clinic whose texts come from a sender ID and ask for an answer is a warning with its id", () => {
  const sms = { senderId: "ThamesEye" };
  const clinics = known([
    clinic("london", { sms, smsWording: "reply" }),
    clinic("paris", { sms, smsWording: "no-reply" }),
  ]);
  expect(result("Sender IDs", [number("one")], { clinics })).toMatchObject({
    verdict: "warn",
    seen: "london: texts ask for an answer, and come from a sender ID, which receives none",
  });
  expect(checks([number("one")]).map(({ title }) => title)).not.toContain("Sender IDs");
});

describe("Opt-outs", () => {
  test("that the number leaves to the account while the setting does not are a failure: nobody answers STOP", () => {
    expect(result("Opt-outs", [number("one", { isSelfManaged: true }), number("two")])).toEqual({
      verdict: "fail",
      seen: "self-managed for phone-number/one, but selfManagedOptOuts is not true: nobody answers STOP and HELP",
      remedy: "docs/replies.md#opt-outs",
    });
  });

  test("that AWS manages while the setting says otherwise are a warning, with the command", () => {
    expect(result("Opt-outs", [number("one")], { selfManaged: "true" })).toMatchObject({
      verdict: "warn",
      remedy: "aws pinpoint-sms-voice-v2 update-phone-number --phone-number-id one --self-managed-opt-outs-enabled",
    });
    expect(result("Opt-outs", [number("one", { isSelfManaged: true })], { selfManaged: "true" }).verdict).toBe("ok");
    expect(result("Opt-outs", [number("one", {}, { isTollFree: true })], { selfManaged: "true" }).verdict).toBe("ok");
  });
});

test("an opt-out list that does not exist fails, since STOP cannot be recorded", () => {
  expect(result("Opt-out list", [number("one")], { optOutList: "reminders" })).toEqual({
    verdict: "fail",
    seen: "reminders does not exist: STOP cannot be recorded",
    remedy: "aws pinpoint-sms-voice-v2 create-opt-out-list --opt-out-list-name reminders",
  });
});

test("a number with another opt-out list fails, since an opt-out does not stop its texts", () => {
  expect(result("Numbers' opt-out list", [number("one"), number("two", { optOutList: "marketing" })])).toEqual({
    verdict: "fail",
    seen: "not Default but another for phone-number/two: an opt-out does not stop their texts",
    remedy: "aws pinpoint-sms-voice-v2 update-phone-number --phone-number-id two --opt-out-list-name Default",
  });
});

describe("CANCEL in texts", () => {
  const trap = (inbound: Partial<Inbound>, more: Partial<OriginationIdentity> = {}, wording = "reply") =>
    result("CANCEL in texts", [number("one", inbound, more)], { wording }).verdict;

  test("is a warning where AWS takes it for an opt-out, and not on a toll-free number or with self-managed opt-outs", () => {
    expect(trap({})).toBe("warn");
    expect(trap({ isSelfManaged: true })).toBe("ok");
    expect(trap({}, { isTollFree: true })).toBe("ok");
    expect(trap({}, {}, "keys")).toBe("ok");
    expect(trap({}, {}, "no-reply")).toBe("ok");
  });
});

test("what cannot be read is not guessed", () => {
  const { functions, smsResources } = healthy();
  const denied = checkReplies(healthy({ smsResources: { identities: REFUSED, optOutLists: REFUSED } }));
  expect(denied.map(({ verdict }) => verdict)).toEqual([...Array(4).fill("unknown"), "ok"]);
  const without = new Map(functions);
  without.delete(NAMES.repliesConsumer);
  const gone = checkReplies(healthy({ functions: without, smsResources }));
  expect(gone.map(({ verdict }) => verdict)).toEqual(["fail", "fail", "fail", "fail", "ok"]);
});
