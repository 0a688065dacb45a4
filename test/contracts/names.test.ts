import { ENV, FUNCTION_ENVIRONMENT } from "../../contracts/environment";
import { METRIC_NAMESPACE, METRICS } from "../../contracts/metrics";
import { resourceNames } from "../../contracts/resource-names";

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

  test("have names that no function, queue or schedule is too long for", () => {
    // Lambda and EventBridge Scheduler take 64 characters, SQS 80; an environment's suffix has 20 at most.
    const long = Object.entries(resourceNames("x".repeat(20))).filter(
      ([resource, name]) => name.length > (resource.endsWith("Queue") ? 80 : resource.endsWith("Alarm") ? 255 : 64),
    );
    expect(long).toEqual([]);
  });
});
