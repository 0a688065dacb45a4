/** A feed that queues far more than usual, on the emulators: the deployed bundles and roles, and an operator's release. */
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { METRICS } from "../../../contracts/metrics";
import { dayTextsName, SMS_RATE_LIMIT } from "../../../contracts/tables/sms-rate-limit";
import { lastDays } from "../../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { awsEnvironment } from "../../support/environment";
import { eventually } from "../../support/eventually";
import { ops } from "../../support/ops";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../../support/worlds/pipeline-run";

const MINIMUM = 5;
/** A week with one text a day: `floodMinimum` is what may go out. */
const WEEK = lastDays(Date.now(), CLINIC_TIME_ZONE, 7)
  .slice(0, 7)
  .map((day) => [dayTextsName(day), 1] as const);

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline(undefined, { commandLine: { floodMinimum: String(MINIMUM) } });
  awsEnvironment(pipeline.cloud.endpoint);
  const Item = { [SMS_RATE_LIMIT.partitionKey]: SMS_RATE_LIMIT.limit, ...Object.fromEntries(WEEK) };
  await pipeline.cloud.dynamodb.send(new PutCommand({ TableName: NAMES.smsRateLimitTable, Item }));
});
afterAll(() => pipeline.stop());

test("texts above the minimum wait with their code until an operator releases the day; answers go on", async () => {
  const feed = Array.from({ length: MINIMUM + 4 }, () => anAppointment());
  await pipeline.send(...feed);
  const states = () => Promise.all(feed.map((of) => pipeline.item(of)));
  await eventually("all but the allowed texts are held", async () => {
    const items = await states();
    const held = items.filter((item) => item?.history.at(-1)?.code === "FEED_FLOOD_HELD");
    const sent = items.filter((item) => item?.status === "SMS_SENT");
    return held.length === 4 && sent.length === MINIMUM;
  });
  expect((await pipeline.cloud.outbox()).sms).toHaveLength(MINIMUM);
  await eventually("what is held is counted", async () => (await pipeline.metric(METRICS.floodHeld)) >= 4);

  // An answer is acknowledged all the same, and does not count.
  const reminded = feed[(await states()).findIndex((item) => item?.status === "SMS_SENT")];
  const phone = reminded?.phoneNumber ?? "";
  await pipeline.cloud.reply(phone, "C");
  await eventually("the answer is acknowledged", async () => (await pipeline.textsTo(phone)).length === 2);

  const release = ["release", "texts", "--because", "the feed of the new clinic", "--yes", "--json"];
  expect(JSON.parse((await ops(release)).out)).toMatchObject({ texts: MINIMUM, limit: MINIMUM, released: true });
  for (const of of feed) await pipeline.ended(of, "SMS_SENT");
  await pipeline.drained();
  expect((await pipeline.cloud.outbox()).sms).toHaveLength(feed.length + 1);
  expect(JSON.parse((await ops(release)).out)).toMatchObject({ texts: feed.length, held: false, released: true });
});
