import { ENV, FUNCTION_ENVIRONMENT } from "../../contracts/environment";
import { METRIC_NAMESPACE, METRICS } from "../../contracts/metrics";
import {
  baseName,
  environmentName,
  isEnvironmentName,
  MAX_ENVIRONMENT_NAME,
  resourceNames,
} from "../../contracts/resource-names";

/**
 * The longest names that AWS takes, by kind: CreateQueue, CreateTable and CreateTopic of their API references; PutMetricAlarm,
 * CreateAlias and CreateSecret; PutDashboard; CreateSchedule; CreateConfigurationSet of SES v2 and of End User Messaging SMS;
 * `FunctionName` of CreateFunction. A schedule and a function have the shortest.
 */
const MAX_LENGTH: readonly [RegExp, number][] = [
  [/Queue$/, 80],
  [/Table$|Alarm$|^dashboard$/, 255],
  [/Topic$|^topic$|^keyAlias$/, 256],
  [/Secret$/, 512],
  [/Schedule$|^schedule$|ConfigurationSet$/, 64],
  [/Consumer$|Collector$|^producer$|^digest$|^smsAccountSettings$/, 64],
];

describe("Environment variables", () => {
  test("have names of their own", () => {
    const names = Object.values(ENV);
    expect(new Set(names).size).toBe(names.length);
  });

  test("all go to some function", () => {
    const given = new Set<string>(Object.values(FUNCTION_ENVIRONMENT).flat());
    expect(Object.values(ENV).filter((name) => !given.has(name))).toEqual([]);
  });

  test.each(Object.entries(FUNCTION_ENVIRONMENT))("are listed once for the %s function", (_, names) => {
    expect([...new Set(names)]).toEqual([...names]);
  });
});

describe("Metrics", () => {
  test("keep the names that the design gives them", () => {
    expect(METRIC_NAMESPACE).toBe("HealthcareNotifications");
    expect(Object.values(METRICS)).toEqual(
      expect.arrayContaining([
        "SuccessfulNotifications",
        "FallbackNotifications",
        "FailedNotifications",
        "DeliverySuccessRate",
        "RejectedMessages",
        "DuplicateNotifications",
      ]),
    );
  });

  test("have names of their own", () => {
    const names = Object.values(METRICS);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("Resources", () => {
  test("keep the names of the system that this one replaces", () => {
    expect(resourceNames("dev")).toMatchObject({
      topic: "healthcare-appointment-notifications-dev",
      deliveryLogTable: "notification-delivery-logs-dev",
      schedule: "daily-notification-trigger-dev",
      smsConsumer: "appointment-notification-processor-dev",
      deliveryFailureAlarm: "notification-delivery-failure-alarm-dev",
      processorErrorAlarm: "lambda-processor-error-alarm-dev",
    });
  });

  test("have names that end with their environment", () => {
    const names = Object.values(resourceNames("stage2"));
    expect(names.filter((name) => !name.endsWith("-stage2"))).toEqual([]);
  });

  test("begin with the prefix, if there is one, and end with the environment's own name", () => {
    expect(resourceNames("acme-eu-prod")).toMatchObject({
      appointmentsQueue: "acme-eu-healthcare-appointments-prod",
      functionThrottleAlarm: "acme-eu-lambda-throttle-alarm-prod",
      keyAlias: "alias/acme-eu-healthcare-appointments-prod",
    });
    expect(environmentName({ environment: "prod", namePrefix: "acme-eu" })).toBe("acme-eu-prod");
    expect(environmentName({ environment: "prod", namePrefix: "" })).toBe("prod");
  });

  test("have their base name without prefix and environment", () => {
    for (const name of ["prod", "acme-prod", "acme-eu-prod"]) {
      const bases = Object.values(resourceNames(name)).map((one) => baseName(name, one.replace("alias/", "")));
      expect(bases).toEqual(Object.values(resourceNames("prod")).map((one) => one.replace(/alias\/|-prod$/g, "")));
    }
  });

  test("are never equal for two environments, because no base name ends with another", () => {
    // What two kinds of resources are called may be equal: a queue and a table do not clash.
    const kindOf = (resource: string) => /(?:Queue|Table|Topic|Alarm|Set|Schedule)$/.exec(resource)?.[0] ?? resource;
    const bases = Object.entries(resourceNames("x")).map(([resource, name]) => [kindOf(resource), name]);
    const within = bases.flatMap(([kind, name = ""]) =>
      bases.filter(([other, longer]) => other === kind && longer?.endsWith(`-${name}`)).map(([, longer]) => longer),
    );
    expect(within).toEqual([]);
    expect(new Set(bases.map((base) => base.join(" "))).size).toBe(bases.length);
  });

  test("are not too long for AWS with the longest name of an environment", () => {
    const environment = "x".repeat(20);
    const fullName = `${"p".repeat(MAX_ENVIRONMENT_NAME - 1 - environment.length)}-${environment}`;
    expect([fullName.length, isEnvironmentName(fullName), isEnvironmentName(`p${fullName}`)]).toEqual([
      29,
      true,
      false,
    ]);
    const names = Object.entries(resourceNames(fullName));
    const maxOf = (resource: string) => MAX_LENGTH.filter(([kind]) => kind.test(resource)).map(([, max]) => max);
    expect(names.filter(([resource]) => maxOf(resource).length !== 1)).toEqual([]);
    expect(names.filter(([resource, name]) => name.length > Number(maxOf(resource)[0]))).toEqual([]);
    // Not less than is possible.
    expect(
      names.filter(([resource, name]) => name.length === maxOf(resource)[0]).map(([resource]) => resource),
    ).toEqual(["smsConsumer"]);
  });

  test.each(["dev", "acme-prod", "acme-eu-prod", "dlq-dev", "a1"])("%s is the name of an environment", (name) => {
    expect(isEnvironmentName(name)).toBe(true);
  });

  test.each(["", "Dev", "-dev", "acme-", "acme--dev", "1acme-dev", "acme_dev", "dev\n", "x".repeat(21), "é"])(
    "%j is not the name of an environment",
    (name) => {
      expect(isEnvironmentName(name)).toBe(false);
    },
  );
});
