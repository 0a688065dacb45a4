import { lambdaPartStarter } from "../../../services/adapters/lambda-part-starter";
import { awsEnvironment } from "../../support/environment";
import { AwsFailure, AwsServer, HANG_UP } from "../../support/servers/aws-server";

const EVENT = { source: "daily-run-part", run: "run-1", days: ["2026-12-01"], parts: ["0", "1"] } as const;
const INVOKE = "POST /2015-03-31/functions/producer-dev/invocations";

let aws: AwsServer;
beforeAll(async () => {
  aws = await AwsServer.start();
  awsEnvironment(aws.endpoint);
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

test("a run is started by an asynchronous invocation of the function, with its event", async () => {
  await lambdaPartStarter("producer-dev").start(EVENT);
  const calls = aws.of(INVOKE);
  expect(calls.map(({ parameters, headers }) => [parameters, headers["x-amz-invocation-type"]])).toEqual([
    [EVENT, "Event"],
  ]);
});

test("a start whose answer was lost is repeated", async () => {
  aws.on(INVOKE, () => (aws.of(INVOKE).length === 1 ? HANG_UP : {}));
  await lambdaPartStarter("producer-dev").start(EVENT);
  expect(aws.of(INVOKE)).toHaveLength(2);
});

test("a start that is not allowed fails with the code of its error", async () => {
  aws.on(INVOKE, () => new AwsFailure("AccessDeniedException", 403));
  await expect(lambdaPartStarter("producer-dev").start(EVENT)).rejects.toMatchObject({ name: "AccessDeniedException" });
  expect(aws.of(INVOKE)).toHaveLength(1);
});
