/** The doctor in a deployment with clinic profiles. */
import { resourceNames } from "../../../../contracts/resource-names";
import { variablesWithClinics } from "../../../support/data/deployed";
import { functionEnvironment } from "../../../support/environment";
import { ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { withAwsServer } from "../../../support/servers/for-each-test";
import { TestFolder } from "../../../support/test-folder";

const NAMES = resourceNames("test");
const ARN = "arn:aws:sms-voice:us-east-1:123456789012";
const FILE = {
  default: "seattle",
  clinics: [
    { id: "seattle", name: "Seattle Clinic", countries: ["US"], sms: { originationNumber: "+12065550100" } },
    { id: "phoenix", name: "Phoenix Clinic", countries: ["US"], sms: { originationNumber: "+14805550100" } },
    { id: "london", name: "London Clinic", defaultCountry: "GB", sms: { senderId: "ThamesEye" } },
    { id: "quiet", name: "Quiet Clinic" },
  ],
};

const folder = new TestFolder();
afterAll(() => folder.remove());
const path = folder.write("clinics.json", JSON.stringify(FILE));

let aws: AwsServer;
withAwsServer((server) => {
  aws = server;
  deploy(variablesWithClinics(aws.endpoint, path));
  const number = { Status: "ACTIVE", NumberCapabilities: ["SMS"], NumberType: "TEN_DLC", IsoCountryCode: "US" };
  const answer = (id: string, PhoneNumber: string) => ({
    ...number,
    PhoneNumber,
    PhoneNumberArn: `${ARN}:phone-number/${id}`,
  });
  aws.on("DescribePhoneNumbers", ({ parameters: { NextToken } }) =>
    NextToken === "more"
      ? { PhoneNumbers: [answer("two", "+14805550100")] }
      : { PhoneNumbers: [answer("one", "+12065550100")], NextToken: "more" },
  );
  aws.on("DescribeSenderIds", () => ({
    SenderIds: [{ SenderIdArn: `${ARN}:sender-id/ThamesEye/GB`, SenderId: "ThamesEye", IsoCountryCode: "GB" }],
  }));
  const Statement = [
    {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sms-voice:SendTextMessage",
      Resource: "*",
    },
  ];
  aws.on("GetResourcePolicy", () => ({ Policy: JSON.stringify({ Statement }) }));
});

function deploy(Variables: Record<string, string>): void {
  const FunctionArn = "arn:aws:lambda:us-east-1:123456789012:function:one";
  for (const name of [NAMES.producer, NAMES.smsConsumer, NAMES.emailConsumer]) {
    const Environment = { Variables };
    aws.on(`GET /2015-03-31/functions/${name}/configuration`, () => ({ FunctionArn, State: "Active", Environment }));
  }
}

const doctor = (...more: string[]) => ops(["doctor", "--environment", "test", ...more]);
async function senders(...more: string[]): Promise<[verdict: string, seen: string][]> {
  const { checks } = JSON.parse((await doctor("--json", ...more)).out) as {
    checks: { title: string; verdict: string; seen: string }[];
  };
  return checks.filter(({ title }) => title === "Clinics' senders").map(({ verdict, seen }) => [verdict, seen]);
}

test("the senders of all clinics are looked for in the account, on whichever page they are", async () => {
  expect(await senders("--clinics", path)).toEqual([
    ["ok", "the account has 2 numbers and 1 sender ID of 3 clinics, and SNS may use them"],
  ]);
});

test("a number that the account does not have fails, with exit status 1 and the clinic's id", async () => {
  aws.on("DescribePhoneNumbers", () => ({ PhoneNumbers: [] }));
  const { status, out } = await doctor("--clinics", path);
  expect(status).toBe(1);
  expect(out).toMatch(
    /FAIL {2}Clinics' senders +seattle, phoenix: this account has no such number .+\n +-> docs\/clinics/,
  );
});

test("without the file one line says that the profiles are not checked, and how they are", async () => {
  const { out } = await doctor();
  expect(out).toMatch(
    /\? {5}Clinics' senders +not checked: the clinic profiles are in a file.+\n +-> npm run ops -- doctor --environment test --clinics FILE\n/,
  );
});

test("with the file, due reminders are checked by the profiles of their clinics", async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const Item = (clinicId: string) => ({
    appointmentId: { S: "a" },
    patientId: { S: "p" },
    appointmentTime: { S: "2199-12-02T14:30" },
    reminderDate: { S: tomorrow },
    clinicId: { S: clinicId },
  });
  aws.on("Scan", () => ({ Items: [Item("seattle"), Item("atlantis")] }));
  const found = /warn {2}Appointments table: due +1 of 2 items of the index with a problem: .*BREAKS_CONTRACT/;
  expect((await doctor("--clinics", path)).out).toMatch(found);
  expect((await doctor()).out).toContain("no problems in 2 items of the index");
});

test("without profiles there is no such line, and a file is refused", async () => {
  deploy(functionEnvironment(aws.endpoint));
  expect(await senders()).toEqual([]);
  const { status, err } = await doctor("--clinics", path);
  expect([status, err]).toEqual([2, expect.stringContaining("test is deployed without clinic profiles")]);
});

test("a file that is not the deployed one is refused", async () => {
  const other = folder.write("other.json", JSON.stringify({ ...FILE, default: "london" }));
  const { status, err } = await doctor("--clinics", other);
  expect([status, err]).toEqual([2, expect.stringContaining("does not have the clinic profiles of test")]);
});

test.each(["DescribePhoneNumbers", "DescribeSenderIds"])("a denied %s is named", async (call) => {
  aws.on(call, () => new AwsFailure("AccessDeniedException", 400, "not authorized"));
  expect(await senders("--clinics", path)).toEqual([["unknown", `not checked: AWS denied sms-voice:${call}`]]);
});
