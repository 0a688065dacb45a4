import { resourceNames } from "../../../contracts/resource-names";
import { LOCAL_CREDENTIALS } from "../protocol/callers";
import { ACCOUNT, REGION } from "../template/references";
import { DEFAULT_PORT, type StartOptions } from "./command-line";

/** Suggestions after a run. */
export function nextSteps({ faults, report, serve }: StartOptions): string {
  const steps = [
    ...(faults === "storm" || faults === "outages"
      ? []
      : [["npm start -- --faults storm", "the same day with failing carriers and AWS services"]]),
    ...(report ? [] : [["npm start -- --report day.json", "the outcome of every notification, as JSON"]]),
    ...(serve
      ? []
      : [
          [
            "npm start -- --serve",
            `stays up on port ${DEFAULT_PORT}: send your own appointments, read and answer the texts`,
          ],
        ]),
    ...(serve
      ? [["npm run ops -- dlq redrive", "with the lines below: move failed reminders out of the DLQ, to be retried"]]
      : []),
    ["docs/sending-appointments.md", "how other systems send appointments"],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  return ["What to try next", ...steps.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`)].join("\n");
}

/** The last line of a failed run, instead of {@link nextSteps}. */
export function failureLine(isRefused: boolean): string {
  return isRefused
    ? "The run failed: calls were refused. infra/stack/constructs/ grants the permissions of a role,\n" +
        "infra/local/access/requirements.ts lists those that a call needs."
    : "The run failed: not every reminder is accounted for.";
}

/** What other systems need to connect, with `--serve`. */
export function servingLines(endpoint: string, environment: string): string {
  const { appointmentsQueue, bookingsQueue, sweepSchedule, digestSchedule } = resourceNames(environment);
  return [
    `Serving at ${endpoint} (Ctrl-C to stop). For any AWS SDK or CLI on this machine:`,
    "",
    `  export AWS_ENDPOINT_URL=${endpoint}`,
    `  export AWS_ACCESS_KEY_ID=${LOCAL_CREDENTIALS.accessKeyId} AWS_SECRET_ACCESS_KEY=${LOCAL_CREDENTIALS.secretAccessKey}`,
    `  export AWS_REGION=${REGION} AWS_DEFAULT_REGION=${REGION}`,
    `  export ENVIRONMENT=${environment} OPS_BECAUSE="a try on the local run"`,
    "",
    "Version 1 of the AWS CLI, and version 2 before 2.13, do not read AWS_ENDPOINT_URL for SQS; they also need:",
    "",
    '  alias aws="aws --endpoint-url $AWS_ENDPOINT_URL"',
    "",
    `  Bookings  ${endpoint}/${ACCOUNT}/${bookingsQueue}  what is booked, moved and cancelled`,
    `  Queue     ${endpoint}/${ACCOUNT}/${appointmentsQueue}  remind now`,
    `  Sweep     curl -X POST ${endpoint}/_local/schedule/${sweepSchedule}  or wait up to 15 minutes`,
    `  Digest    curl -X POST ${endpoint}/_local/schedule/${digestSchedule}  what needs a person; the outbox has its text`,
    `  Messages  ${endpoint}/  in a browser: every email and SMS sent, and a field to answer as the patient`,
    `  Outbox    ${endpoint}/_local/outbox  the same as JSON`,
  ].join("\n");
}
