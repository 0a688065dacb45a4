/** What a platform asks of the functions, besides their network. */
import { readFileSync } from "node:fs";
import { permissionsOfRole } from "../constructs/permissions";
import { OTHERS, OTHERS_MANAGED } from "../other-settings";
import { type Properties, SynthesizedStack } from "../synthesized-stack";

const MANAGED = { smsAccountSettings: "managed", smsMonthlySpendLimit: 5 } as const;
const plain = new SynthesizedStack(MANAGED);
const functionsOf = (stack: SynthesizedStack) =>
  stack.ofType("AWS::Lambda::Function").map(({ Properties }) => Properties);
const permissionsOf = (stack: SynthesizedStack, { Role }: Properties) =>
  permissionsOfRole(stack, Role["Fn::GetAtt"][0]);

/** What the roles of the functions may do in the one stack and not in the other, each line once. */
function added(to: SynthesizedStack, from: SynthesizedStack): string[] {
  const lines = functionsOf(to).flatMap((of, index) => {
    const before = permissionsOf(from, functionsOf(from)[index] as Properties);
    return permissionsOf(to, of).filter((line) => !before.includes(line));
  });
  return [...new Set(lines)];
}

describe("Tracing", () => {
  const traced = new SynthesizedStack({ ...MANAGED, tracing: true });

  test("is off by default, and on for every function, that of the custom resource too", () => {
    expect(functionsOf(plain).map(({ TracingConfig }) => TracingConfig)).toEqual(Array(9).fill(undefined));
    expect(functionsOf(traced).map(({ TracingConfig }) => TracingConfig)).toEqual(Array(9).fill({ Mode: "Active" }));
  });

  test("needs two actions of X-Ray, and adds nothing else", () => {
    expect(added(traced, plain)).toEqual(["Allow xray:PutTelemetryRecords on *", "Allow xray:PutTraceSegments on *"]);
    for (const of of functionsOf(traced))
      expect(permissionsOf(traced, of)).toContain("Allow xray:PutTraceSegments on *");
  });
});

describe("Lambda Insights", () => {
  const without = new SynthesizedStack({ ...MANAGED, lambdaInsights: false });

  test("has its layer and its permissions by default, and neither if it is off", () => {
    const layers = (stack: SynthesizedStack) => functionsOf(stack).filter(({ Layers }) => Layers?.length > 0);
    expect([layers(plain), layers(without)].map(({ length }) => length)).toEqual([8, 0]);
    expect(without.template.Mappings).toBeUndefined();
    expect(added(plain, without).every((line) => line.includes("log-group:/aws/lambda-insights"))).toBe(true);
    expect(added(plain, without)).toHaveLength(6);
    expect(added(without, plain)).toEqual([]);
  });
});

describe("Logs", () => {
  const daysOf = (stack: SynthesizedStack) =>
    stack.ofType("AWS::Logs::LogGroup").map(({ Properties }) => {
      const isOfFunction = stack.read(Properties.LogGroupName).startsWith("/aws/lambda/");
      return [isOfFunction ? "function" : "texts", Properties.RetentionInDays];
    });

  test.each([
    ["30 days by default", MANAGED, 30],
    ["as long as the platform says", OTHERS_MANAGED, OTHERS_MANAGED.logRetentionDays],
  ] as const)("of functions are kept %s, those of texts for 30 days", (_case, settings, kept) => {
    const days = daysOf(new SynthesizedStack(settings));
    expect(days.filter(([kind]) => kind === "texts")).toEqual(Array(2).fill(["texts", 30]));
    expect(days.filter(([kind]) => kind === "function")).toEqual(Array(9).fill(["function", kept]));
  });
});

describe("Concurrency", () => {
  const reserved = (stack: SynthesizedStack): Record<string, number | undefined> =>
    Object.fromEntries(
      functionsOf(stack).map((of) => [of.FunctionName, of.ReservedConcurrentExecutions as number | undefined] as const),
    );

  test("is not reserved by default", () => {
    expect(Object.values(reserved(plain))).toEqual(Array(9).fill(undefined));
  });

  test("of the producer is reserved for all runs that share a daily run, and those of the day before", () => {
    const stack = new SynthesizedStack(OTHERS);
    expect(reserved(stack)["appointment-notification-producer-dev"]).toBe(5 + 2 * OTHERS.producerRuns);
  });

  test("of a consumer is reserved as far as its event source goes, and that of the others by what starts them", () => {
    const stack = new SynthesizedStack(OTHERS);
    const bySource = stack
      .ofType("AWS::Lambda::EventSourceMapping")
      .map(({ Properties }) => [stack.read(Properties.FunctionName), Properties.ScalingConfig.MaximumConcurrency]);
    expect(bySource).toHaveLength(5);
    expect(reserved(stack)).toEqual({
      ...Object.fromEntries(bySource),
      "appointment-notification-producer-dev": 5 + 2 * OTHERS.producerRuns,
      "daily-digest-dev": 2,
      "sms-receipt-collector-dev": 10,
    });
    expect(reserved(stack)["appointment-notification-processor-dev"]).toBe(OTHERS.smsConcurrency);
  });

  test("that the docs ask for with the defaults is the sum", () => {
    const sum = Object.values(reserved(new SynthesizedStack({ reserveConcurrency: true }))).reduce<number>(
      (total, of = 0) => total + of,
      0,
    );
    expect(readFileSync("docs/platform.md", "utf8")).toContain(`${sum} with the defaults`);
  });
});
