import type { Clinic } from "../../../../../contracts/clinics/clinic";
import type { OriginationIdentity } from "../../../../../services/ops/aws/inspection/carriers/inspect-sms-resources";
import { known, type Lookup } from "../../../../../services/ops/aws/inspection/lookup";
import { checkClinicSenders } from "../../../../../services/ops/doctor/checks/check-clinic-senders";
import type { KnownClinics } from "../../../../../services/ops/doctor/facts/clinic-facts";
import { NORTH } from "../../../../support/data/clinics";
import { healthy, policyOf, REFUSED } from "../../../../support/data/doctor-facts";
import { NOW } from "../../../../support/data/records";

const PAGE = "docs/clinics.md#senders-of-texts";
const LOST = "texts are refused or not delivered";
const TITLE = "Clinics' senders";

const OPEN = policyOf({
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: "sms-voice:SendTextMessage",
  Resource: "*",
});
const identity = (name: string, sender: string, changes: Partial<OriginationIdentity> = {}): OriginationIdentity => ({
  arn: `arn:aws:sms-voice:us-east-1:123456789012:${name}`,
  createdAt: NOW,
  policy: OPEN,
  state: "ACTIVE",
  isSimulator: false,
  sender,
  country: "US",
  ...changes,
});
const NUMBER = identity("phone-number/one", "+12065550100");
const SENDER_ID = identity("sender-id/ThamesEye/GB", "ThamesEye", { country: "GB", createdAt: undefined });

const numbered = (id: string, originationNumber = "+12065550100", originationCountry = "US"): Clinic => ({
  ...NORTH,
  id,
  sms: { originationNumber, originationCountry },
});
const lettered = (id: string, countries: Clinic["countries"] = ["GB"], defaultCountry = "GB"): Clinic => ({
  ...NORTH,
  id,
  countries,
  defaultCountry,
  sms: { senderId: "ThamesEye" },
});

const checks = (
  clinics: Lookup<KnownClinics>,
  identities: Lookup<readonly OriginationIdentity[]> = known([NUMBER, SENDER_ID]),
) => checkClinicSenders(healthy({ clinics, smsResources: { identities, optOutLists: known([]) } }));
const seen = (clinics: readonly Clinic[], ...identities: readonly OriginationIdentity[]) =>
  checks(known(clinics), known(identities)).map((one) => `${one.verdict} ${one.seen}`);

test("forty clinics whose senders the account has are one line", () => {
  const clinics = Array.from({ length: 39 }, (_, at) => numbered(`north-${at}`));
  expect(checks(known([...clinics, lettered("thames")]))).toEqual([
    {
      title: TITLE,
      verdict: "ok",
      seen: "the account has 1 number and 1 sender ID of 40 clinics, and SNS may use them",
    },
  ]);
});

test("without profiles there is no line", () => {
  expect(checks(known("none"))).toEqual([]);
});

test("profiles that are not given are not checked, and the line says how they are", () => {
  expect(checks(known("not given"))).toEqual([
    {
      title: TITLE,
      verdict: "unknown",
      seen: "not checked: the clinic profiles are in a file, which was not given",
      remedy: "npm run ops -- doctor --environment dev --clinics FILE",
    },
  ]);
});

test("clinics without a sender of their own need none of the account", () => {
  expect(seen([{ ...NORTH, sms: {} }])).toEqual(["ok no clinic has its own: AWS chooses a number of the account"]);
});

test.each<[string, Clinic, OriginationIdentity, string]>([
  [
    "that the account does not have",
    numbered("north", "+14255550100"),
    NUMBER,
    `this account has no such number for texts in this region: ${LOST}`,
  ],
  [
    "that is pending",
    numbered("north"),
    { ...NUMBER, state: "PENDING" },
    `the number is not active (pending): ${LOST}`,
  ],
  [
    "of the simulator",
    numbered("north"),
    { ...NUMBER, isSimulator: true },
    `the number is one of AWS's simulator: ${LOST}`,
  ],
  [
    "of another country",
    numbered("north", "12345"),
    { ...NUMBER, sender: "12345", country: "CA" },
    `the number is for phones in CA, not in US: ${LOST}`,
  ],
])("a number %s fails, with the clinic's id and not the number", (_, clinic, one, what) => {
  expect(checks(known([clinic]), known([one]))).toEqual([
    { title: TITLE, verdict: "fail", seen: `north: ${what}`, remedy: PAGE },
  ]);
});

test("a number whose policy does not allow SNS fails, and names the page about policies", () => {
  expect(checks(known([numbered("north")]), known([{ ...NUMBER, policy: known(undefined) }]))).toEqual([
    {
      title: TITLE,
      verdict: "fail",
      seen: `north: its policy does not allow SNS: ${LOST}`,
      remedy: "docs/deploying.md#1-a-number-that-may-send-texts",
    },
  ]);
});

test("a short code is found without a plus sign, and a number of the US is one of its territories", () => {
  expect(seen([numbered("north", "12345")], { ...NUMBER, sender: "12345" })).toEqual([expect.stringMatching(/^ok /)]);
  expect(seen([numbered("isla", "+12065550100", "PR")], NUMBER)).toEqual([expect.stringMatching(/^ok /)]);
});

test("a sender ID that the account does not have is a warning, since not every country asks for it", () => {
  expect(seen([lettered("thames")], NUMBER)).toEqual([
    "warn thames: this account has no such sender ID in this region: phones may show another sender",
  ]);
  expect(seen([lettered("thames", ["GB", "IE", "US"])], SENDER_ID)).toEqual([
    "warn thames: this account does not have the sender ID for IE: phones may show another sender",
  ]);
  expect(seen([lettered("thames", "all")], SENDER_ID)).toEqual([expect.stringMatching(/^ok /)]);
});

test("a sender ID whose policy does not allow SNS fails", () => {
  const closed = { ...SENDER_ID, policy: known(undefined) };
  expect(seen([lettered("thames")], closed)).toEqual([`fail thames: its policy does not allow SNS: ${LOST}`]);
});

test("clinics with the same problem share a line, which names twenty of them at most", () => {
  const clinics = Array.from({ length: 40 }, (_, at) => numbered(`c${at}`, "+14255550100"));
  const [first, ...others] = seen([...clinics, lettered("thames"), numbered("fine")], NUMBER);
  expect(first).toMatch(/^fail c0, c1, .*, c19 and 20 more: this account has no such number/);
  expect(others).toEqual([expect.stringMatching(/^warn thames: /)]);
});

test("what may not be read is not guessed", () => {
  expect(checks(REFUSED)).toMatchObject([{ verdict: "unknown", seen: "not checked: AWS denied some:Action" }]);
  expect(checks(known([numbered("north")]), REFUSED)).toMatchObject([
    { verdict: "unknown", seen: "not checked: AWS denied some:Action" },
  ]);
  expect(seen([numbered("north")], { ...NUMBER, policy: REFUSED })).toEqual([
    "ok the account has 1 number of 1 clinic, and their policies could not be checked",
  ]);
});
