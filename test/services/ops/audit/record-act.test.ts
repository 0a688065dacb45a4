/** The record of an act, before it begins and at its end, over HTTP. */
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { OperatorAct, OperatorActEnd } from "../../../../contracts/tables/operator-acts";
import { beginAct, type NewAct } from "../../../../services/ops/audit/record-act";
import { actsOfDay } from "../../../../services/ops/aws/audit/dynamo-operator-acts";
import { dynamo as operatorsDynamo } from "../../../../services/ops/aws/operator-clients";
import { openEnvironment } from "../../../../services/ops/shared/environment";
import { testTerminal } from "../../../support/ops";
import { AwsFailure, type AwsServer, HANG_UP } from "../../../support/servers/aws-server";
import { ACTS_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

const ARN = "arn:aws:sts::123456789012:assumed-role/OnCall/ana";
const ACT: NewAct = { act: "redrive", because: "ticket 4711", options: { reason: ["EMAIL_REFUSED"], rate: undefined } };

let aws: AwsServer;
let dynamo: TestDynamo;
withAwsAndDynamo((server, tables) => {
  aws = server;
  dynamo = tables;
  aws.on("GetCallerIdentity", () => ({ Arn: ARN }));
});

function begin(act: NewAct = ACT) {
  const { terminal, written } = testTerminal();
  return { written, begun: beginAct(openEnvironment("test"), terminal, act) };
}

async function stored(actId: string): Promise<(OperatorAct | OperatorActEnd)[]> {
  const { Items = [] } = await dynamo.direct.send(
    new QueryCommand({
      TableName: ACTS_TABLE,
      KeyConditionExpression: "#day = :day AND begins_with(actId, :id)",
      ExpressionAttributeNames: { "#day": "day" },
      ExpressionAttributeValues: { ":day": actId.slice(0, 10), ":id": actId },
    }),
  );
  return Items as (OperatorAct | OperatorActEnd)[];
}

test("an act is recorded with who, when, what and why before it begins, and kept for six years", async () => {
  const { begun } = begin({ ...ACT, notificationIds: ["n-1", "n-2", "n-1"] });
  const { actId, by, at, because } = await begun;
  expect([by, because]).toEqual([ARN, "ticket 4711"]);
  const years = Number(at.slice(0, 4)) + 6;
  expect(await stored(actId)).toEqual([
    {
      day: at.slice(0, 10),
      actId,
      act: "redrive",
      at,
      by: ARN,
      because: "ticket 4711",
      environment: "test",
      notificationIds: ["n-1", "n-2"],
      options: { reason: ["EMAIL_REFUSED"] },
      ttl: Math.ceil(Date.parse(`${years}${at.slice(4)}`) / 1_000),
    },
  ]);
});

test("the end is an item of its own, which leaves the beginning as it was", async () => {
  const act = await begin().begun;
  const [before] = await stored(act.actId);
  await act.end({ how: "failed", counts: { moved: 3 }, error: "AccessDenied", notificationIds: ["n-9"] });
  const [after, end, ...others] = await stored(act.actId);
  expect([after, others]).toEqual([before, []]);
  expect(end).toMatchObject({
    actId: `${act.actId}#end`,
    how: "failed",
    counts: { moved: 3 },
    error: "AccessDenied",
    notificationIds: ["n-9"],
    endedAt: expect.stringMatching(/^\d{4}-.+Z$/),
    ttl: (before as OperatorAct).ttl,
  });
});

test("ids beyond two hundred are counted, not listed", async () => {
  const ids = Array.from({ length: 1_234 }, (_, index) => `n-${index}`);
  const { actId } = await begin({ ...ACT, notificationIds: ids }).begun;
  const [act] = await stored(actId);
  expect(act).toMatchObject({ notificationIds: ids.slice(0, 200), more: 1_034 });
});

test("two operators who act at the same moment have a record each", async () => {
  const acts = await Promise.all([begin().begun, begin().begun]);
  expect(new Set(acts.map(({ actId }) => actId)).size).toBe(2);
  for (const { actId } of acts) expect(await stored(actId)).toHaveLength(1);
});

test("an act whose response was lost is recorded once, and begins", async () => {
  const stores: string[] = [];
  aws.on("ExecuteStatement", ({ text, parameters, repeated }) => {
    if (repeated) return new AwsFailure("DuplicateItemException", 400, "Duplicate primary key exists");
    stores.push(text);
    expect(parameters.Statement).toMatch(/^INSERT INTO "operator-acts-test" VALUE \{'day': \?, 'actId': \?, /);
    return HANG_UP;
  });
  await expect(begin().begun).resolves.toMatchObject({ by: ARN });
  expect([stores.length, aws.of("ExecuteStatement").length]).toEqual([1, 2]);
});

test("a record is never replaced: another item under the same key is refused", async () => {
  const { actId } = await begin().begun;
  const [before] = (await stored(actId)) as OperatorAct[];
  const { insertAct } = await import("../../../../services/ops/aws/audit/dynamo-operator-acts");
  await insertAct(operatorsDynamo(), ACTS_TABLE, { ...(before as OperatorAct), because: "forged" });
  expect(await stored(actId)).toEqual([before]);
});

describe("an act does not begin", () => {
  test("if it cannot be known who the operator is", async () => {
    const message = "not authorized to perform: sts:GetCallerIdentity";
    aws.on("GetCallerIdentity", () => new AwsFailure("AccessDenied", 403, message));
    await expect(begin().begun).rejects.toMatchObject({
      message: "This act cannot be recorded: AWS denied sts:GetCallerIdentity (STS, for who runs this command)",
      hint: expect.stringMatching(/^Nothing was changed or shown: what operators do is recorded first\./),
      status: 3,
    });
    expect(aws.of("ExecuteStatement")).toEqual([]);
  });

  test("if STS returns no identity", async () => {
    aws.on("GetCallerIdentity", () => ({}));
    await expect(begin().begun).rejects.toMatchObject({ status: 1, message: expect.stringContaining("STS") });
    expect(aws.of("ExecuteStatement")).toEqual([]);
  });

  test.each([
    [
      "AccessDeniedException",
      "not authorized to perform: dynamodb:PartiQLInsert on resource: x",
      "AWS denied dynamodb:PartiQLInsert",
    ],
    ["ResourceNotFoundException", "Requested resource not found", 'Environment "test" does not exist'],
  ])("if the record cannot be written: %s", async (code, message, shown) => {
    aws.on("ExecuteStatement", () => new AwsFailure(code, 400, message));
    await expect(begin().begun).rejects.toMatchObject({
      status: 3,
      message: expect.stringMatching(new RegExp(`^This act cannot be recorded: ${shown}.* \\(operator-acts-test\\)$`)),
    });
  });
});

test("an end that cannot be written is a note, and no error", async () => {
  const { begun, written } = begin();
  const act = await begun;
  aws.on("ExecuteStatement", () => new AwsFailure("AccessDeniedException", 400, "perform: dynamodb:PartiQLInsert"));
  await act.end({ how: "done" });
  expect(written.err).toBe(
    "The end of this act is not recorded: AWS denied dynamodb:PartiQLInsert (operator-acts-test).\n",
  );
});

test("the acts of a day are read in order, each followed by its end", async () => {
  const first = await begin().begun;
  await first.end({ how: "done" });
  const second = await begin().begun;
  const read: string[] = [];
  for await (const { actId } of actsOfDay(dynamo.client, ACTS_TABLE, first.at.slice(0, 10))) read.push(actId);
  const own = read.filter((actId) => actId >= first.actId);
  expect(own).toEqual([first.actId, `${first.actId}#end`, second.actId]);
});
