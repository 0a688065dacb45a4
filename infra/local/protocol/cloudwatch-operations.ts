/** CloudWatch in the query protocol: `botocore/data/cloudwatch/2010-08-01/service-2.json` of botocore 1.29.27. */
import { FLAG, list, NUMBER, type QueryService, structure, TEXT, TIME } from "./shape";

const DIMENSIONS = { Dimensions: list(structure({ Name: TEXT, Value: TEXT })) };
const METRIC = { Namespace: TEXT, MetricName: TEXT, ...DIMENSIONS };
const METRIC_STAT = structure({ Metric: structure(METRIC), Period: NUMBER, Stat: TEXT, Unit: TEXT });
const QUERIES = list(
  structure({ Id: TEXT, MetricStat: METRIC_STAT, Expression: TEXT, Label: TEXT, ReturnData: FLAG, Period: NUMBER }),
);
const MESSAGES = { Messages: list(structure({ Code: TEXT, Value: TEXT })) };

const ALARM = structure({
  AlarmName: TEXT,
  AlarmArn: TEXT,
  AlarmDescription: TEXT,
  ActionsEnabled: FLAG,
  OKActions: list(TEXT),
  AlarmActions: list(TEXT),
  InsufficientDataActions: list(TEXT),
  StateValue: TEXT,
  StateReason: TEXT,
  ...METRIC,
  Statistic: TEXT,
  ExtendedStatistic: TEXT,
  Period: NUMBER,
  Unit: TEXT,
  EvaluationPeriods: NUMBER,
  DatapointsToAlarm: NUMBER,
  Threshold: NUMBER,
  ComparisonOperator: TEXT,
  TreatMissingData: TEXT,
  EvaluateLowSampleCountPercentile: TEXT,
  Metrics: QUERIES,
  ThresholdMetricId: TEXT,
});

export const CLOUDWATCH: QueryService = {
  namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
  operations: {
    DescribeAlarms: {
      input: structure({
        AlarmNames: list(TEXT),
        AlarmNamePrefix: TEXT,
        AlarmTypes: list(TEXT),
        StateValue: TEXT,
        ActionPrefix: TEXT,
        MaxRecords: NUMBER,
        NextToken: TEXT,
      }),
      output: structure({ MetricAlarms: list(ALARM), NextToken: TEXT }),
    },
    GetMetricData: {
      input: structure({
        MetricDataQueries: QUERIES,
        StartTime: TIME,
        EndTime: TIME,
        NextToken: TEXT,
        ScanBy: TEXT,
        MaxDatapoints: NUMBER,
      }),
      output: structure({
        MetricDataResults: list(
          structure({
            Id: TEXT,
            Label: TEXT,
            Timestamps: list(TIME),
            Values: list(NUMBER),
            StatusCode: TEXT,
            ...MESSAGES,
          }),
        ),
        NextToken: TEXT,
        ...MESSAGES,
      }),
    },
    PutMetricData: {
      input: structure({
        Namespace: TEXT,
        MetricData: list(
          structure({
            MetricName: TEXT,
            ...DIMENSIONS,
            Timestamp: TIME,
            Value: NUMBER,
            Values: list(NUMBER),
            Counts: list(NUMBER),
            Unit: TEXT,
            StorageResolution: NUMBER,
          }),
        ),
      }),
    },
  },
  errorCodes: { UnknownOperationException: "InvalidAction" },
};
