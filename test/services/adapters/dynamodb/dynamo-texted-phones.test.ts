import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { textedPhoneId } from "../../../../contracts/tables/texted-phones";
import { dynamoTextedPhones } from "../../../../services/adapters/dynamodb/dynamo-texted-phones";
import { releasePhone } from "../../../../services/ops/aws/floods/dynamo-held-phone";
import { NOW } from "../../../support/data/records";
import { RATE_LIMIT_TABLE, TestDynamo } from "../../../support/servers/dynamo";

const DAY = "2026-12-01";
let dynamo: TestDynamo;
let phones = 0;
/** Another phone in each test. */
let phone: string;
beforeAll(async () => {
  dynamo = await TestDynamo.start();
});
afterAll(() => dynamo.stop());
beforeEach(() => {
  phones += 1;
  phone = `digest-${phones}`;
});

const count = (id: string, day = DAY, of = phone) =>
  dynamoTextedPhones(dynamo.client, RATE_LIMIT_TABLE, 3, { now: () => NOW }).count(of, day, id);
const release = (day = DAY) => releasePhone(dynamo.client, RATE_LIMIT_TABLE, phone, day);

test("a phone may get the texts of so many notifications a day, and no more", async () => {
  expect([await count("a"), await count("b"), await count("c"), await count("d"), await count("e")]).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test("a notification counts once, however often its text is tried", async () => {
  for (let attempt = 0; attempt < 5; attempt += 1) expect(await count("a")).toBe(true);
  await count("b");
  await count("c");
  expect([await count("a"), await count("d")]).toEqual([true, false]);
});

test("texts that are counted at the same time are no more than the maximum", async () => {
  const counted = await Promise.all(["a", "b", "c", "d", "e", "f"].map((id) => count(id)));
  expect(counted.filter(Boolean)).toHaveLength(3);
});

test("the next day, and another phone, begin at nothing", async () => {
  for (const id of ["a", "b", "c"]) await count(id);
  expect([await count("d"), await count("d", "2026-12-02"), await count("d", DAY, `${phone} other`)]).toEqual([
    false,
    true,
    true,
  ]);
});

test("a phone that an operator has released may get any number on this day, and not on the next", async () => {
  for (const id of ["a", "b", "c"]) await count(id);
  expect(await release()).toBe(3);
  expect([await count("d"), await count("e")]).toEqual([true, true]);
  for (const id of ["a", "b", "c"]) await count(id, "2026-12-02");
  expect(await count("d", "2026-12-02")).toBe(false);
});

test("a phone without a text on the day cannot be released for it", async () => {
  expect(await release()).toBeUndefined();
});

test("the item has no phone, and expires after three days", async () => {
  await count("a");
  const Key = { limit: textedPhoneId(DAY, phone) };
  const { Item } = await dynamo.client.send(new GetCommand({ TableName: RATE_LIMIT_TABLE, Key }));
  expect(Item).toEqual({ ...Key, notifications: new Set(["a"]), ttl: Math.ceil(NOW / 1_000) + 3 * 86_400 });
});

test("an error of the table is not taken for a full phone", async () => {
  const broken = dynamoTextedPhones(dynamo.client, "no-such-table", 3, { now: () => NOW });
  await expect(broken.count(phone, DAY, "a")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});
