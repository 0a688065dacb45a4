/** The bytes that AWS itself logs, from the examples in its guides, since only AWS can write these lines. */

/** Bytes that CloudWatch adds to each event: "PutLogEvents", CloudWatch Logs API Reference. */
const OF_AN_EVENT = 26;

const REQUEST_ID = "79b4f56e-95b1-4643-9700-2807f4e68189";

/** "Lambda log formats" of system logs in JSON, Lambda Developer Guide. */
const PLATFORM = [
  { time: "2026-11-02T14:00:00.000Z", type: "platform.start", record: { requestId: REQUEST_ID, version: "$LATEST" } },
  {
    time: "2026-11-02T14:00:02.000Z",
    type: "platform.report",
    record: {
      requestId: REQUEST_ID,
      metrics: { durationMs: 2000.123, billedDurationMs: 2001, memorySizeMB: 512, maxMemoryUsedMB: 140 },
      status: "success",
    },
  },
];

const INSIGHTS_METRICS = ["memory_utilization", "total_memory", "used_memory_max", "cpu_total_time", "tx_bytes"].concat(
  ["rx_bytes", "total_network", "init_duration"],
);

/** "Example telemetry event" of Lambda Insights, Amazon CloudWatch User Guide: one per invocation. */
const INSIGHTS = {
  _aws: {
    Timestamp: 1605034324256,
    CloudWatchMetrics: [
      {
        Namespace: "LambdaInsights",
        Dimensions: [["function_name"], ["function_name", "version"]],
        Metrics: INSIGHTS_METRICS.map((Name) => ({ Name, Unit: "Megabytes" })),
      },
    ],
    LambdaInsights: { ShareTelemetry: true },
  },
  event_type: "performance",
  function_name: "appointment-notification-processor-prod",
  version: "$LATEST",
  request_id: REQUEST_ID,
  trace_id: "1-5faae118-12345678901234567890",
  duration: 2000,
  billed_duration: 2001,
  billed_mb_ms: 1024512,
  cold_start: false,
  tmp_free: 538329088,
  tmp_max: 551346176,
  threads_max: 11,
  used_memory_max: 140,
  total_memory: 512,
  memory_utilization: 27,
  cpu_user_time: 90,
  cpu_system_time: 50,
  cpu_total_time: 140,
  fd_use: 416,
  fd_max: 32642,
  tx_bytes: 44340,
  rx_bytes: 69110,
  total_network: 113450,
  agent_version: "1.0.498.0",
  agent_memory_avg: 10,
  agent_memory_max: 10,
};

/** "Example log for successful SMS delivery", Amazon SNS Developer Guide: one per text, if delivery logs are on. */
const DELIVERY = {
  notification: { messageId: "34d9b400-c6dd-5444-820d-fbeb0f1f54cf", timestamp: "2026-11-02 14:00:34.558" },
  delivery: {
    phoneCarrier: "My Phone Carrier",
    mnc: 270,
    numberOfMessageParts: 2,
    destination: "+12065550100",
    priceInUSD: 0.01162,
    smsType: "Transactional",
    mcc: 310,
    providerResponse: "Message has been accepted by phone carrier",
    dwellTimeMs: 599,
    dwellTimeMsUntilDeviceAck: 1344,
  },
  status: "SUCCESS",
};

/** An invocation: its start, its report, Insights. */
export const INVOCATION_LOG_BYTES = [...PLATFORM, INSIGHTS].reduce((sum, event) => sum + loggedBytes(event), 0);
/** A text. */
export const TEXT_LOG_BYTES = loggedBytes(DELIVERY);

/** As CloudWatch Logs bills it. */
export function loggedBytes(event: unknown): number {
  return Buffer.byteLength(JSON.stringify(event)) + OF_AN_EVENT;
}
