/** Rows without a clinicId: they keep the clinic of the stored appointment, and its rules. */
import { PRODUCER_SETTINGS, variablesWithClinics } from "../../../support/data/deployed";
import { ops } from "../../../support/ops";
import { AwsFailure } from "../../../support/servers/aws-server";
import { importWorld } from "../../../support/worlds/import-world";

const FILE = {
  default: "north",
  clinics: [
    { id: "north", name: "North Clinic", linkDomains: ["video.north.example"], countries: ["US"] },
    {
      id: "south",
      name: "South Clinic",
      timeZone: "Pacific/Auckland",
      defaultCountry: "GB",
      countries: ["GB"],
      linkDomains: ["video.south.example"],
    },
  ],
};
const NORTHERN = { link: "https://video.north.example/1" };
const SOUTHERN = { link: "https://video.south.example/1" };
const NO_LINK = /^index 0: link must be at one of the clinic's linkDomains/m;

const world = importWorld();
let path: string;
beforeEach(() => {
  path = world.folder.write("clinics.json", JSON.stringify(FILE));
  const Variables = variablesWithClinics(world.aws.endpoint, path);
  world.aws.on(PRODUCER_SETTINGS, () => ({ Environment: { Variables } }));
});

const given = {
  patientId: "p",
  appointmentId: "a-1",
  appointmentTime: "2199-12-02T14:30",
  phoneNumber: "+442079460123",
};
const stored = (clinicId: string | undefined) =>
  world.dynamo.putAppointments({ ...given, ...(clinicId && { clinicId }), reminderDate: "2199-12-01" });

/** What both ways of importing a row say of it. */
async function imported(row: object) {
  const file = world.folder.write("rows.json", JSON.stringify([{ ...given, ...row }]));
  const run = async (...more: string[]) => {
    const args = ["import", file, "--environment", "test", "--clinics", path, "--json", ...more];
    const { status, out, err } = await ops(args);
    const { rejected, over, noContact, warnings } = JSON.parse(out);
    return { status, rejected, over, noContact, warnings, err: err.replace(/The rejected entries.*\n/, "") };
  };
  const dryRun = await run("--dry-run");
  const written = await run();
  expect(written).toEqual(dryRun);
  return { ...written, item: await world.dynamo.appointment("a-1") };
}

test("a link is checked by the stored clinic's rules, not the default clinic's", async () => {
  await stored("south");
  expect(await imported(SOUTHERN)).toMatchObject({ status: 0, rejected: 0, item: { clinicId: "south", ...SOUTHERN } });
  const refused = await imported(NORTHERN);
  expect(refused).toMatchObject({ status: 1, rejected: 1, err: expect.stringMatching(NO_LINK), item: SOUTHERN });
});

test("a link in a text is, too", async () => {
  await stored("south");
  expect(await imported({ location: SOUTHERN.link })).toMatchObject({ item: { location: SOUTHERN.link } });
  expect(await imported({ location: NORTHERN.link })).toMatchObject({ rejected: 1, item: { location: SOUTHERN.link } });
});

test.each([
  ["is new", async () => {}],
  ["is stored without a clinic", () => stored(undefined)],
])("an appointment that %s has the default clinic's rules", async (_, prepare) => {
  await prepare();
  const refused = await imported(SOUTHERN);
  expect(refused).toMatchObject({ status: 1, rejected: 1, err: expect.stringMatching(NO_LINK) });
  expect(refused.item ?? {}).not.toHaveProperty("link");
  expect(await imported(NORTHERN)).toMatchObject({ status: 0, rejected: 0, item: NORTHERN });
});

test("a row that clears the clinic has the default clinic's rules, whatever is stored", async () => {
  await stored("south");
  expect(await imported({ clinicId: "", ...SOUTHERN })).toMatchObject({ rejected: 1 });
  expect(await imported({ clinicId: "", ...NORTHERN })).toMatchObject({ rejected: 0, item: NORTHERN });
});

test("a phone number is usable, or not, by the stored clinic's rules", async () => {
  await stored("south");
  const national = { phoneNumber: "020 7946 0123" };
  expect(await imported(national)).toMatchObject({ noContact: 0, warnings: {} });
  const american = await imported({ phoneNumber: "+12065550100" });
  expect(american).toMatchObject({ noContact: 1, warnings: { UNUSABLE_PHONE: 1 } });
  await stored("north");
  expect(await imported(national)).toMatchObject({ noContact: 1, warnings: { UNUSABLE_PHONE: 1 } });
});

test("an appointment is over by the stored clinic's clock", async () => {
  await stored("south");
  const now = new Date().toLocaleString("sv", { timeZone: "Pacific/Auckland" }).replace(" ", "T");
  expect(await imported({ appointmentTime: now })).toMatchObject({ status: 0, over: 1 });
});

test("a stored clinic that the deployment does not have stops its rows", async () => {
  await stored("west");
  expect(await imported({})).toMatchObject({
    status: 1,
    rejected: 1,
    err: expect.stringContaining("clinicId must be"),
  });
});

test("a dry run reads only the appointments of rows without a clinicId, and says if it may not", async () => {
  const dryRun = (row: object) => {
    const file = world.folder.write("rows.json", JSON.stringify([{ ...given, ...row }]));
    return ops(["import", file, "--environment", "test", "--clinics", path, "--dry-run"]);
  };
  await dryRun({ clinicId: "south" });
  expect(world.aws.of("GetItem")).toEqual([]);
  world.aws.on(
    "GetItem",
    () => new AwsFailure("AccessDeniedException", 400, "not authorized to perform: dynamodb:GetItem on"),
  );
  expect(await dryRun({})).toMatchObject({ status: 3, err: expect.stringContaining("AWS denied dynamodb:GetItem") });
});
