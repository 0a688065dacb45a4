/** CloudWatch PutMetricData, as the SDK and the AWS CLI send it (AWS JSON 1.0): records every value. */
import { AwsError, jsonAnswer, jsonParameters, type Service } from "../../protocol/call";
import type { RecordedMetric } from "../outbox";

const MAX_METRICS = 1000;

/** ms from now: the range of timestamps that CloudWatch accepts ("PutMetricData", Amazon CloudWatch API Reference). */
const FURTHEST_BACK = 14 * 86_400_000;
const FURTHEST_AHEAD = 2 * 3_600_000;

interface Datum {
  readonly MetricName?: string;
  readonly Value?: number;
  readonly Values?: readonly number[];
  readonly Counts?: readonly number[];
  readonly Unit?: string;
  /** Seconds since 1970. */
  readonly Timestamp?: number;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

/** @param recorded receives the values */
export function createMetricsRecorder(recorded: RecordedMetric[]): Service {
  return async (call) => {
    if (call.operation !== "PutMetricData") {
      throw new AwsError("UnknownOperationException", 400, `The local run has no monitoring ${call.operation}`);
    }
    const { Namespace, MetricData = [] } = jsonParameters(call) as { Namespace?: string; MetricData?: Datum[] };
    if (!Namespace || Namespace.startsWith("AWS/")) throw invalid("Namespace");
    if (MetricData.length === 0 || MetricData.length > MAX_METRICS) throw invalid("MetricData");
    const now = Date.now();
    recorded.push(...MetricData.flatMap((datum) => read(datum, Namespace, now)));
    return jsonAnswer({});
  };
}

/** @param now ms since 1970 */
function read(datum: Datum, namespace: string, now: number): RecordedMetric[] {
  const { MetricName: name, Unit: unit = "None", Dimensions = [] } = datum;
  const values = datum.Values ?? (datum.Value === undefined ? [] : [datum.Value]);
  if (!name || values.length === 0 || !values.every(Number.isFinite)) throw invalid("MetricData");
  const time = datum.Timestamp === undefined ? now : datum.Timestamp * 1_000;
  if (!(time >= now - FURTHEST_BACK && time <= now + FURTHEST_AHEAD)) throw invalid("Timestamp");
  const at = new Date(time).toISOString();
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  return values.flatMap((value, index) => {
    const count = datum.Values ? (datum.Counts?.[index] ?? 1) : 1;
    return Array.from({ length: count }, () => ({ namespace, name, value, unit, dimensions, at }));
  });
}

function invalid(parameter: string): AwsError {
  return new AwsError("InvalidParameterValue", 400, `The parameter ${parameter} is not valid here`);
}
