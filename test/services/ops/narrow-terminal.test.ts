/** Every command that prints columns, in a terminal of 60 columns: the front desk's window, or a phone. */
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { SENDING_STOPS } from "../../../contracts/tables/sending-stops";
import { dynamoDeliveryLog } from "../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { systemClock } from "../../../services/adapters/system-clock";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { deployed } from "../../support/data/deployed";
import { appointment, logEntry } from "../../support/data/records";
import { storeReply } from "../../support/data/replies";
import { ops } from "../../support/ops";
import { LOG_TABLE, STOPS_TABLE } from "../../support/servers/dynamo";
import { ALL_QUEUES, ServedQueues } from "../../support/servers/served-queues";
import { importWorld } from "../../support/worlds/import-world";

const COLUMNS = 60;
const DLQ = "healthcare-appointments-dlq-test";
const OF = appointment({ patientId: "patient-of-a-long-name-1042", appointmentId: "appointment-2026-12-02-0077" });
const KEY = identifyNotification(OF, CLINIC);
const TODAY = new Date().toLocaleDateString("sv", CLINIC);

const world = importWorld();
beforeEach(async () => {
  deployed(world.aws);
  const queues = new ServedQueues(world.aws, ...ALL_QUEUES);
  const detail = "ConfigurationSetSendingPausedException";
  const attributes = { DeadLetterReason: "EMAIL_ATTEMPTS_EXHAUSTED", DeadLetterDetail: detail };
  queues.put(DLQ, JSON.stringify(OF), attributes);
  queues.put(DLQ, JSON.stringify({ patientId: "p", appointmentTime: "soon" }), {
    DeadLetterReason: "CONTRACT_VIOLATION",
  });
  const stop = { at: "2026-01-02T12:00:00.000Z", by: "arn:aws:iam::123456789012:user/ana", because: "the wrong place" };
  const Item = { [SENDING_STOPS.partitionKey]: SENDING_STOPS.item, SMS: stop };
  await world.dynamo.direct.send(new PutCommand({ TableName: STOPS_TABLE, Item }));
  await storeReply(world.dynamo, { notificationId: KEY.notificationId, timestamp: KEY.timestamp, clinicId: "north" });
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const log = dynamoDeliveryLog(world.dynamo.direct, LOG_TABLE, settings, systemClock);
  const entry = (more: object) => logEntry({ appointment: OF, key: KEY, ...more });
  const messageId = "16719bc9-3ed9-401e-9d2a-ea2328fb1aa1";
  await log.apply("claimSms", entry({ channel: "SMS" })).catch(() => {});
  await log.apply("recordSmsSent", entry({ channel: "SMS", messageId, smsParts: 2 })).catch(() => {});
});

const COMMANDS: readonly (readonly [name: string, ...args: string[]])[] = [
  ["log day", "log", "day", TODAY, "--list"],
  ["log notification", "log", "notification", KEY.notificationId],
  ["log patient", "log", "patient", OF.patientId],
  ["dlq list", "dlq", "list"],
  ["dlq show", "dlq", "show", KEY.notificationId],
  ["dlq show, of a message that breaks the contract", "dlq", "show", "message-2"],
  ["replies list", "replies", "list"],
  ["replies show", "replies", "show", "reply-1", "--reveal"],
  ["doctor", "doctor"],
  ["audit", "audit"],
  ["stop", "stop", "--channel", "sms", "--because", "it is down"],
  ["start", "start", "--dry-run", "--because", "it works again"],
  ["smoke", "smoke", "--dry-run", "--watch-for", "1s"],
];

/** Words in their order, without what separates columns. */
const words = (text: string) => [...text.matchAll(/[\w.@-]+/g)].map(([word]) => word).sort();

const isCommand = (line: string) => /(?:->|To start again:) (?:npm|aws|curl) /.test(line);

test.each(COMMANDS)("%s fits, and leaves nothing out", async (_, ...args) => {
  const wide = await ops([...args, "--environment", "test"]);
  const narrow = await ops([...args, "--environment", "test"], { columns: COLUMNS });
  expect(wide.out.split("\n").some((line) => line.length > COLUMNS)).toBe(true);
  // A single word may be longer, such as a carrier's id, and so may a command: they can be copied.
  const lines = narrow.out.split("\n").filter((line) => !isCommand(line));
  expect(lines.filter((line) => line.length > COLUMNS && line.trim().includes(" "))).toEqual([]);
  const commands = (text: string) =>
    text
      .split("\n")
      .filter(isCommand)
      .map((line) => line.trim());
  expect(commands(narrow.out)).toEqual(commands(wide.out));
  const printed = words(narrow.out);
  expect(words(wide.out).filter((word) => !printed.includes(word))).toEqual([]);
});
