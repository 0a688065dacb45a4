import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { cloudWatchMetrics } from "../../../services/adapters/cloudwatch-metrics";
import { AwsFailure, AwsServer } from "../../support/servers/aws-server";

let aws: AwsServer;
beforeAll(async () => {
  aws = await AwsServer.start();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());
const metrics = () => cloudWatchMetrics(new CloudWatchClient({ ...aws.client, maxAttempts: 1 }), "test");

test("all values go out in one call, with namespace, dimension and unit", async () => {
  await metrics().emit({ SuccessfulNotifications: 7, RejectedMessages: 1, DeliverySuccessRate: 87.5 });
  const Dimensions = [{ Name: "Environment", Value: "test" }];
  expect(aws.calls.map(({ action, parameters }) => [action, parameters])).toEqual([
    [
      "PutMetricData",
      {
        Namespace: "HealthcareNotifications",
        MetricData: [
          { MetricName: "SuccessfulNotifications", Value: 7, Unit: "Count", Dimensions },
          { MetricName: "RejectedMessages", Value: 1, Unit: "Count", Dimensions },
          { MetricName: "DeliverySuccessRate", Value: 87.5, Unit: "Percent", Dimensions },
        ],
      },
    ],
  ]);
});

test("the values of clinics go out in the same call, with the clinic as the second dimension", async () => {
  const byClinic = new Map([["south", { SuccessfulNotifications: 2, FailedNotifications: 1 }]]);
  await metrics().emit({ SuccessfulNotifications: 7 }, byClinic);
  const whole = { Name: "Environment", Value: "test" };
  const ofSouth = [whole, { Name: "Clinic", Value: "south" }];
  expect(aws.calls.map(({ parameters }) => parameters.MetricData)).toEqual([
    [
      { MetricName: "SuccessfulNotifications", Value: 7, Unit: "Count", Dimensions: [whole] },
      { MetricName: "SuccessfulNotifications", Value: 2, Unit: "Count", Dimensions: ofSouth },
      { MetricName: "FailedNotifications", Value: 1, Unit: "Count", Dimensions: ofSouth },
    ],
  ]);
});

test("a call that fails is an error", async () => {
  aws.on("PutMetricData", () => new AwsFailure("InternalServiceFault", 500));
  await expect(metrics().emit({ RejectedMessages: 1 })).rejects.toThrow();
});
