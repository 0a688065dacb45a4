import { FUNCTION_ENVIRONMENT } from "../../../../contracts/environment";
import { OTHERS } from "../other-settings";
import { SynthesizedStack } from "../synthesized-stack";

const stack = new SynthesizedStack();
const others = new SynthesizedStack(OTHERS);
const FUNCTIONS = stack.ofType("AWS::Lambda::Function").map(({ Properties }) => Properties);

const KINDS = [
  ["producer", "appointment-notification-producer-dev"],
  ["sms", "appointment-notification-processor-dev"],
  ["email", "appointment-notification-email-dev"],
  ["bookings", "appointment-bookings-dev"],
  ["receipts", "appointment-notification-receipts-dev"],
  ["replies", "appointment-replies-dev"],
  ["collector", "sms-receipt-collector-dev"],
  ["digest", "daily-digest-dev"],
] as const;

const variables = (name: string, of = stack) => of.named("AWS::Lambda::Function", name).Environment.Variables;

test("there are eight functions, and none of CDK's own", () => {
  const names = FUNCTIONS.map(({ FunctionName }) => FunctionName).sort();
  expect(names).toEqual(KINDS.map(([, name]) => name).sort());
});

test.each(KINDS)("the %s function gets exactly the variables that it reads", (kind, name) => {
  expect(Object.keys(variables(name)).sort()).toEqual([...FUNCTION_ENVIRONMENT[kind]].sort());
});

test("settings reach the functions as variables", () => {
  expect(variables("appointment-notification-producer-dev", others).CATCH_UP_DAYS).toBe("3");
  expect(variables("appointment-notification-processor-dev", others).SMS_WORDING).toBe("no-reply");
  expect(variables("appointment-notification-email-dev", others).EMAIL_SENDER).toBe("noreply@clinic.org");
});

test("how many runs share the daily run reaches the producer, which does it alone by default", () => {
  const runs = (given: SynthesizedStack) =>
    given.named("AWS::Lambda::Function", "appointment-notification-producer-dev").Environment.Variables.PRODUCER_RUNS;
  expect([runs(stack), runs(others)]).toEqual(["1", "16"]);
});

test("the functions that publish know whether they publish FHIR, which is off unless a setting says so", () => {
  const publishing = KINDS.filter(([kind]) =>
    FUNCTION_ENVIRONMENT[kind].some((variable) => variable === "FHIR_EVENTS"),
  );
  expect(publishing.map(([kind]) => kind).sort()).toEqual(["email", "producer", "receipts", "replies", "sms"]);
  const of = (given: SynthesizedStack) =>
    publishing.map(([, name]) => given.named("AWS::Lambda::Function", name).Environment.Variables.FHIR_EVENTS);
  expect(new Set(of(stack))).toEqual(new Set(["off"]));
  expect(new Set(of(others))).toEqual(new Set(["on"]));
});

test("what is set of opt-outs and carriers reaches the function of the answers", () => {
  const settings = { selfManagedOptOuts: "true", smsOptOutList: "clinic", smsCarrier: "end-user-messaging" } as const;
  const of = (given: SynthesizedStack) =>
    given.named("AWS::Lambda::Function", "appointment-replies-dev").Environment.Variables;
  expect(of(new SynthesizedStack(settings))).toMatchObject({
    SELF_MANAGED_OPT_OUTS: "true",
    SMS_OPT_OUT_LIST: "clinic",
    SMS_CARRIER: "end-user-messaging",
  });
  // Unstated: AWS manages them by default.
  expect(of(stack)).toMatchObject({ SELF_MANAGED_OPT_OUTS: "false", SMS_OPT_OUT_LIST: "Default", SMS_CARRIER: "sns" });
});

test("each consumer has the URLs of its own queue, the other queue and the dead-letter queue", () => {
  const urls = ([, name]: readonly [string, string]) =>
    ["APPOINTMENTS_QUEUE_URL", "EMAIL_FALLBACK_QUEUE_URL", "DEAD_LETTER_QUEUE_URL"]
      .map((variable) => variables(name)[variable])
      .map((value) => value && stack.read(value));
  const all = ["healthcare-appointments-dev", "healthcare-email-fallback-dev", "healthcare-appointments-dlq-dev"];
  for (const kind of [KINDS[1], KINDS[2]]) expect(urls(kind)).toEqual(all);
});

test("functions run on Node 24 on ARM", () => {
  const platforms = FUNCTIONS.map(({ Runtime, Architectures }) => [Runtime, Architectures]);
  expect(platforms).toEqual(Array(8).fill(["nodejs24.x", ["arm64"]]));
});

test("functions start at the handler of their bundle", () => {
  expect(FUNCTIONS.map(({ Handler }) => Handler)).toEqual(Array(8).fill("index.handler"));
});

test("the producer has 15 minutes, a batch of texts one, of emails half a minute, of bookings two, of receipts and answers one, the digest five", () => {
  const timeouts = KINDS.map(([, name]) => stack.named("AWS::Lambda::Function", name).Timeout);
  expect(timeouts).toEqual([900, 60, 30, 120, 50, 60, 60, 300]);
});

test("the producer, which runs alone, has a whole vCPU; the consumers, which mostly wait for their carriers, have less", () => {
  const memory = KINDS.map(([, name]) => stack.named("AWS::Lambda::Function", name).MemorySize);
  expect(memory).toEqual([1769, 512, 512, 512, 512, 512, 512, 512]);
});

test("functions log JSON to their own log group", () => {
  for (const { FunctionName, LoggingConfig } of FUNCTIONS) {
    expect(Object.keys(LoggingConfig).sort()).toEqual(["LogFormat", "LogGroup"]);
    expect(LoggingConfig.LogFormat).toBe("JSON");
    expect(stack.read(LoggingConfig.LogGroup)).toBe(`/aws/lambda/${FunctionName}`);
  }
});

test("logs are kept for 30 days", () => {
  const groups = stack.ofType("AWS::Logs::LogGroup").map(({ Properties }) => Properties.RetentionInDays);
  expect(groups).toEqual(Array(8).fill(30));
});

test("every function has Lambda Insights, for its region and architecture", () => {
  for (const { Layers } of FUNCTIONS) {
    const [map, region, version] = Layers[0]["Fn::FindInMap"];
    expect(stack.read(region)).toBe("AWS::Region");
    expect(stack.template.Mappings[map]["us-east-1"][version]).toContain(":layer:LambdaInsightsExtension-Arm64:");
  }
});

test("Lambda does not treat a message that is postponed repeatedly as a loop", () => {
  expect(FUNCTIONS.map(({ RecursiveLoop }) => RecursiveLoop)).toEqual(Array(8).fill("Allow"));
});

test("no function has reserved concurrency", () => {
  expect(FUNCTIONS.map(({ ReservedConcurrentExecutions }) => ReservedConcurrentExecutions)).toEqual(
    Array(8).fill(undefined),
  );
});

test("each function has its own role", () => {
  expect(new Set(FUNCTIONS.map(({ Role }) => stack.read(Role))).size).toBe(8);
});
