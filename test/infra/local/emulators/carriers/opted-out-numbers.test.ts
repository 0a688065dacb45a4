import { createOptOutList } from "../../../../../infra/local/emulators/carriers/opt-out-list";
import { createOptedOutNumbers } from "../../../../../infra/local/emulators/carriers/opted-out-numbers";
import { aCall } from "../../a-call";

const PHONE = "+12065550100";
const OTHER = "+12065550101";
const DAY = 24 * 60 * 60 * 1000;
const ARN = "arn:aws:sms-voice:us-east-1:000000000000:opt-out-list/Default";

function optedOutNumbers() {
  let now = 1_800_000_000_000;
  const list = createOptOutList("Default", () => now);
  const serve = createOptedOutNumbers(list);
  const call = async (operation: string, parameters: object) => {
    const of = { OptOutListName: "Default", ...parameters };
    const answer = await serve(aCall({ service: "sms-voice", operation, protocol: "json" }, JSON.stringify(of)));
    return JSON.parse(String(answer.body));
  };
  return {
    list,
    put: (OptedOutNumber: string, more: object = {}) => call("PutOptedOutNumber", { OptedOutNumber, ...more }),
    remove: (OptedOutNumber: string, more: object = {}) => call("DeleteOptedOutNumber", { OptedOutNumber, ...more }),
    describe: (parameters: object = {}) => call("DescribeOptedOutNumbers", parameters),
    later: (ms: number) => {
      now += ms;
    },
  };
}

test("a phone that is put on the list is described as put there by the account, with its time in seconds", async () => {
  const { list, put, describe: described } = optedOutNumbers();
  const entry = { OptedOutNumber: PHONE, OptedOutTimestamp: 1_800_000_000, EndUserOptedOut: false };
  expect(await put(PHONE)).toEqual({ OptOutListArn: ARN, OptOutListName: "Default", ...entry });
  expect(await described()).toEqual({ OptOutListArn: ARN, OptOutListName: "Default", OptedOutNumbers: [entry] });
  expect(list.has(PHONE)).toBe(true);
});

test("a phone that opted out by a text stays so if the account puts it on the list again", async () => {
  const { list, put, later } = optedOutNumbers();
  list.put(PHONE, true);
  later(DAY);
  expect(await put(PHONE.slice(1))).toMatchObject({ EndUserOptedOut: true, OptedOutTimestamp: 1_800_000_000 });
  expect(list.numbers()).toHaveLength(1);
});

test("a phone can be taken off the list once in 30 days", async () => {
  const { list, put, remove, later } = optedOutNumbers();
  await put(PHONE, { OptOutListName: ARN });
  expect(await remove(PHONE)).toMatchObject({ OptedOutNumber: PHONE });
  expect(list.has(PHONE)).toBe(false);
  await put(PHONE);
  later(30 * DAY - 1);
  await expect(remove(PHONE)).rejects.toMatchObject({
    code: "ValidationException",
    more: { Reason: "PHONE_NUMBER_CANNOT_BE_OPTED_IN" },
  });
  expect(list.has(PHONE)).toBe(true);
  later(1);
  await remove(PHONE);
  expect(list.has(PHONE)).toBe(false);
});

test.each([
  ["DeleteOptedOutNumber", { OptedOutNumber: OTHER }, "opted-out-number"],
  ["DescribeOptedOutNumbers", { OptedOutNumbers: [OTHER] }, "opted-out-number"],
  ["PutOptedOutNumber", { OptedOutNumber: OTHER, OptOutListName: "Clinic" }, "opt-out-list"],
])("%s of what is not there says what is not there: %j", async (operation, parameters, ResourceType) => {
  const serve = createOptedOutNumbers(createOptOutList());
  const of = { OptOutListName: "Default", ...parameters };
  const call = serve(aCall({ service: "sms-voice", operation, protocol: "json" }, JSON.stringify(of)));
  await expect(call).rejects.toMatchObject({ code: "ResourceNotFoundException", more: { ResourceType } });
});

test("the description is filtered by who opted out, and comes in pages", async () => {
  const { list, put, describe: described } = optedOutNumbers();
  await put(PHONE);
  list.put(OTHER, true);
  const byPatients = await described({ Filters: [{ Name: "end-user-opted-out", Values: ["true"] }] });
  expect(byPatients.OptedOutNumbers).toMatchObject([{ OptedOutNumber: OTHER }]);
  const { NextToken, OptedOutNumbers } = await described({ MaxResults: 1 });
  expect(OptedOutNumbers).toMatchObject([{ OptedOutNumber: PHONE }]);
  expect(await described({ MaxResults: 1, NextToken })).toEqual({
    OptOutListArn: ARN,
    OptOutListName: "Default",
    OptedOutNumbers: [expect.objectContaining({ OptedOutNumber: OTHER })],
  });
});

test.each([
  ["PutOptedOutNumber", "OptedOutNumber", "call me"],
  ["PutOptedOutNumber", "OptOutListName", "two words"],
  ["DeleteOptedOutNumber", "OptedOutNumber", 12065550100],
  ["DescribeOptedOutNumbers", "OptedOutNumbers", Array.from({ length: 6 }, () => PHONE)],
  ["DescribeOptedOutNumbers", "Filters", [{ Name: "since", Values: ["true"] }]],
  ["DescribeOptedOutNumbers", "Filters", [{ Name: "end-user-opted-out", Values: [] }]],
  ["DescribeOptedOutNumbers", "NextToken", "elsewhere"],
  ["DescribeOptedOutNumbers", "MaxResults", 101],
])("%s with an invalid %s is refused, and the error names the field only", async (operation, name, value) => {
  const serve = createOptedOutNumbers(createOptOutList());
  const parameters = { OptOutListName: "Default", OptedOutNumber: PHONE, [name]: value };
  const call = serve(aCall({ service: "sms-voice", operation, protocol: "json" }, JSON.stringify(parameters)));
  const error = await call.catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "ValidationException", more: { Fields: [{ Name: name }] } });
  expect(String(error)).not.toContain(String(value));
});
